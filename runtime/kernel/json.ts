import { FALSE, TRUE, UNKNOWN } from "./tri.ts";
import type { Tri } from "./tri.ts";

/** A value out of a tool call's JSON; `undefined`: not there. */
export type Json = unknown;

/** A record for sure. */
export type Args = Readonly<Record<string, Json>>;

// A value that is missing, null or of another type is unknown.

export function num(value: Json): number {
  return typeof value === "number" ? value : NaN;
}

export function bool(value: Json): Tri {
  return value === true ? TRUE : value === false ? FALSE : UNKNOWN;
}

export function text(value: Json): string | null {
  return typeof value === "string" ? value : null;
}

export function list(value: Json): readonly Json[] | null {
  return Array.isArray(value) ? value : null;
}

export function json(value: Json): Json {
  return value ?? null;
}

const hasOwn = Object.hasOwn;

/** Own properties of records only: `constructor` and its like are no argument of anybody's. */
export function field(value: Json, name: string): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) && hasOwn(value, name) ? (value as Record<string, Json>)[name] : undefined;
}

export function element(value: Json, at: number): Json {
  return Array.isArray(value) && Number.isInteger(at) && at >= 0 ? value[at] : undefined;
}

const NOTHING: Args = {};

/** A record as it is, and what is none as one without fields. */
export function record(value: Json): Args {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Args) : NOTHING;
}
