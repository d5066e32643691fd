import { literal } from "../../compiler/ir/fold.ts";
import type { Ir, Slot } from "../../compiler/ir/ir.ts";
import { FALSE, TRUE, UNKNOWN } from "../interpreter/values.ts";

type Comparison = "lt" | "le" | "gt" | "ge" | "eq" | "ne";
const FLIPPED: Readonly<Record<Comparison, Comparison>> = { lt: "gt", le: "ge", gt: "lt", ge: "le", eq: "eq", ne: "ne" };
const OPPOSITE: Readonly<Record<Comparison, Comparison>> = { lt: "ge", le: "gt", gt: "le", ge: "lt", eq: "ne", ne: "eq" };

/** An observation compared with a number. */
export interface Bound {
  readonly slot: string;
  readonly op: Comparison;
  readonly value: number;
}

export function boundOf({ op, args = [] }: Ir): Bound | null {
  const [a, b] = args;
  if (a === undefined || b === undefined || !Object.hasOwn(OPPOSITE, op)) return null;
  const [left, right] = [literal(a), literal(b)];
  if (a.op === "obs" && right !== undefined) return { slot: a.name!, op: op as Comparison, value: right };
  return b.op === "obs" && left !== undefined ? { slot: b.name!, op: FLIPPED[op as Comparison], value: left } : null;
}

export interface Said {
  readonly bound: Bound;
  readonly truth: number;
}

/** Whether there is a value of one slot of which all comparisons come out as is said. */
export function isPossible(said: readonly Said[], { low, high, integer }: Pick<Slot, "low" | "high" | "integer">): boolean {
  const unknown = said.filter(({ truth }) => truth === UNKNOWN).length;
  if (unknown > 0) return unknown === said.length;
  let from = low ?? -Infinity, to = high ?? Infinity, isFromOpen = false, isToOpen = false;
  const others = new Set<number>();
  for (const { bound: { op: written, value }, truth } of said) {
    const op = truth === TRUE ? written : truth === FALSE ? OPPOSITE[written] : written;
    if (op === "ne") others.add(value);
    if ((op === "gt" || op === "ge" || op === "eq") && value >= from) [from, isFromOpen] = [value, op === "gt" || (value === from && isFromOpen)];
    if ((op === "lt" || op === "le" || op === "eq") && value <= to) [to, isToOpen] = [value, op === "lt" || (value === to && isToOpen)];
    if (op === "eq" && (value < from || value > to)) return false;
  }
  if (integer) {
    [from, to] = [isFromOpen ? Math.floor(from) + 1 : Math.ceil(from), isToOpen ? Math.ceil(to) - 1 : Math.floor(to)];
    for (; from <= to && others.has(from); from += 1);
    return from <= to;
  }
  return from < to || (from === to && !isFromOpen && !isToOpen && !others.has(from));
}
