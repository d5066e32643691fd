import { FALSE, fromJson, TRUE, UNKNOWN } from "./values.ts";
import { BINARY, equal } from "./operators.ts";
import type { IrType, Op } from "../../compiler/ir/ir.ts";

/** What a quantifier or aggregate makes of its body's values, one an element. */
export const OVER = {
  all: (values) => fold(values, TRUE, Math.min),
  any: (values) => fold(values, FALSE, Math.max),
  count: (values) => (values.includes(UNKNOWN) ? NaN : values.filter((v) => v === TRUE).length),
  sumOf: sum,
  minOf: (values) => (values.length === 0 ? NaN : fold(values, Infinity, Math.min)),
  maxOf: (values) => (values.length === 0 ? NaN : fold(values, -Infinity, Math.max)),
  meanOf: (values) => (values.length === 0 ? NaN : sum(values) / values.length),
} as const satisfies Record<string, (values: readonly number[]) => number>;

export type OverOp = keyof typeof OVER;
export const isOver = (op: Op): op is OverOp => Object.hasOwn(OVER, op);

function fold(values: readonly number[], from: number, step: (a: number, b: number) => number): number {
  let result = from;
  for (const value of values) result = step(result, value);
  return result;
}

function sum(values: readonly number[]): number {
  return fold(values, 0, BINARY.add);
}

/** Elements of a list, or code points of a text. */
export function lengthOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  if (typeof value !== "string") return NaN;
  let points = 0;
  for (const _ of value) points += 1;
  return points;
}

export function contains(whole: unknown, part: unknown, partType: IrType): number {
  if (typeof whole === "string") return typeof part === "string" ? (whole.includes(part) ? TRUE : FALSE) : UNKNOWN;
  if (!Array.isArray(whole)) return UNKNOWN;
  return fold(whole.map((element) => same(partType, fromJson(partType, element), part)), FALSE, Math.max);
}

/** `eq` of two values of type `t`. */
export function same(t: IrType, x: unknown, y: unknown): number {
  if (t === "list" || t === "json") return UNKNOWN;
  return t === "bool" ? BINARY.iff(x as number, y as number) : equal(x, y);
}

export function elementAt(list: unknown, at: number): unknown {
  return Array.isArray(list) && Number.isInteger(at) && at >= 0 ? list[at] : undefined;
}
