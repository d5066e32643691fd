/** Kleene's truth values, in order: false, unknown, true. */
export type Tri = 0 | 1 | 2;

export const FALSE = 0;
export const UNKNOWN = 1;
export const TRUE = 2;

export function not(a: Tri): Tri {
  return (2 - a) as Tri;
}

export function and(a: Tri, b: Tri): Tri {
  return a < b ? a : b;
}

export function or(a: Tri, b: Tri): Tri {
  return a > b ? a : b;
}

export function implies(a: Tri, b: Tri): Tri {
  return or(not(a), b);
}

export function iff(a: Tri, b: Tri): Tri {
  return a === UNKNOWN || b === UNKNOWN ? UNKNOWN : a === b ? TRUE : FALSE;
}

export function xor(a: Tri, b: Tri): Tri {
  return not(iff(a, b));
}

/** The truth value in a buffer's slot; a number that is none is unknown. */
export function truth(slot: number): Tri {
  return slot === 2 ? TRUE : slot === 0 ? FALSE : UNKNOWN;
}

/** `if` between truth values. */
export function either(when: Tri, a: Tri, b: Tri): Tri {
  return when === TRUE ? a : when === FALSE ? b : UNKNOWN;
}
