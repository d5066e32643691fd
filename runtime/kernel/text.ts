import { FALSE, TRUE, UNKNOWN } from "./tri.ts";
import type { Tri } from "./tri.ts";

export function eq_text(a: string | null, b: string | null): Tri {
  return a === null || b === null ? UNKNOWN : a === b ? TRUE : FALSE;
}

/** `if` between texts, lists or records. */
export function select<Value>(when: Tri, a: Value | null, b: Value | null): Value | null {
  return when === TRUE ? a : when === FALSE ? b : null;
}

/** Whether a text, list or record is there. */
export function given(value: unknown): Tri {
  return value === null ? FALSE : TRUE;
}

/** Elements of a list, or code points of a text. */
export function length(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  if (typeof value !== "string") return NaN;
  let points = 0;
  for (const _ of value) points += 1;
  return points;
}
