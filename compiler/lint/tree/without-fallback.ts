import { Out } from "../../analyze/tree-outcomes.ts";
import type { Subject } from "./subject.ts";

/** A tree that a guard asks last but one, and that can fail although everybody who is asked to act does. */
export function withoutFallback({ cx, program, tree, decl, hoped }: Subject): void {
  const gives = hoped.gives[0]!;
  if ((gives & (Out.failure | Out.skipped)) === 0) return;
  for (const guard of program.guards) {
    if (guard.kind !== "sampled") continue;
    const at = guard.proposers.findIndex(({ name, source }) => source.kind === "tree" && name === tree.name);
    const last = guard.proposers[at + 1];
    if (at < 0 || last === undefined || at + 2 !== guard.proposers.length) continue;
    cx.bag.add("treeWithoutFallback", decl.name.span, { tree: tree.name, fail: (gives & Out.failure) === 0 ? "be skipped" : "fail", last: last.name });
  }
}
