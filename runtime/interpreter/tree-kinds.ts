import type { NodeOf, TreeKind } from "../../compiler/ir/tree.ts";
import { ifThenElse, parallel, parallelAll, switchOver, whileDoElse } from "./tree-branches.ts";
import { force, invert, keepRunning, loop, onUpdate, repeat, retry, runOnce, subtree, when } from "./tree-decorators.ts";
import { act } from "./tree-do.ts";
import { check, constant, extern, set, wasUpdated } from "./tree-leaves.ts";
import { again, every, pipelineSequence, recovery, roundRobin } from "./tree-nav2.ts";
import { fallback, memorySequence, reactiveFallback, reactiveSequence, sequence } from "./tree-order.ts";
import type { TreeRun, Visited } from "./tree-run.ts";
import { delay, stopWaiting, timeout, wait } from "./tree-timers.ts";
import { catchHalt, tryCatch } from "./tree-try.ts";

/** One visit of a node: what it gives. */
export type Visit<K extends TreeKind = TreeKind> = (run: TreeRun, n: number, node: NodeOf<K>) => Visited;

const VISITS: { readonly [K in TreeKind]: Visit<K> } = {
  sequence, fallback, memorySequence, reactiveSequence, reactiveFallback, parallel, parallelAll, ifThenElse, whileDoElse, switch: switchOver, tryCatch,
  recovery, pipelineSequence, roundRobin, again, every,
  invert, force, subtree, retry, repeat, keepRunning, runOnce, timeout, delay, when, loop, onUpdate,
  check, set, constant, wait, wasUpdated, extern, do: act,
};

export function visitOf(run: TreeRun, n: number): Visited {
  const node = run.node(n);
  return (VISITS[node.kind] as Visit)(run, n, node);
}

/** What is done before a node's children are halted with it. */
export function haltFirst(run: TreeRun, n: number): void {
  const node = run.node(n);
  if (node.kind === "tryCatch") catchHalt(run, n, node);
}

/** A node's cells as its halt leaves them, its status being what it was; those it does not name stay as they are. */
export function clear(run: TreeRun, n: number): void {
  const node = run.node(n);
  const all = (value: number, ...names: readonly string[]): void => names.forEach((name) => run.put(n, name, value));
  const done = node.children.map((_, i) => `done ${i}`);
  switch (node.kind) {
    case "sequence": case "fallback": case "ifThenElse": return all(0, "index");
    case "parallel": return all(0, "successes", "failures", ...done);
    case "parallelAll": return all(0, "failures", ...done);
    case "wait": return stopWaiting(run, n, node);
    case "switch": return all(-1, "running");
    case "tryCatch": return all(0, "index", "skipped", "catching");
    case "recovery": return all(0, "index", "count");
    case "pipelineSequence": return all(0, "last");
    case "roundRobin": return all(0, "index", "failures");
    case "retry": case "repeat": return all(0, "count");
    case "timeout": case "delay": return all(-1, "due");
    case "when": return node.sticks ? undefined : all(0, "running");
    case "onUpdate": return all(0, "running");
    case "do": return all(0, "began", "run");
  }
}
