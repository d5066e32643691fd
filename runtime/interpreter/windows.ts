import type { Ir } from "../../compiler/ir/ir.ts";
import { broken } from "./scope.ts";

/** Both ends closed, in whole samples; `high` is infinite where there is none. */
export interface Window {
  readonly low: number;
  readonly high: number;
}

const CLOSE = 1e-6;

export function windowOf({ window, op }: Ir, rate: number | null): Window {
  if (window === undefined) return { low: 0, high: Infinity };
  if (window === "turn" || rate === null) return broken(`${op} over a window that has no samples`);
  const [low, high] = window;
  return { low: samples(low, rate), high: high === null ? Infinity : samples(high, rate) };
}

function samples(seconds: number, rate: number): number {
  const exact = seconds * rate, whole = Math.round(exact);
  return Math.abs(exact - whole) <= CLOSE ? whole : broken(`${seconds} s is no whole number of samples`);
}

/** Samples k + low … k + high, clipped to a trace of that length. */
export function* after(k: number, { low, high }: Window, length: number): Generator<number> {
  for (let t = k + low; t < length && t <= k + high; t += 1) yield t;
}

/** Samples k − low … k − high, newest first, clipped to the trace's start. */
export function* before(k: number, { low, high }: Window): Generator<number> {
  for (let t = k - low; t >= 0 && t >= k - high; t -= 1) yield t;
}
