import { infinity, nan } from "./number.ts";
import { FALSE, TRUE, UNKNOWN } from "./tri.ts";
import type { Tri } from "./tri.ts";

// A comparison with a number that is not known (NaN) is unknown.

export function lt(a: number, b: number): Tri {
  return a < b ? TRUE : a >= b ? FALSE : UNKNOWN;
}

export function le(a: number, b: number): Tri {
  return a <= b ? TRUE : a > b ? FALSE : UNKNOWN;
}

export function gt(a: number, b: number): Tri {
  return lt(b, a);
}

export function ge(a: number, b: number): Tri {
  return le(b, a);
}

export function eq(a: number, b: number): Tri {
  return a === b ? TRUE : a < b || a > b ? FALSE : UNKNOWN;
}

export function ne(a: number, b: number): Tri {
  return a === b ? FALSE : a < b || a > b ? TRUE : UNKNOWN;
}

/** As true, or as false, as can be: a bare truth's robustness. */
export function extent(a: Tri): number {
  return a === TRUE ? infinity() : a === FALSE ? -infinity() : nan();
}
