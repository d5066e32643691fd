import { pow } from "./arith.ts";
import { nan } from "./number.ts";

export function pow_lo(a: number, A: number, b: number, B: number): number {
  if (a === A && b === B) return pow(a, b);
  if (wholePower(a, A, b, B)) return isOdd(b) || a >= 0 || b === 0 ? pow(a, b) : A <= 0 ? pow(A, b) : 0;
  return cornered(a, A, b, B) ? Math.min(pow(a, b), pow(a, B), pow(A, b), pow(A, B)) : nan();
}

export function pow_hi(a: number, A: number, b: number, B: number): number {
  if (a === A && b === B) return pow(a, b);
  if (wholePower(a, A, b, B)) return isOdd(b) || a >= 0 || b === 0 ? pow(A, b) : Math.max(pow(a, b), pow(A, b));
  return cornered(a, A, b, B) ? Math.max(pow(a, b), pow(a, B), pow(A, b), pow(A, B)) : nan();
}

function wholePower(a: number, A: number, b: number, B: number): boolean {
  return a <= A && b === B && b >= 0 && b < Infinity && b === Math.floor(b);
}

function isOdd(n: number): boolean {
  return n % 2 === 1;
}

/** Whether the extremes lie at the corners. */
function cornered(a: number, A: number, b: number, B: number): boolean {
  return a <= A && b <= B && (a > 0 || (a >= 0 && b >= 0));
}
