import { TreeStatus } from "../../compiler/ir/tree.ts";
import type { Ir } from "../../compiler/ir/ir.ts";
import type { Visit } from "./tree-kinds.ts";
import type { TreeRun, Visited } from "./tree-run.ts";

const { running, success, failure, skipped } = TreeStatus;

export const parallel: Visit<"parallel"> = (run, n, node) => {
  const { children } = node, count = (name: string): number => run.cell(n, name);
  const wanted = threshold(run, node.success, children.length), allowed = threshold(run, node.failure, children.length);
  const countsSkipped = run.parameter(node.success) < 0;
  run.become(n, running);
  let skips = 0;
  for (const [i, child] of children.entries()) {
    if (count(`done ${i}`) === 0) {
      const given = run.visit(child);
      if (given === skipped) skips += 1;
      else if (given !== running) finished(run, n, i, given === success ? "successes" : "failures");
    }
    if (count("successes") >= wanted || (countsSkipped && count("successes") + skips >= wanted)) return decided(run, n, children, success, ["successes", "failures"]);
    if (children.length - count("failures") < wanted || count("failures") === allowed) return decided(run, n, children, failure, ["successes", "failures"]);
  }
  if (skips === children.length) return skipped;
  const isStalled = !node.stalls && children.every((child) => run.status(child) !== running);
  return isStalled ? decided(run, n, children, failure, ["successes", "failures"]) : running;
};

export const parallelAll: Visit<"parallelAll"> = (run, n, node) => {
  const { children } = node, allowed = threshold(run, node.failures, children.length);
  run.become(n, running);
  let skips = 0;
  for (const [i, child] of children.entries()) {
    if (run.cell(n, `done ${i}`) === 1) continue;
    const given = run.visit(child);
    if (given === skipped) skips += 1;
    else if (given !== running) finished(run, n, i, given === failure ? "failures" : null);
  }
  if (skips === children.length) return skipped;
  const done = children.filter((_, i) => run.cell(n, `done ${i}`) === 1).length;
  if (skips + done < children.length) return running;
  return decided(run, n, children, run.cell(n, "failures") >= allowed ? failure : success, ["failures"]);
};

/** A count of children; negative: from all of them. */
function threshold(run: TreeRun, ir: Ir, children: number): number {
  const given = run.parameter(ir);
  return Math.min(given < 0 ? Math.max(children + given + 1, 0) : given, children);
}

function finished(run: TreeRun, n: number, i: number, counter: "successes" | "failures" | null): void {
  run.put(n, `done ${i}`, 1);
  if (counter !== null) run.put(n, counter, run.cell(n, counter) + 1);
}

function decided(run: TreeRun, n: number, children: readonly number[], given: Visited, counters: readonly string[]): Visited {
  for (const name of [...counters, ...children.map((_, i) => `done ${i}`)]) run.put(n, name, 0);
  run.resetChildren(n);
  return given;
}

export const ifThenElse: Visit<"ifThenElse"> = (run, n, { children }) => {
  run.become(n, running);
  if (run.cell(n, "index") === 0) {
    const condition = run.visit(children[0]!);
    if (condition === running || condition === skipped) return condition;
    if (condition === failure && children.length < 3) return failure;
    run.put(n, "index", condition === success ? 1 : 2);
  }
  const given = run.visit(children[run.cell(n, "index")]!);
  if (given === running) return running;
  run.resetChildren(n);
  run.put(n, "index", 0);
  return given;
};

export const whileDoElse: Visit<"whileDoElse"> = (run, n, { children }) => {
  run.become(n, running);
  const condition = run.visit(children[0]!);
  if (condition === running) return running;
  const given = condition === skipped ? skipped : branch(run, children, condition === success ? 1 : 2);
  if (given !== running) run.resetChildren(n);
  return given;
};

/** Visits one of the two branches; the other does not go on. */
function branch(run: TreeRun, children: readonly number[], which: 1 | 2): Visited {
  const other = children[3 - which], chosen = children[which];
  if (other !== undefined) run.haltChild(other);
  return chosen === undefined ? failure : run.visit(chosen);
}

export const switchOver: Visit<"switch"> = (run, n, { children, cases }) => {
  const fitting = cases.findIndex((one) => run.isTrue(one));
  const chosen = fitting < 0 ? children.length - 1 : fitting, before = run.cell(n, "running");
  if (before !== -1 && before !== chosen) run.haltChild(children[before]!);
  const given = run.visit(children[chosen]!);
  if (given === success || given === failure) run.resetChildren(n);
  run.put(n, "running", given === running ? chosen : -1);
  return given;
};
