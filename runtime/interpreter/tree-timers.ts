import type { Ir } from "../../compiler/ir/ir.ts";
import { TreeStatus } from "../../compiler/ir/tree.ts";
import type { Visit } from "./tree-kinds.ts";
import type { TreeRun } from "./tree-run.ts";

const { idle, running, success, failure } = TreeStatus;

/** `began` of a node whose time does not run, and of a `timeout` whose child was halted. */
const STOPPED = -1;
const EXPIRED = -2;

function isOver(run: TreeRun, n: number, samples: Ir): boolean {
  return run.sample - run.cell(n, "began") > run.parameter(samples);
}

export const timeout: Visit<"timeout"> = (run, n, { children }) => {
  if (run.cell(n, "began") === STOPPED) {
    run.put(n, "began", run.sample);
    run.become(n, running);
  }
  if (run.cell(n, "began") === EXPIRED) {
    run.put(n, "began", STOPPED);
    return failure;
  }
  return endedBy(run, n, children[0]!);
};

export const delay: Visit<"delay"> = (run, n, { children, samples }) => {
  if (run.cell(n, "began") === STOPPED) {
    run.put(n, "began", run.sample);
    run.become(n, running);
  }
  return isOver(run, n, samples) ? endedBy(run, n, children[0]!) : running;
};

/** Visits the child, whose end stops the time. */
function endedBy(run: TreeRun, n: number, child: number): 1 | 2 | 3 | 4 {
  const given = run.visit(child);
  if (given === success || given === failure) {
    run.put(n, "began", STOPPED);
    run.haltChild(child);
  }
  return given;
}

export const wait: Visit<"wait"> = (run, n, { samples }) => {
  if (run.status(n) === idle) {
    if (run.parameter(samples) <= 0) return success;
    run.put(n, "began", run.sample);
    return running;
  }
  if (!isOver(run, n, samples)) return running;
  run.put(n, "began", STOPPED);
  return success;
};

/** Halts the child of every `timeout` whose time is over. */
export function expire(run: TreeRun): void {
  for (const [n, node] of run.tree.nodes.entries()) {
    if (node.kind !== "timeout" || run.cell(n, "began") < 0 || run.status(node.children[0]!) !== running) continue;
    if (!(run.parameter(node.samples) > 0) || !isOver(run, n, node.samples)) continue;
    run.put(n, "began", EXPIRED);
    run.haltChild(node.children[0]!);
    run.wakeUp();
  }
}
