import type { EnvIr, Slot } from "../../ir/ir.ts";
import type { NodeIr } from "../../ir/reward.ts";
import { atRestAction, atRestObserved } from "./motion.ts";

/** Something that a search may choose: a slot, of a list the one that stands for all its elements. */
export interface Input {
  readonly of: "obs" | "act";
  readonly slot: number;
  readonly name: string;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  readonly kind: Slot["kind"];
  readonly integer: boolean;
  /** What it is all the time, where it is not to be chosen. */
  readonly fixed: number | undefined;
}

/** How far an input without a declared range is looked for. */
const UNBOUNDED = 10;

/** Inputs that programs read. Without dynamics nothing moves; with them, states and actions are theirs. */
export function inputsOfPrograms(env: EnvIr, programs: readonly (readonly NodeIr[])[]): readonly Input[] {
  const found = new Map<string, Input>(), states = new Set(env.dynamics?.next.map(({ name }) => name));
  for (const { op, slot, length } of programs.flat()) {
    if (op !== "obs" && op !== "act" && op !== "item") continue;
    const of = op === "act" ? "act" : "obs";
    const add = (at: number, fixed: number | undefined): void => void found.set(placeOf(of, at), inputOf(env[of === "act" ? "acts" : "obs"][at]!, of, at, fixed));
    if (op === "act") add(slot!, env.dynamics === null ? atRestAction(env.acts[slot!]!) : undefined);
    else if (!states.has(env.obs[slot!]!.name)) add(slot!, atRestObserved(env.obs[slot!]!));
    else add(slot!, undefined);
    // Lists are full.
    if (op === "item") add(length!, env.obs[length!]!.high ?? 0);
  }
  return [...found.values()];
}

function inputOf({ name, unit, low, high, kind, integer }: Slot, of: Input["of"], slot: number, fixed: number | undefined): Input {
  const from = kind === "bool" ? 0 : (low ?? Math.min(0, (high ?? 0) - UNBOUNDED) - (high === null ? UNBOUNDED : 0));
  return { of, slot, name, unit, kind, integer: integer || kind !== "num", low: from, high: kind === "bool" ? 2 : (high ?? Math.max(UNBOUNDED, from + UNBOUNDED)), fixed };
}

const placeOf = (of: Input["of"], slot: number): string => `${of} ${slot}`;

/** A program's nodes with inputs as literals, by the inputs' values. */
export function pinning(nodes: readonly NodeIr[], inputs: readonly Input[]): (values: readonly number[]) => readonly NodeIr[] {
  const at = new Map(inputs.map(({ of, slot }, i) => [placeOf(of, slot), i]));
  const reads = nodes.map(({ op, slot }) => (op === "obs" || op === "item" ? at.get(placeOf("obs", slot!)) : op === "act" ? at.get(placeOf("act", slot!)) : undefined));
  return (values) => nodes.map((node, id) => (reads[id] === undefined ? node : { op: node.t === "bool" ? "bool" : "num", t: node.t, args: [], value: values[reads[id]]! }));
}
