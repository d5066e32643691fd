import { FALSE, TRUE } from "./values.ts";

type Values = readonly number[];

const isAnyUnknown = (values: Values): boolean => values.some(Number.isNaN);

/** What a reduction makes of its operand's values, one an index. */
export const REDUCE = {
  sum: (values) => values.reduce((a, b) => a + b, 0),
  product: (values) => values.reduce((a, b) => a * b, 1),
  least: (values) => (values.length === 0 ? NaN : Math.min(...values)),
  most: (values) => (values.length === 0 ? NaN : Math.max(...values)),
  all: (values) => Math.min(TRUE, ...values),
  any: (values) => Math.max(FALSE, ...values),
  argmin: (values) => (values.length === 0 || isAnyUnknown(values) ? NaN : values.indexOf(Math.min(...values))),
} as const satisfies Record<string, (values: Values) => number>;

export type ReduceOp = keyof typeof REDUCE;
export const isReduce = (op: string): op is ReduceOp => Object.hasOwn(REDUCE, op);

/** What becomes of a list, element by element. */
export const RELIST = {
  sorted: (values) => (isAnyUnknown(values) ? values.map(() => NaN) : values.toSorted((a, b) => a - b)),
  sums: (values) => running(values, (a, b) => a + b),
  leasts: (values) => running(values, Math.min),
  mosts: (values) => running(values, Math.max),
} as const satisfies Record<string, (values: Values) => Values>;

export type RelistOp = keyof typeof RELIST;
export const isRelist = (op: string): op is RelistOp => Object.hasOwn(RELIST, op);

function running(values: Values, step: (a: number, b: number) => number): Values {
  const results: number[] = [];
  for (const value of values) results.push(results.length === 0 ? value : step(results.at(-1)!, value));
  return results;
}
