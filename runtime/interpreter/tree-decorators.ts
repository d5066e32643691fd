import { type NodeOf, TreeStatus } from "../../compiler/ir/tree.ts";
import type { Visit } from "./tree-kinds.ts";
import type { TreeRun, Visited } from "./tree-run.ts";

const { idle, running, success, failure, skipped } = TreeStatus;

interface Single {
  readonly children: readonly number[];
}
const childOf = ({ children }: Single): number => children[0]!;

/** Visits the child; one that has finished is ready to begin again. */
function throughChild(run: TreeRun, node: Single): Visited {
  const given = run.visit(childOf(node));
  if (given === success || given === failure) run.haltChild(childOf(node));
  return given;
}

export const invert: Visit<"invert"> = (run, n, node) => {
  run.become(n, running);
  const given = throughChild(run, node);
  return given === success ? failure : given === failure ? success : given;
};

export const force: Visit<"force"> = (run, n, node) => {
  run.become(n, running);
  const given = throughChild(run, node);
  return given === running || given === skipped ? given : TreeStatus[node.to];
};

export const subtree: Visit<"subtree"> = (run, n, node) => {
  if (run.status(n) === idle) run.become(n, running);
  return throughChild(run, node);
};

export const retry: Visit<"retry"> = (run, n, node) => attempts(run, n, node, failure, success);
export const repeat: Visit<"repeat"> = (run, n, node) => attempts(run, n, node, success, failure);

/** Again and again while the child gives `again`; its other end is the node's. */
function attempts(run: TreeRun, n: number, node: NodeOf<"retry" | "repeat">, again: Visited, end: Visited): Visited {
  let times = run.parameter(node.times);
  const child = childOf(node), isOpen = (): boolean => times === -1 || run.cell(n, "count") < times;
  run.become(n, running);
  while (isOpen()) {
    const wasIdle = run.status(child) === idle, given = run.visit(child);
    if (given === running) return running;
    if (given === again) run.put(n, "count", run.cell(n, "count") + 1);
    if (given === again && node.kind === "retry") times = run.parameter(node.times);
    if (given === end) run.put(n, "count", 0);
    run.haltChild(child);
    if (given !== again) return given;
    if (isOpen() && wasIdle) {
      run.wakeUp();
      return running;
    }
  }
  run.put(n, "count", 0);
  return again;
}

export const keepRunning: Visit<"keepRunning"> = (run, n, node) => {
  run.become(n, running);
  const given = throughChild(run, node);
  return given === success || (given === skipped && node.swallows) ? running : given;
};

export const runOnce: Visit<"runOnce"> = (run, n, node) => {
  const before = run.cell(n, "given");
  if (before !== 0) return node.thenSkip ? skipped : (before as Visited);
  run.become(n, running);
  const given = throughChild(run, node);
  if (given === success || given === failure) run.put(n, "given", given);
  return given;
};

export const when: Visit<"when"> = (run, n, node) => {
  if (run.cell(n, "running") === 0 && !run.isTrue(node.value)) return TreeStatus[node.otherwise];
  run.put(n, "running", 1);
  const given = throughChild(run, node);
  if (given === success || given === failure || (given === skipped && !node.sticks)) run.put(n, "running", 0);
  return given;
};

export const loop: Visit<"loop"> = (run, n, node) => {
  if (run.status(n) === idle) for (const cell of ["index", "running"]) run.put(n, cell, 0);
  if (run.cell(n, "running") === 0) {
    const index = run.cell(n, "index");
    if (index >= node.values.length) return TreeStatus[node.ifEmpty];
    run.write(node.entry, run.value(node.values[index]!));
    run.put(n, "index", index + 1);
  }
  if (run.status(n) === idle) run.become(n, running);
  const given = throughChild(run, node);
  run.put(n, "running", given === running ? 1 : 0);
  return given === failure ? failure : running;
};

export const onUpdate: Visit<"onUpdate"> = (run, n, node) => {
  if (run.cell(n, "running") === 0) {
    const before = run.cell(n, "seen"), writes = run.writes(node.entry);
    run.put(n, "seen", writes);
    if (writes === before) return TreeStatus[node.otherwise];
  }
  const given = throughChild(run, node);
  run.put(n, "running", given === running ? 1 : 0);
  return given;
};
