import { eq } from "./compare.ts";
import { bool, num, text } from "./json.ts";
import type { Json } from "./json.ts";
import { eq_text } from "./text.ts";
import { FALSE, TRUE, UNKNOWN, and, iff, or } from "./tri.ts";
import type { Tri } from "./tri.ts";

// Over the elements of a tool argument; an unknown list makes everything unknown.

export function all(over: Json, body: (element: Json) => Tri): Tri {
  if (!Array.isArray(over)) return UNKNOWN;
  let result: Tri = TRUE;
  for (let i = 0; i < over.length; i++) result = and(result, body(over[i]));
  return result;
}

export function any(over: Json, body: (element: Json) => Tri): Tri {
  if (!Array.isArray(over)) return UNKNOWN;
  let result: Tri = FALSE;
  for (let i = 0; i < over.length; i++) result = or(result, body(over[i]));
  return result;
}

export function count(over: Json, body: (element: Json) => Tri): number {
  if (!Array.isArray(over)) return NaN;
  let result = 0;
  for (let i = 0; i < over.length; i++) {
    const one = body(over[i]);
    if (one === UNKNOWN) return NaN;
    if (one === TRUE) result++;
  }
  return result;
}

export function sum_of(over: Json, body: (element: Json) => number): number {
  if (!Array.isArray(over)) return NaN;
  let result = 0;
  for (let i = 0; i < over.length; i++) result += body(over[i]);
  return result;
}

export function min_of(over: Json, body: (element: Json) => number): number {
  if (!Array.isArray(over) || over.length === 0) return NaN;
  let result = Infinity;
  for (let i = 0; i < over.length; i++) result = Math.min(result, body(over[i]));
  return result;
}

export function max_of(over: Json, body: (element: Json) => number): number {
  if (!Array.isArray(over) || over.length === 0) return NaN;
  let result = -Infinity;
  for (let i = 0; i < over.length; i++) result = Math.max(result, body(over[i]));
  return result;
}

export function mean_of(over: Json, body: (element: Json) => number): number {
  return Array.isArray(over) && over.length > 0 ? sum_of(over, body) / over.length : NaN;
}

/** A part of a text, or an element of a list. */
export function contains_text(whole: Json, part: string | null): Tri {
  if (typeof whole === "string") return part === null ? UNKNOWN : whole.includes(part) ? TRUE : FALSE;
  return any(whole, (element) => eq_text(text(element), part));
}

export function contains_num(list: Json, part: number): Tri {
  return any(list, (element) => eq(num(element), part));
}

export function contains_bool(list: Json, part: Tri): Tri {
  return any(list, (element) => iff(bool(element), part));
}

/** Records and lists are never known to be equal. */
export function contains_json(whole: Json, part: Json): Tri {
  return typeof part === "string" ? contains_text(whole, part) : any(whole, () => UNKNOWN);
}
