import type { Json } from "../json/value.ts";
import type { ProgentRule } from "./shape.ts";

/** Values that a schema lets through, and perhaps more: those listed, or an interval of numbers. */
interface Values {
  readonly listed: readonly (string | number | boolean)[] | null;
  readonly low: number;
  readonly high: number;
  /** The ends are not in. */
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
}

/** Whether no call that gives both rules' arguments fits both. Never wrong, not complete. */
export function disjoint(a: ProgentRule, b: ProgentRule): boolean {
  return a.conditions.some((one) => b.conditions.some((other) => one.argument === other.argument && apart(valuesOf(one.restriction), valuesOf(other.restriction))));
}

function apart(a: Values, b: Values): boolean {
  if (a.listed !== null && b.listed !== null) return !a.listed.some((value) => b.listed!.includes(value));
  if (a.listed !== null) return a.listed.every((value) => typeof value === "number" && !has(b, value));
  if (b.listed !== null) return apart(b, a);
  const [low, high] = [Math.max(a.low, b.low), Math.min(a.high, b.high)];
  return low > high || (low === high && [a, b].some((one) => (one.low === low && one.lowOpen) || (one.high === high && one.highOpen)));
}

const has = ({ low, high, lowOpen, highOpen }: Values, value: number): boolean => (lowOpen ? value > low : value >= low) && (highOpen ? value < high : value <= high);

function valuesOf(schema: Json): Values {
  let [listed, low, high, lowOpen, highOpen]: [Values["listed"], number, number, boolean, boolean] = [null, -Infinity, Infinity, false, false];
  for (const { key, value } of schema.kind === "object" ? schema.members : []) {
    if (key === "const") listed = plain([value]);
    if (key === "enum" && value.kind === "array") listed = plain(value.items);
    if (value.kind !== "number") continue;
    const open = key.startsWith("exclusive");
    if (/minimum/i.test(key) && (value.value > low || (open && value.value === low))) [low, lowOpen] = [value.value, open];
    if (/maximum/i.test(key) && (value.value < high || (open && value.value === high))) [high, highOpen] = [value.value, open];
  }
  return { listed, low, high, lowOpen, highOpen };
}

function plain(values: readonly Json[]): Values["listed"] {
  const all = values.map((json) => (json.kind === "text" || json.kind === "number" || json.kind === "truth" ? json.value : null));
  return all.includes(null) ? null : (all as Exclude<Values["listed"], null>);
}
