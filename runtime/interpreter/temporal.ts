import type { TemporalIr } from "../../compiler/ir/ir.ts";
import { point, type Span } from "./spans.ts";
import { FALSE, TRUE } from "./values.ts";
import { after, before, type Window, windowOf } from "./windows.ts";

/** Where formulas take their values: truth and robustness are one definition over two of these. */
export interface Algebra<V> {
  readonly top: V;
  readonly bottom: V;
  readonly and: (a: V, b: V) => V;
  readonly or: (a: V, b: V) => V;
  readonly not: (a: V) => V;
}

export const KLEENE: Algebra<number> = { top: TRUE, bottom: FALSE, and: Math.min, or: Math.max, not: (a) => 2 - a };

/**
 * Standard robustness as what it lies between, an unknown one between ±∞. NaN would not do: min and max of it are no
 * lattice, and rewriting a formula could then change its value.
 */
export const ROBUST: Algebra<Span> = {
  top: point(Infinity),
  bottom: point(-Infinity),
  and: (a, b) => ({ lo: Math.min(a.lo, b.lo), hi: Math.min(a.hi, b.hi) }),
  or: (a, b) => ({ lo: Math.max(a.lo, b.lo), hi: Math.max(a.hi, b.hi) }),
  not: (a) => ({ lo: -a.hi, hi: -a.lo }),
};

/** A formula's value by sample. */
export type Signal<V> = (k: number) => V;

/** A temporal operator by its definition over a trace of `length` samples, ends neutral. Of unary ones `y` is not asked. */
export function temporal<V>(ir: TemporalIr, x: Signal<V>, y: Signal<V>, algebra: Algebra<V>, rate: number | null, length: number): Signal<V> {
  const { top, bottom, and, or, not } = algebra;
  const window = windowOf(ir, rate);
  const whole: Window = { low: 0, high: window.high };
  const meets = (samples: Iterable<number>): V => reaching(samples, window.low, x, y, algebra);
  const some = (samples: Iterable<number>): V => fold(samples, x, bottom, or);
  const every = (samples: Iterable<number>): V => fold(samples, x, top, and);
  const outside = ir.weak === true ? top : bottom;
  switch (ir.op) {
    case "once": return (k) => some(before(k, window));
    case "historically": return (k) => every(before(k, window));
    case "eventually": return (k) => some(after(k, window, length));
    case "always": return (k) => every(after(k, window, length));
    case "since": return (k) => meets(before(k, whole));
    case "until": return (k) => meets(after(k, whole, length));
    case "unless": return (k) => or(meets(after(k, whole, length)), every(after(k, whole, length)));
    case "release": return (k) => not(reaching(after(k, whole, length), window.low, (t) => not(x(t)), (t) => not(y(t)), algebra));
    case "next": return (k) => (k + 1 < length ? x(k + 1) : outside);
    case "previous": return (k) => (k > 0 ? x(k - 1) : outside);
    case "rise": return (k) => (k > 0 ? and(x(k), not(x(k - 1))) : x(k));
    case "fall": return (k) => (k > 0 ? and(not(x(k)), x(k - 1)) : not(x(k)));
  }
}

function fold<V>(samples: Iterable<number>, x: Signal<V>, from: V, step: (a: V, b: V) => V): V {
  let result = from;
  for (const t of samples) result = step(result, x(t));
  return result;
}

/** At some sample, `skip` or more on, `y` holds, and `x` at every sample on the way there but not there. */
function reaching<V>(samples: Iterable<number>, skip: number, x: Signal<V>, y: Signal<V>, { top, bottom, and, or }: Algebra<V>): V {
  let result = bottom, way = top, distance = 0;
  for (const t of samples) {
    if (distance >= skip) result = or(result, and(y(t), way));
    way = and(way, x(t));
    distance += 1;
  }
  return result;
}
