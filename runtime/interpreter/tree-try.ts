import { type NodeOf, TreeStatus } from "../../compiler/ir/tree.ts";
import type { Visit } from "./tree-kinds.ts";
import type { TreeRun } from "./tree-run.ts";

const { idle, running, success, failure, skipped } = TreeStatus;

/** The last child is visited when one of those before it has failed. */
export const tryCatch: Visit<"tryCatch"> = (run, n, node) => {
  if (run.status(n) === idle) for (const cell of ["skipped", "catching", "index"]) run.put(n, cell, 0);
  run.become(n, running);
  return run.cell(n, "catching") === 0 ? attempt(run, n, node) : rescue(run, n, node);
};

const attempt: Visit<"tryCatch"> = (run, n, node) => {
  const tried = node.children.slice(0, -1);
  while (run.cell(n, "index") < tried.length) {
    const given = run.visit(tried[run.cell(n, "index")]!);
    if (given === running) return running;
    if (given === failure) {
      for (const child of tried) run.haltChild(child);
      run.put(n, "index", 0);
      run.put(n, "catching", 1);
      return rescue(run, n, node);
    }
    run.put(n, "index", run.cell(n, "index") + 1);
    if (given === skipped) run.put(n, "skipped", run.cell(n, "skipped") + 1);
  }
  const isSkipped = run.cell(n, "skipped") === tried.length;
  run.resetChildren(n);
  run.put(n, "index", 0);
  run.put(n, "skipped", 0);
  return isSkipped ? skipped : success;
};

const rescue: Visit<"tryCatch"> = (run, n, { children }) => {
  if (run.visit(children.at(-1)!) === running) return running;
  run.resetChildren(n);
  run.put(n, "catching", 0);
  return failure;
};

/** With `onHalt`, being halted while trying is caught too: for one visit. */
export function catchHalt(run: TreeRun, n: number, { children, onHalt }: NodeOf<"tryCatch">): void {
  if (!onHalt || run.cell(n, "catching") !== 0 || run.status(n) !== running) return;
  for (const child of children.slice(0, -1)) run.haltChild(child);
  run.visit(children.at(-1)!);
}
