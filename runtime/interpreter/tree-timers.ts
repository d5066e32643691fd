import { type NodeOf, TreeStatus } from "../../compiler/ir/tree.ts";
import type { Visit } from "./tree-kinds.ts";
import type { TreeRun, Visited } from "./tree-run.ts";

const { idle, running, success, failure } = TreeStatus;

/** `due` of a node whose time does not run, whose time is over, and that has no end. */
const NONE = -1;
const OVER = -2;
const ENDLESS = -3;

function isOver(run: TreeRun, n: number): boolean {
  const due = run.cell(n, "due");
  return due === OVER || run.sample > due;
}

export const timeout: Visit<"timeout"> = (run, n, { children, samples }) => {
  if (run.cell(n, "due") === NONE) {
    const time = run.parameter(samples);
    run.put(n, "due", time > 0 ? run.sample + time : ENDLESS);
    run.become(n, running);
  }
  if (run.cell(n, "due") === OVER) {
    run.put(n, "due", NONE);
    return failure;
  }
  return endedBy(run, n, children[0]!);
};

export const delay: Visit<"delay"> = (run, n, { children, samples }) => {
  if (run.cell(n, "due") === NONE) {
    run.put(n, "due", run.sample + Math.max(run.parameter(samples), 0));
    run.become(n, running);
  }
  return isOver(run, n) ? endedBy(run, n, children[0]!) : running;
};

/** Visits the child, whose end stops the time. */
function endedBy(run: TreeRun, n: number, child: number): Visited {
  const given = run.visit(child);
  if (given === success || given === failure) {
    run.put(n, "due", NONE);
    run.haltChild(child);
  }
  return given;
}

export const wait: Visit<"wait"> = (run, n, { samples }) => {
  if (run.status(n) === idle) {
    const time = run.parameter(samples);
    if (time <= 0) return success;
    run.put(n, "due", run.cell(n, "due") === haltedAt(run.sample) ? OVER : run.sample + time);
    return running;
  }
  if (!isOver(run, n)) return running;
  run.put(n, "due", NONE);
  return success;
};

export function stopWaiting(run: TreeRun, n: number, { slips }: NodeOf<"wait">): void {
  if (run.status(n) === running) run.put(n, "due", slips ? haltedAt(run.sample) : NONE);
}

/** `due` of a wait that remembers when it was halted. */
const haltedAt = (sample: number): number => -3 - sample;

/** Ends the time of all that is due. */
export function expire(run: TreeRun): void {
  for (const [n, node] of run.tree.nodes.entries()) {
    const { kind, children } = node;
    if (kind !== "timeout" && kind !== "delay" && kind !== "wait") continue;
    const due = run.cell(n, "due"), child = children[0]!;
    if (!(due >= 0 && run.sample > due)) continue;
    if (kind === "wait" && run.status(n) !== running) continue;
    if (kind === "timeout" && node.loses && run.status(child) !== running) {
      run.put(n, "due", ENDLESS);
      continue;
    }
    run.put(n, "due", OVER);
    if (kind === "timeout") run.between(() => run.haltChild(child));
    run.wakeUp();
  }
}
