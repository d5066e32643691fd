import type { Ir } from "../../compiler/ir/ir.ts";
import { type NodeOf, TreeStatus } from "../../compiler/ir/tree.ts";
import { inRange } from "./proposals.ts";
import { actSlot, found } from "./scope.ts";
import { defaultOf } from "./transition.ts";
import type { Visit } from "./tree-kinds.ts";
import type { TreeRun } from "./tree-run.ts";

const { running, success, failure } = TreeStatus;

/** `do`: at work until its end has come, or what it proposes is not fit to be done. */
export const act: Visit<"do"> = (run, n, node) => {
  if (!isLet(run, node)) return failure;
  if (run.status(n) !== running) {
    run.put(n, "began", run.sample);
    run.put(n, "run", 0);
  }
  if (isDone(run, n, node)) return success;
  const proposed = proposal(run, node);
  return proposed !== null && proposed.every(({ slot, value }) => inRange(found(run.env.acts[slot], "action slot"), value)) ? running : failure;
};

/** The machine that is followed may forbid a source. */
function isLet(run: TreeRun, { source }: NodeOf<"do">): boolean {
  return source === null || run.at(run.layout.may + placeOf(run, source)) !== 0;
}

function isDone(run: TreeRun, n: number, { until, ticks }: NodeOf<"do">): boolean {
  if (until === null) return ticks !== null && run.sample - run.cell(n, "began") >= ticks;
  run.put(n, "run", run.isTrue(until) ? run.cell(n, "run") + 1 : 0);
  return run.cell(n, "run") >= (ticks ?? 0) + 1;
}

interface Proposed {
  readonly slot: number;
  readonly value: number;
}

/** What a leaf would set; null where its policy offers nothing. */
export function proposal(run: TreeRun, { source, sets }: NodeOf<"do">): readonly Proposed[] | null {
  if (source === null) return computed(run, sets);
  const place = placeOf(run, source), { kind, gives } = run.tree.sources[place]!;
  if (kind === "controller") return computed(run, run.controller(source).sets);
  const offer = found(run.layout.offers[place] ?? undefined, `offer of ${source}`);
  if (run.at(offer.present) !== 1) return null;
  return gives.map((name) => actSlot(run.scope, name)).map((slot) => ({ slot, value: run.at(offer.action + slot) }));
}

function computed(run: TreeRun, sets: readonly { readonly name: string; readonly value: Ir }[]): readonly Proposed[] {
  return sets.map(({ name, value }) => ({ slot: actSlot(run.scope, name), value: run.value(value) }));
}

function placeOf({ tree }: TreeRun, source: string): number {
  return tree.sources.findIndex(({ name }) => name === source);
}

/** What the tick proposes: of leaves at work, the later wins. */
export function propose(run: TreeRun): void {
  const { env, layout, io, tree } = run;
  env.acts.forEach((slot, i) => {
    io[layout.gives + i] = 0;
    io[layout.action + i] = defaultOf(slot);
  });
  for (const [n, node] of tree.nodes.entries()) {
    if (node.kind !== "do" || run.status(n) !== running) continue;
    for (const { slot, value } of proposal(run, node) ?? []) {
      io[layout.gives + slot] = 1;
      io[layout.action + slot] = value;
    }
  }
}
