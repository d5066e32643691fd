import type { Ir } from "./ir.ts";

/** An expression that comes to more operations than this is refused: lists are taken apart and functions put in place, so nesting multiplies. */
export const MOST_OPERATIONS = 100_000;

const known = new WeakMap<Ir, number>();

/** The operations of an expression, those counted again that it has in several places. */
export function size(ir: Ir): number {
  if (ir.args === undefined) return 1;
  let sum = known.get(ir);
  if (sum === undefined) {
    sum = 1;
    for (const arg of ir.args) sum += size(arg);
    known.set(ir, sum);
  }
  return sum;
}
