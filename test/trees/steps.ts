import type { EnvIr, Slot } from "../../compiler/ir/ir.ts";
import { treeLayout } from "../../compiler/ir/tree-layout.ts";
import type { TreeIr } from "../../compiler/ir/tree.ts";
import type { Seen } from "../../runtime/interpreter/tree.ts";
import type { Chance } from "../property/random.ts";

/** What a host does at one sample: it writes its inputs, lets time run out, writes entries, and halts or ticks the tree. */
export interface TreeStep {
  readonly seen: Seen;
  /** The buffer's part before the state. */
  readonly inputs: readonly number[];
  readonly writes: readonly { readonly entry: number; readonly value: number }[];
  readonly does: readonly ("reset" | "expire" | "halt" | "tick")[];
}

/** Steps of one session; samples count on, and now and then one is left out or comes twice. */
export function steps(c: Chance, env: EnvIr, tree: TreeIr, n: number): readonly TreeStep[] {
  let sample = 0;
  return Array.from({ length: n }, () => {
    const step = anyStep(c, env, tree, sample);
    sample += c.is(0.85) ? 1 : c.below(4);
    return step;
  });
}

function anyStep(c: Chance, env: EnvIr, tree: TreeIr, sample: number): TreeStep {
  const writes = tree.entries.flatMap(({ kind }, entry) => (c.is(0.15) ? [{ entry, value: kind === "bool" ? c.pick([0, 2, 1]) : kind === "text" ? c.pick([0, 1, 2, 7]) : odd(c) }] : []));
  return {
    seen: { obs: env.obs.map((slot) => seen(c, slot)), last: env.acts.map((slot) => seen(c, slot)), mem: env.memories.map((slot) => seen(c, slot)) },
    inputs: inputs(c, env, tree, sample), writes,
    does: [...(c.is(0.02) ? ["reset"] as const : []), ...(c.is(0.9) ? ["expire"] as const : []), ...(c.is(0.06) ? ["halt"] as const : []), ...(c.is(0.95) ? ["tick"] as const : [])],
  };
}

function inputs(c: Chance, env: EnvIr, tree: TreeIr, sample: number): readonly number[] {
  const layout = treeLayout(env, tree), io = new Array<number>(layout.state).fill(0);
  io[layout.sample] = sample;
  layout.offers.forEach((offer, source) => {
    io[layout.may + source] = c.is(0.9) ? 1 : 0;
    if (offer === null) return;
    io[offer.present] = c.is(0.85) ? 1 : c.pick([0, 2]);
    io[offer.age] = 0.05;
    env.acts.forEach((slot, i) => (io[offer.action + i] = c.is(0.9) ? within(c, slot) : odd(c)));
  });
  for (const answers of layout.answers) {
    if (answers === null) continue;
    io[answers] = c.below(4);
    for (let i = 0; i < 3; i += 1) io[answers + 1 + i] = c.pick([1, 1, 2, 2, 3, 3, 4]);
  }
  return io;
}

const odd = (c: Chance): number => (c.is(0.1) ? c.pick([NaN, Infinity, -Infinity]) : c.number());

function seen(c: Chance, slot: Slot): number {
  return slot.kind === "bool" ? c.pick([0, 2, 2, 1]) : slot.kind === "enum" ? c.below(3) : odd(c);
}

function within(c: Chance, { kind, low, high, integer }: Slot): number {
  if (kind === "bool") return c.pick([0, 2]);
  const from = low ?? -3, to = high ?? 3, value = from + c.next() * (to - from);
  return integer ? Math.round(value) : value;
}

/** The host's writing, by the rule of `tree-step.md`. */
export function write(io: Float64Array, env: EnvIr, tree: TreeIr, { writes }: TreeStep): void {
  const layout = treeLayout(env, tree);
  for (const { entry, value } of writes) {
    const counter = layout.writes[entry];
    io[layout.entries + entry] = value;
    if (counter !== null && counter !== undefined) io[counter]! += 1;
  }
}
