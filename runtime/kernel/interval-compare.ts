import { FALSE, TRUE, UNKNOWN, not } from "./tri.ts";
import type { Tri } from "./tri.ts";

// True when it holds for all values of both intervals, false when for none, unknown otherwise.

function known(a: number, A: number, b: number, B: number): boolean {
  return a <= A && b <= B;
}

export function lt_iv(a: number, A: number, b: number, B: number): Tri {
  return !known(a, A, b, B) ? UNKNOWN : A < b ? TRUE : a >= B ? FALSE : UNKNOWN;
}

export function le_iv(a: number, A: number, b: number, B: number): Tri {
  return !known(a, A, b, B) ? UNKNOWN : A <= b ? TRUE : a > B ? FALSE : UNKNOWN;
}

export function gt_iv(a: number, A: number, b: number, B: number): Tri {
  return lt_iv(b, B, a, A);
}

export function ge_iv(a: number, A: number, b: number, B: number): Tri {
  return le_iv(b, B, a, A);
}

export function eq_iv(a: number, A: number, b: number, B: number): Tri {
  if (!known(a, A, b, B)) return UNKNOWN;
  return A < b || B < a ? FALSE : a === A && b === B ? TRUE : UNKNOWN;
}

export function ne_iv(a: number, A: number, b: number, B: number): Tri {
  return not(eq_iv(a, A, b, B));
}

/** Whether a number is there: of one that may be anything, nobody knows. */
export function known_iv(a: number, A: number): Tri {
  return a <= A ? TRUE : UNKNOWN;
}

/** The same of a truth value. */
export function decided_iv(a: Tri): Tri {
  return a === UNKNOWN ? UNKNOWN : TRUE;
}

/** `if` between truth values: an unknown condition gives what both say. */
export function either_iv(when: Tri, a: Tri, b: Tri): Tri {
  return when === TRUE ? a : when === FALSE ? b : a === b ? a : UNKNOWN;
}
