import type { EnvIr, Slot } from "../../ir/ir.ts";
import { optionalSlots } from "../../ir/optional-slots.ts";
import { inputsOf, type NodeIr, type RewardIr } from "../../ir/reward.ts";
import type { Columns } from "./columns.ts";
import { elementName } from "./wanted.ts";

/** Something read by a reward that a host may have got wrong: one number, or (`count`) that of each element of a list. */
export interface Input {
  readonly op: "obs" | "act" | "item" | "feature";
  /** Of an element: the one of element 0. */
  readonly slot: number;
  readonly name: string;
  readonly place: string;
  /** Of elements, which `ELEMENT` counts: where their number stands, and its slot. */
  readonly count: string | null;
  readonly length: number | null;
  /** Whether it is valid, under a name that it has been given. */
  readonly test: (x: string) => string;
  /** It may be unknown. */
  readonly mayMiss: boolean;
  /** All that can be wrong is that it is not finite. */
  readonly isFree: boolean;
}

export const ELEMENT = "i";

export function inputs(env: EnvIr, reward: RewardIr, columns: Columns): readonly Input[] {
  const { obs, acts } = inputsOf(reward);
  const mayMiss = optionalSlots(env);
  const items = [...new Map(reward.nodes.filter(({ op }) => op === "item").map((node) => [node.slot!, node])).values()];
  const elements = new Set(items.flatMap(({ slot, stride, max }) => Array.from({ length: max! }, (_, i) => slot! + i * stride!)));
  const lengths = new Map(items.map(({ length, max }) => [length!, max!]));
  const declared = (slot: number): Slot => (lengths.has(slot) ? { ...env.obs[slot]!, kind: "num", low: 0, high: lengths.get(slot)!, integer: true } : env.obs[slot]!);
  const input = (op: Input["op"], slot: number, place: string, of: Slot, missing: boolean, count: string | null = null, length: number | null = null): Input =>
    ({ op, slot, name: op === "item" ? elementName(of.name) : of.name, place, count, length, test: testOf(of, missing), mayMiss: missing, isFree: of.kind === "num" && !of.integer && of.low === null && of.high === null });
  return [
    ...obs.filter((slot) => !elements.has(slot)).map((slot) => input("obs", slot, columns.obs(slot), declared(slot), mayMiss.has(slot))),
    ...acts.map((slot) => input("act", slot, columns.act(slot), env.acts[slot]!, false)),
    ...reward.features.map(({ t }, slot) => input("feature", slot, columns.feature(slot), featureOf(t), true)),
    ...items.map(({ slot, stride, length }) =>
      input("item", slot!, columns.item(slot!, ELEMENT, stride!), env.obs[slot!]!, mayMiss.has(slot!), columns.obs(length!), length!)),
  ];
}

/** Whether a node reads an input, element by element if it is a list's. */
export function reads({ op, slot, feature }: NodeIr, input: Input): boolean {
  return op === input.op && (op === "feature" ? feature : slot) === input.slot;
}

const featureOf = (t: string): Slot => ({ name: "text", kind: t === "bool" ? "bool" : "num", low: null, high: null, integer: false, unit: "" });

function testOf({ kind, low, high, integer }: Slot, mayMiss: boolean): (x: string) => string {
  if (kind === "bool") return (x) => `(${x} === 0 || ${x} === 2${mayMiss ? ` || ${x} === 1` : ""})`;
  const whole = (x: string): string => (integer || kind === "enum" ? ` && Math.floor(${x}) === ${x}` : "");
  const within = (x: string): string => {
    if (low === null && high === null) return `finite(${x})${whole(x)}`;
    return `${x} ${low === null ? "> -Infinity" : `>= ${low}`} && ${x} ${high === null ? "< Infinity" : `<= ${high}`}${whole(x)}`;
  };
  return mayMiss ? (x) => `(${x} !== ${x} || ${within(x)})` : within;
}
