import { div } from "./arith.ts";
import { nan } from "./number.ts";
import { FALSE, TRUE } from "./tri.ts";
import type { Tri } from "./tri.ts";

// An interval is two numbers, here `a..A`. It is unknown when either is NaN; every function keeps that, so that only
// comparisons and bounds have to look.

export function mul_lo(a: number, A: number, b: number, B: number): number {
  return Math.min(a * b, a * B, A * b, A * B);
}

export function mul_hi(a: number, A: number, b: number, B: number): number {
  return Math.max(a * b, a * B, A * b, A * B);
}

export function div_lo(a: number, A: number, b: number, B: number): number {
  return b <= 0 && B >= 0 ? nan() : Math.min(div(a, b), div(a, B), div(A, b), div(A, B));
}

export function div_hi(a: number, A: number, b: number, B: number): number {
  return b <= 0 && B >= 0 ? nan() : Math.max(div(a, b), div(a, B), div(A, b), div(A, B));
}

export function abs_lo(a: number, A: number): number {
  return a <= 0 && A >= 0 ? 0 : Math.min(Math.abs(a), Math.abs(A));
}

export function abs_hi(a: number, A: number): number {
  return Math.max(Math.abs(a), Math.abs(A));
}

export function sin_lo(a: number, A: number): number {
  return wave(Math.sin(a), a, A, -1);
}

export function sin_hi(a: number, A: number): number {
  return wave(Math.sin(a), a, A, 1);
}

export function cos_lo(a: number, A: number): number {
  return wave(Math.cos(a), a, A, -1);
}

export function cos_hi(a: number, A: number): number {
  return wave(Math.cos(a), a, A, 1);
}

/** Exact for a point, the range's end otherwise. */
function wave(exact: number, a: number, A: number, end: number): number {
  return a === A ? exact : a > -Infinity && A < Infinity ? end : nan();
}

export function tan_iv(a: number, A: number): number {
  return a === A ? Math.tan(a) : nan();
}

export function atan2_iv(a: number, A: number, b: number, B: number): number {
  return a === A && b === B ? Math.atan2(a, b) : nan();
}

/** `if`: an unknown condition gives the hull. */
export function pick_lo(when: Tri, a: number, b: number): number {
  return when === TRUE ? a : when === FALSE ? b : Math.min(a, b);
}

export function pick_hi(when: Tri, a: number, b: number): number {
  return when === TRUE ? a : when === FALSE ? b : Math.max(a, b);
}

/** The lower end, unknown when the upper one is. */
export function bound(a: number, A: number): number {
  return A === A ? a : nan();
}
