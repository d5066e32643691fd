import type { IrType } from "../../compiler/ir/ir.ts";

/** Kleene's three truth values as numbers, so that `and` is min, `or` max and `not x` 2 − x. */
export const FALSE = 0;
export const UNKNOWN = 1;
export const TRUE = 2;
export type Truth = 0 | 1 | 2;

export type Json = Readonly<Record<string, unknown>>;

/** What an expression of this type is when nothing is known about it. */
export function unknownOf(t: IrType): number | null {
  return t === "num" ? NaN : t === "bool" ? UNKNOWN : null;
}

/** A JSON value read as type `t`: what is missing, null or of another type is unknown. */
export function fromJson(t: IrType, value: unknown): unknown {
  switch (t) {
    case "num": return typeof value === "number" ? value : NaN;
    case "bool": return value === true ? TRUE : value === false ? FALSE : UNKNOWN;
    case "text": return typeof value === "string" ? value : null;
    case "list": return Array.isArray(value) ? value : null;
    case "json": return value ?? null;
  }
}

/** The other way round: what is unknown, or no finite number, is null. */
export function toJson(t: IrType, value: unknown): unknown {
  switch (t) {
    case "num": return Number.isFinite(value) ? value : null;
    case "bool": return value === UNKNOWN ? null : value === TRUE;
    case "text": case "list": case "json": return value ?? null;
  }
}

/** Own properties only: `constructor` and its like are no argument of anybody's. */
export function property(value: unknown, name: string): unknown {
  const record = typeof value === "object" && value !== null && !Array.isArray(value);
  return record && Object.hasOwn(value, name) ? (value as Json)[name] : undefined;
}

export function isPresent(t: IrType, value: unknown): Truth {
  const missing = t === "num" ? Number.isNaN(value) : t === "bool" ? value === UNKNOWN : value === null;
  return missing ? FALSE : TRUE;
}
