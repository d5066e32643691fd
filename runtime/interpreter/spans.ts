import type { Op } from "../../compiler/ir/ir.ts";
import { BINARY, type BinaryOp, UNARY, type UnaryOp } from "./operators.ts";
import { FALSE, TRUE, UNKNOWN } from "./values.ts";

/** All numbers between two ends, or unknown: then both are NaN. */
export interface Span {
  readonly lo: number;
  readonly hi: number;
}

export const NOT_KNOWN: Span = { lo: NaN, hi: NaN };
const UNIT: Span = { lo: -1, hi: 1 };

export function span(lo: number, hi: number): Span {
  return Number.isNaN(lo) || Number.isNaN(hi) ? NOT_KNOWN : { lo, hi };
}

export const point = (x: number): Span => ({ lo: x, hi: x });
export const isPoint = ({ lo, hi }: Span): boolean => lo === hi;
export const isKnown = ({ lo }: Span): boolean => !Number.isNaN(lo);

/** Least and greatest of four corners. */
function corners(a: Span, b: Span, f: (x: number, y: number) => number): Span {
  const values = [f(a.lo, b.lo), f(a.lo, b.hi), f(a.hi, b.lo), f(a.hi, b.hi)] as const;
  return span(Math.min(...values), Math.max(...values));
}

const rising = (f: (x: number) => number) => (x: Span): Span => span(f(x.lo), f(x.hi));
const wave = (x: Span): Span => (Number.isFinite(x.lo) && Number.isFinite(x.hi) ? UNIT : NOT_KNOWN);

type Unary = Exclude<UnaryOp, "not" | "extent">;
const ON_SPANS: Readonly<Record<Unary, (x: Span) => Span>> = {
  neg: (x) => span(-x.hi, -x.lo),
  abs: (x) => (x.lo >= 0 ? x : x.hi <= 0 ? span(-x.hi, -x.lo) : span(0, Math.max(-x.lo, x.hi))),
  sign: rising(UNARY.sign),
  sqrt: rising(UNARY.sqrt),
  exp: rising(UNARY.exp),
  log: rising(UNARY.log),
  tanh: rising(UNARY.tanh),
  sin: wave,
  cos: wave,
  tan: () => NOT_KNOWN,
  asin: rising(UNARY.asin),
  acos: (x) => span(UNARY.acos(x.hi), UNARY.acos(x.lo)),
  atan: rising(UNARY.atan),
  floor: rising(UNARY.floor),
  ceil: rising(UNARY.ceil),
  round: rising(UNARY.round),
};

export function unarySpan(op: Unary, x: Span): Span {
  if (!isKnown(x)) return NOT_KNOWN;
  return isPoint(x) ? pointResult(UNARY[op](x.lo)) : ON_SPANS[op](x);
}

const pointResult = (x: number): Span => span(x, x);

function power(x: Span, y: Span): Span {
  const n = y.lo;
  if (isPoint(y) && Number.isInteger(n) && n >= 0) {
    const lo = x.lo ** n, hi = x.hi ** n;
    if (n === 0) return point(1);
    if (n % 2 === 1 || x.lo >= 0) return span(lo, hi);
    return x.hi <= 0 ? span(hi, lo) : span(0, Math.max(lo, hi));
  }
  return x.lo > 0 || (x.lo >= 0 && y.lo >= 0) ? corners(x, y, BINARY.pow) : NOT_KNOWN;
}

type Arithmetic = "add" | "sub" | "mul" | "div" | "pow" | "atan2";
const ON_PAIRS: Readonly<Record<Arithmetic, (a: Span, b: Span) => Span>> = {
  add: (a, b) => span(a.lo + b.lo, a.hi + b.hi),
  sub: (a, b) => span(a.lo - b.hi, a.hi - b.lo),
  mul: (a, b) => corners(a, b, BINARY.mul),
  div: (a, b) => (b.lo <= 0 && b.hi >= 0 ? NOT_KNOWN : corners(a, b, BINARY.div)),
  pow: power,
  atan2: () => NOT_KNOWN,
};

export const isArithmetic = (op: BinaryOp): op is Arithmetic => Object.hasOwn(ON_PAIRS, op);

export function binarySpan(op: Arithmetic, a: Span, b: Span): Span {
  if (!isKnown(a) || !isKnown(b)) return NOT_KNOWN;
  return isPoint(a) && isPoint(b) ? pointResult(BINARY[op](a.lo, b.lo)) : ON_PAIRS[op](a, b);
}

/** By both ends: `min`, `max`, `clamp`. NaN in an end makes the result unknown. */
export function byEnds(spans: readonly Span[], f: (...ends: number[]) => number): Span {
  return span(f(...spans.map((s) => s.lo)), f(...spans.map((s) => s.hi)));
}

export function hull(a: Span, b: Span): Span {
  return span(Math.min(a.lo, b.lo), Math.max(a.hi, b.hi));
}

type Comparison = "lt" | "le" | "gt" | "ge" | "eq";
/** True when it holds for all values, false when for none. */
export const COMPARE: Readonly<Record<Comparison, (a: Span, b: Span) => number>> = {
  lt: (a, b) => (a.hi < b.lo ? TRUE : a.lo >= b.hi ? FALSE : UNKNOWN),
  le: (a, b) => (a.hi <= b.lo ? TRUE : a.lo > b.hi ? FALSE : UNKNOWN),
  gt: (a, b) => COMPARE.lt(b, a),
  ge: (a, b) => COMPARE.le(b, a),
  eq: (a, b) => (isPoint(a) && isPoint(b) && a.lo === b.lo ? TRUE : a.hi < b.lo || b.hi < a.lo ? FALSE : UNKNOWN),
};
export const isComparison = (op: Op): op is Comparison => Object.hasOwn(COMPARE, op);
