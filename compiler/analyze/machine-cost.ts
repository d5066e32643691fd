import type { Ir } from "../ir/ir.ts";
import type { MachineIr, StateIr } from "../ir/machine.ts";
import type { SetIr } from "../ir/tree.ts";

/** Operations for one sample: it is in one state, and may enter another. */
export function machineCost({ states }: MachineIr, of: (ir: Ir) => number): number {
  const run = (sets: readonly SetIr[]): number => sum(sets.map(({ value }) => 1 + of(value)));
  const ways = ({ go }: StateIr): number => sum(go.map(({ when }) => 1 + of(when)));
  const inside = (state: StateIr): number => 1 + run(state.sample) + sum(state.ensures.map(({ value }) => 1 + of(value))) + ways(state) + run(state.exit);
  const entering = (state: StateIr): number => run(state.entry) + ways(state);
  return most(states.map(inside)) + most(states.map(entering));
}

const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);
const most = (all: readonly number[]): number => all.reduce((a, b) => Math.max(a, b), 0);
