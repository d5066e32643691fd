import { Out } from "../../analyze/tree-outcomes.ts";
import { literal } from "../../ir/fold.ts";
import type { NodeOf, TreeKind } from "../../ir/tree.ts";
import { below, nodeOf, spanOf, textOf, type Subject } from "./subject.ts";

/** Loops whose turns are all alike. */
export function spins(subject: Subject): void {
  for (const n of subject.own) {
    const node = nodeOf(subject, n);
    const why = node.kind === "retry" || node.kind === "repeat" ? reason(subject, node) : null;
    if (why !== null) subject.cx.bag.add("loopSpins", spanOf(subject, n), { loop: textOf(subject, n), why });
  }
}

function reason(subject: Subject, node: NodeOf<"retry"> | NodeOf<"repeat">): string | null {
  const child = node.children[0]!, times = literal(node.times), goesOn = node.kind === "retry" ? Out.failure : Out.success;
  // A clause `while` ends it.
  if (times !== -1 || subject.outcomes.gives[child] !== goesOn || node.pre?.while !== undefined) return null;
  if (subject.tree.mode === "compatible") return "it never ends, and BehaviorTree.CPP does not come back from it where it waits for the tree's end";
  return isIdle(subject, child) ? "it never ends, and nothing in it takes time or changes anything" : null;
}

const IDLE: ReadonlySet<TreeKind> = new Set<TreeKind>([
  "sequence", "fallback", "reactiveSequence", "reactiveFallback", "ifThenElse", "whileDoElse", "switch", "invert", "force", "subtree", "when", "check", "constant", "pipelineSequence",
]);

/** It takes no time and writes nothing: asked again, it answers the same. */
function isIdle(subject: Subject, n: number): boolean {
  return below(subject, n).every((one) => {
    const node = nodeOf(subject, one);
    return IDLE.has(node.kind) && node.post === undefined && !("yields" in node && node.yields);
  });
}
