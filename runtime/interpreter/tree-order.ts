import { TreeStatus } from "../../compiler/ir/tree.ts";
import type { Visit } from "./tree-kinds.ts";
import type { TreeRun, Visited } from "./tree-run.ts";

const { idle, running, success, failure, skipped } = TreeStatus;

/** What lets the next child begin, and what ends the node at once. */
interface Order {
  readonly goesOn: Visited;
  readonly ends: Visited;
}
const ALL: Order = { goesOn: success, ends: failure };
const ANY: Order = { goesOn: failure, ends: success };

export const sequence: Visit<"sequence"> = (run, n, node) => inOrder(run, n, node, ALL, () => fromTheStart(run, n));
export const fallback: Visit<"fallback"> = (run, n, node) => inOrder(run, n, node, ANY, () => fromTheStart(run, n));

/** A failure halts what is left and is where the next start begins. */
export const memorySequence: Visit<"memorySequence"> = (run, n, node) => inOrder(run, n, node, ALL, (index) => node.children.slice(index).forEach((c) => run.haltChild(c)));

export const reactiveSequence: Visit<"reactiveSequence"> = (run, n, node) => everyTime(run, n, node, ALL);
export const reactiveFallback: Visit<"reactiveFallback"> = (run, n, node) => everyTime(run, n, node, ANY);

interface Several {
  readonly children: readonly number[];
}

function inOrder(run: TreeRun, n: number, { children, yields }: Several & { readonly yields: boolean }, { goesOn, ends }: Order, atEnd: (index: number) => void): Visited {
  if (run.status(n) === idle) run.put(n, "skipped", 0);
  run.become(n, running);
  for (let index = run.cell(n, "index"); index < children.length; ) {
    const child = children[index]!, wasIdle = run.status(child) === idle;
    const given = run.visit(child);
    if (given === running) return running;
    if (given === ends) {
      atEnd(index);
      return ends;
    }
    index += 1;
    run.put(n, "index", index);
    if (given === skipped) run.put(n, "skipped", run.cell(n, "skipped") + 1);
    else if (yields && wasIdle && index < children.length) {
      run.wakeUp();
      return running;
    }
  }
  const isSkipped = run.cell(n, "skipped") === children.length;
  fromTheStart(run, n);
  run.put(n, "skipped", 0);
  return isSkipped ? skipped : goesOn;
}

function fromTheStart(run: TreeRun, n: number): void {
  run.resetChildren(n);
  run.put(n, "index", 0);
}

function everyTime(run: TreeRun, n: number, { children }: Several, { goesOn, ends }: Order): Visited {
  run.become(n, running);
  let skips = 0;
  for (const child of children) {
    const given = run.visit(child);
    if (given === running) {
      for (const other of children) if (other !== child) run.haltChild(other);
      return running;
    }
    if (given === ends) {
      run.resetChildren(n);
      return ends;
    }
    if (given === skipped) {
      run.haltChild(child);
      skips += 1;
    }
  }
  run.resetChildren(n);
  return skips === children.length ? skipped : goesOn;
}
