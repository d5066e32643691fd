import type { ReportIr, RewardIr, RewardItemIr } from "../../../compiler/ir/reward.ts";
import type { PlayedStep } from "./runner.ts";

/** What a step tells of one thing: a term, a potential's shaping, or a number in a log. */
export interface Signal {
  readonly name: string;
  readonly kind: RewardItemIr["kind"];
  readonly stage: string | null;
  readonly unit: string;
  /** The item it belongs to. */
  readonly item: number;
  /** The node of its value as it is written. */
  readonly value: number;
  /** The node of what it adds to the reward. */
  readonly counted: number | null;
}

/** What counts first, as it stands in the source; then logs, their vectors and records taken apart. */
export function signalsOf({ items }: RewardIr, leftOut: ReadonlySet<number>): Signal[] {
  const all = items.flatMap((item, i): Signal[] => {
    if (leftOut.has(i)) return [];
    const { kind, stage, unit, counted } = item;
    return leavesOf(item.name, item.value).map(({ name, node }) => ({ name, kind, stage, unit, item: i, value: node, counted }));
  });
  return unique([...all.filter(({ counted }) => counted !== null), ...all.filter(({ counted }) => counted === null)]);
}

function leavesOf(name: string, value: ReportIr): { name: string; node: number }[] {
  switch (value.kind) {
    case "scalar": case "list": return [{ name, node: value.node }];
    case "vector": return value.items.flatMap((item, i) => leavesOf(`${name}.${value.items.length <= 3 ? "xyz"[i] : i}`, item));
    case "record": return value.fields.flatMap((field) => leavesOf(`${name}.${field.name}`, field.value));
  }
}

/** How the whole reward is called. */
export const TOTAL = "total";

/** Several potentials are all called `shape`, and a term may be called as the whole is. */
function unique(signals: readonly Signal[]): Signal[] {
  const seen = new Map([[TOTAL, 1]]);
  return signals.map((signal) => {
    const n = (seen.get(signal.name) ?? 0) + 1;
    seen.set(signal.name, n);
    return n === 1 ? signal : { ...signal, name: `${signal.name} ${n}` };
  });
}

/** The numbers of a node at one step, one for a scalar: true is 1, false 0, and what is not known NaN. */
export function numbersOf({ nodes }: RewardIr, node: number, { values }: PlayedStep): readonly number[] {
  const of = values.get(node)!;
  const all = typeof of === "number" ? [of] : of;
  return nodes[node]!.t === "num" ? all : all.map((truth) => (truth === 1 ? NaN : truth / 2));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
