import { EMPTY, holds, hull, isEmpty, isFinite, isPoint, range, type Range } from "./range.ts";
import { above, below } from "./rounding.ts";

const bothKnown = (a: Range, b: Range): boolean => a.known && b.known;
const mayBe = (x: Range, infinite: number): boolean => x.low === infinite || x.high === infinite;
const mayBeInfinite = (x: Range): boolean => !isFinite(x);

/** ∞ − ∞ is not known. */
function add(a: Range, b: Range): Range {
  const cancels = (mayBe(a, Infinity) && mayBe(b, -Infinity)) || (mayBe(a, -Infinity) && mayBe(b, Infinity));
  return range(a.low + b.low, a.high + b.high, { integer: a.integer && b.integer, known: bothKnown(a, b) && !cancels });
}

const minus = (x: Range): Range => range(-x.high, -x.low, x);

/** Least and greatest of a function of two operands that goes one way in each; a corner that is not known adds nothing. */
function corners(a: Range, b: Range, f: (x: number, y: number) => number): readonly [low: number, high: number] {
  const values = [f(a.low, b.low), f(a.low, b.high), f(a.high, b.low), f(a.high, b.high)].filter((v) => !Number.isNaN(v));
  return [Math.min(...values), Math.max(...values)];
}

/** 0 · ∞ is not known. A product too small for a number is 0. */
function mul(a: Range, b: Range): Range {
  const vanishes = (holds(a, 0) && mayBeInfinite(b)) || (holds(b, 0) && mayBeInfinite(a));
  const [low, high] = corners(a, b, (x, y) => (x === 0 || y === 0 ? 0 : x * y));
  return range(low, high, { integer: a.integer && b.integer, known: bothKnown(a, b) && !vanishes });
}

export function square(x: Range): Range {
  const far = Math.max(x.low * x.low, x.high * x.high);
  return range(holds(x, 0) || (x.low < 0 && x.high > 0) ? 0 : Math.min(x.low * x.low, x.high * x.high), far, { integer: x.integer, known: x.known });
}

/** By 0, and ∞ / ∞: not known. */
function div(a: Range, b: Range): Range {
  const known = bothKnown(a, b) && !holds(b, 0) && !(mayBeInfinite(a) && mayBeInfinite(b));
  const below0 = range(b.low, Math.min(b.high, -Number.MIN_VALUE)), above0 = range(Math.max(b.low, Number.MIN_VALUE), b.high);
  const quotients = [below0, above0].filter((part) => !isEmpty(part)).map((part) => range(...corners(a, part, (x, y) => x / y)));
  return { ...quotients.reduce(hull, EMPTY), integer: false, known };
}

function pow(x: Range, y: Range): Range {
  const known = bothKnown(x, y) && (x.low >= 0 || y.integer) && (!holds(x, 0) || y.low >= 0) && !(mayBeInfinite(y) && (holds(x, 1) || holds(x, -1)));
  const [low, high] = powerEnds(x, y);
  return range(below(low), above(high), { known, integer: x.integer && y.integer && y.low >= 0 });
}

function powerEnds(x: Range, y: Range): readonly [low: number, high: number] {
  const n = y.low, isEven = isPoint(y) && n % 2 === 0, power = (a: number, b: number): number => a ** b;
  if (isPoint(y) && n === 0) return [1, 1];
  const far = Math.max(Math.abs(x.low), Math.abs(x.high)), near = x.low > 0 ? x.low : x.high < 0 ? -x.high : 0;
  if (x.low >= 0 || isEven) return corners(range(near, far), y, power);
  if (isPoint(y) && Number.isInteger(n) && (n > 0 || near > 0)) return corners(x, y, power);
  const [, most] = corners(range(near, far), y, power);
  return [-most, most];
}

/** A whole turn, but for what lies ahead or to one side. */
function atan2(y: Range, x: Range): Range {
  const known = bothKnown(x, y);
  if (x.low > 0) {
    const [low, high] = corners(y, x, Math.atan2);
    return range(Math.max(-Math.PI / 2, below(low)), Math.min(Math.PI / 2, above(high)), { known });
  }
  return range(y.low > 0 ? 0 : -Math.PI, y.high < 0 ? 0 : Math.PI, { known });
}

const PAIRS = { add, sub: (a, b) => add(a, minus(b)), mul, div, pow, atan2 } as const satisfies Record<string, (a: Range, b: Range) => Range>;
type PairOp = keyof typeof PAIRS;
export const isPair = (op: string): op is PairOp => Object.hasOwn(PAIRS, op);

export function ofPair(op: PairOp, a: Range, b: Range): Range {
  return isEmpty(a) || isEmpty(b) ? EMPTY : PAIRS[op](a, b);
}

/** `min`, `max` and `clamp`, by their ends. */
export function byEnds(of: readonly Range[], f: (...ends: number[]) => number): Range {
  if (of.some(isEmpty)) return EMPTY;
  return range(f(...of.map(({ low }) => low)), f(...of.map(({ high }) => high)), {
    integer: of.every(({ integer }) => integer), known: of.every(({ known }) => known), nonzero: of.every(({ nonzero }) => nonzero),
  });
}

export const clamp = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);

/** The first operand where it is finite, else the second. */
export function orElse(a: Range, b: Range): Range {
  if (a.known && isFinite(a)) return a;
  const { low, high, integer, nonzero } = a;
  const taken = isEmpty(a) ? EMPTY : range(Math.max(low, -Number.MAX_VALUE), Math.min(high, Number.MAX_VALUE), { integer, nonzero });
  return { ...hull(isEmpty(taken) ? EMPTY : taken, b), known: b.known };
}
