import { cellsOf } from "../../ir/tree-layout.ts";
import { TreeStatus, type NodeOf, type TreeKind } from "../../ir/tree.ts";
import { RUNNING } from "./facts.ts";
import { Label, block, leave, when, type Code } from "./statements.ts";
import type { Writer } from "./writer.ts";

/** Ends a node with all below it. */
export function halting(w: Writer, n: number): Code {
  const node = w.node(n), { children, post = {} } = node, isRunning = w.is(n, TreeStatus.running);
  const before = node.kind === "tryCatch" ? rescue(w, n, node) : [];
  const log = children.length === 0 && w.mayBeRunning(n) ? when(isRunning, [w.log(n, TreeStatus.halted)]) : [];
  return [...before, ...log, ...children.flatMap((c) => w.haltChild(c, w.left(c))), ...cleared(w, n), w.become(n, TreeStatus.idle), ...w.run(post.halted)];
}

/** With `onHalt`, being halted while trying is caught too: for one visit. */
function rescue(w: Writer, n: number, { children, onHalt }: NodeOf<"tryCatch">): Code {
  if (!onHalt || !w.mayBeRunning(n)) return [];
  const tried = children.slice(0, -1), catcher = children.at(-1)!, end = new Label(`caught_${n}`);
  const done = (): Code => [leave(end)];
  const visit = w.visit(catcher, { running: () => [...w.keep(catcher, "running"), ...done()], success: () => [...w.drop(catcher), ...done()], failure: () => [...w.drop(catcher), ...done()], skipped: done });
  return when(`${w.cell(n, "catching")} === 0 && ${w.is(n, TreeStatus.running)}`, [...tried.flatMap((c) => w.haltChild(c, w.left(c))), block(end, ...visit)], [], 8);
}

/** What they keep in their cells does not go when they end. */
const REMEMBERS: ReadonlySet<TreeKind> = new Set<TreeKind>(["tryCatch", "recovery", "roundRobin"]);

/** A node's cells as its halt leaves them; those that are never anything else have no code. */
export function cleared(w: Writer, n: number): Code {
  const node = w.node(n);
  if (!w.mayBeRunning(n) && !REMEMBERS.has(node.kind)) return [];
  const zero = (...names: readonly string[]): Code => names.map((name) => w.put(n, name, 0));
  switch (node.kind) {
    case "sequence": case "fallback": case "ifThenElse": return zero("index");
    case "parallel": case "parallelAll": case "tryCatch": case "recovery": case "pipelineSequence": case "roundRobin": case "do": return zero(...cellsOf(node));
    case "switch": return [w.put(n, "running", -1)];
    case "retry": case "repeat": return zero("count");
    case "timeout": case "delay": return [w.put(n, "due", -1)];
    case "wait": return when(w.is(n, TreeStatus.running), [w.put(n, "due", node.slips ? `-3 - ${w.sample}` : -1)]);
    case "when": return node.sticks ? [] : zero("running");
    case "onUpdate": return zero("running");
    default: return [];
  }
}

/** Ends whatever is at work. */
export function haltingAll(w: Writer): Code {
  const { tree } = w, all = tree.nodes.map((_, n) => n);
  const halt = (n: number): Code => [w.halt(n)];
  if (tree.haltsEvery) return [...halt(0), ...all.flatMap(halt), w.become(0, TreeStatus.idle)];
  return [...w.haltChild(0, RUNNING), ...all.flatMap((n) => [...cleared(w, n), w.become(n, TreeStatus.idle)])];
}
