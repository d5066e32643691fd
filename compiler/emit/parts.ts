import type { Ir } from "../ir/ir.ts";

/** V8 stops optimising a function somewhat above this many nodes, an IR node being several of them. */
const AT_A_POINT = 60;
const OVER_INTERVALS = 20;
const WIDEST = 8;

const ASSOCIATIVE = new Set(["and", "or", "min", "max"]);

/** The same expression with long rows of operands in groups, and its largest parts that become functions of their own. */
export function partition(ir: Ir, over: "point" | "intervals"): { readonly ir: Ir; readonly parts: ReadonlySet<Ir> } {
  const most = over === "point" ? AT_A_POINT : OVER_INTERVALS;
  const parts = new Set<Ir>();
  const weigh = (one: Ir): number => {
    let weight = 1;
    for (const arg of one.args ?? []) weight += weigh(arg);
    if (weight <= most) return weight;
    parts.add(one);
    return 1;
  };
  const grouped = group(ir);
  weigh(grouped);
  parts.delete(grouped);
  return { ir: grouped, parts };
}

function group(ir: Ir): Ir {
  if (ir.args === undefined || ir.args.length === 0) return ir;
  let args = ir.args.map(group);
  while (ASSOCIATIVE.has(ir.op) && args.length > WIDEST) {
    const next: Ir[] = [];
    for (let i = 0; i < args.length; i += WIDEST) next.push(i + 1 === args.length ? args[i]! : { ...ir, args: args.slice(i, i + WIDEST) });
    args = next;
  }
  return { ...ir, args };
}

/** Values that are written one after the other, in groups that each fit one function. */
export function inGroups<T>(values: readonly T[], irOf: (value: T) => Ir, over: "point" | "intervals"): readonly (readonly T[])[] {
  const most = over === "point" ? AT_A_POINT : OVER_INTERVALS;
  const groups: T[][] = [];
  let room = 0;
  for (const value of values) {
    const weight = Math.min(most, size(irOf(value)));
    if (weight > room || groups.length === 0) {
      groups.push([]);
      room = most;
    }
    groups.at(-1)!.push(value);
    room -= weight;
  }
  return groups;
}

function size(ir: Ir): number {
  return (ir.args ?? []).reduce((sum, arg) => sum + size(arg), 1);
}
