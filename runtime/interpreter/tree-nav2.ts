import { TreeStatus } from "../../compiler/ir/tree.ts";
import type { Visit } from "./tree-kinds.ts";
import type { TreeRun, Visited } from "./tree-run.ts";

const { idle, running, success, failure, skipped } = TreeStatus;

/** A failure of the first child is worth another try once the second has succeeded. */
export const recovery: Visit<"recovery"> = (run, n, { children: [tried, rescue], retries }) => {
  run.become(n, running);
  for (;;) {
    if (run.cell(n, "index") === 0) {
      const given = run.visit(tried!);
      if (given === running) return running;
      if (given !== failure || run.cell(n, "count") >= retries) return recovered(run, n, given);
      run.haltChild(tried!);
      run.put(n, "index", 1);
    }
    const given = run.visit(rescue!);
    if (given === running) return running;
    if (given === failure) return recovered(run, n, failure);
    run.haltChild(rescue!);
    run.put(n, "index", 0);
    if (given === skipped) return failure;
    run.put(n, "count", run.cell(n, "count") + 1);
  }
};

function recovered(run: TreeRun, n: number, given: Visited): Visited {
  run.resetChildren(n);
  for (const cell of ["index", "count"]) run.put(n, cell, 0);
  if (given === skipped) run.become(n, idle);
  return given;
}

/** Children that are done are visited again while a later one runs. */
export const pipelineSequence: Visit<"pipelineSequence"> = (run, n, { children }) => {
  let skips = 0;
  for (const [i, child] of children.entries()) {
    const given = run.visit(child);
    if (given === failure) return pipelined(run, n, failure);
    if (given === running && i >= run.cell(n, "last")) {
      run.put(n, "last", i);
      return running;
    }
    if (given === skipped) skips += 1;
  }
  return pipelined(run, n, skips === children.length ? skipped : success);
};

function pipelined(run: TreeRun, n: number, given: Visited): Visited {
  run.resetChildren(n);
  run.put(n, "last", 0);
  return given;
}

/** What has failed in an earlier tick counts still; what was skipped does not. */
export const roundRobin: Visit<"roundRobin"> = (run, n, { children }) => {
  run.become(n, running);
  let skips = 0;
  while (run.cell(n, "failures") + skips < children.length) {
    const index = run.cell(n, "index"), given = run.visit(children[index]!);
    if (given === running) return running;
    run.put(n, "index", (index + 1) % children.length);
    if (given === success) {
      run.put(n, "failures", 0);
      run.resetChildren(n);
      return success;
    }
    if (given === failure) run.put(n, "failures", run.cell(n, "failures") + 1);
    else skips += 1;
  }
  run.resetChildren(n);
  for (const cell of ["index", "failures"]) run.put(n, cell, 0);
  if (skips < children.length) return failure;
  run.become(n, idle);
  return skipped;
};

/** The trigger is asked at every visit, also while it does not matter. */
export const again: Visit<"again"> = (run, n, { children: [trigger, child] }) => {
  const goesOn = run.status(n) === idle || run.status(child!) === running;
  run.become(n, running);
  const asked = run.visit(trigger!);
  if (asked !== running) run.haltChild(trigger!);
  if (!goesOn && asked !== success) return running;
  const given = run.visit(child!);
  if (given === success || given === failure) run.resetChildren(n);
  return given;
};

export const every: Visit<"every"> = (run, n, { children: [child], samples }) => {
  const isFirst = run.status(n) === idle;
  if (isFirst) {
    run.put(n, "began", run.sample);
    run.put(n, "period", run.parameter(samples));
  }
  const goesOn = isFirst || run.status(child!) === running || run.sample - run.cell(n, "began") >= run.cell(n, "period");
  run.become(n, running);
  if (!goesOn) return running;
  const given = run.visit(child!);
  if (given === success) run.put(n, "began", run.sample);
  if (given === success || given === failure) run.haltChild(child!);
  return given;
};
