import { nan } from "./number.ts";
import { FALSE, TRUE } from "./tri.ts";
import type { Tri } from "./tri.ts";

// What is outside a function's domain is not known: NaN, never an infinity.

export function div(a: number, b: number): number {
  return b === 0 ? nan() : a / b;
}

export function pow(a: number, b: number): number {
  return a !== a || (a === 0 && b < 0) ? nan() : Math.pow(a, b);
}

export function log(a: number): number {
  return a > 0 ? Math.log(a) : nan();
}

/** Half away from zero. */
export function round(a: number): number {
  const whole = Math.trunc(a);
  return Math.abs(a - whole) >= 0.5 ? whole + Math.sign(a) : whole;
}

export function clamp(x: number, low: number, high: number): number {
  return Math.min(Math.max(x, low), high);
}

/** `if` between numbers. */
export function choose(when: Tri, a: number, b: number): number {
  return when === TRUE ? a : when === FALSE ? b : nan();
}
