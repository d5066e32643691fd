import { FALSE, TRUE, UNKNOWN } from "./values.ts";

/** Half away from zero; the remainder is exact, which `floor(x + 0.5)` is not. */
function round(x: number): number {
  const whole = Math.trunc(x);
  return Math.abs(x - whole) >= 0.5 ? whole + Math.sign(x) : whole;
}

function iff(x: number, y: number): number {
  return x === UNKNOWN || y === UNKNOWN ? UNKNOWN : x === y ? TRUE : FALSE;
}

/** The scalar operators at a point; truth values are numbers too. */
export const UNARY = {
  neg: (x) => -x,
  abs: Math.abs,
  sign: Math.sign,
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: (x) => (x > 0 ? Math.log(x) : NaN),
  tanh: Math.tanh,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  floor: Math.floor,
  ceil: Math.ceil,
  round,
  not: (x) => 2 - x,
  extent: (x) => (x === TRUE ? Infinity : x === FALSE ? -Infinity : NaN),
} as const satisfies Record<string, (x: number) => number>;

export const BINARY = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => (y === 0 ? NaN : x / y),
  pow: (x, y) => (Number.isNaN(x) || (x === 0 && y < 0) ? NaN : x ** y),
  atan2: Math.atan2,
  lt: (x, y) => (x < y ? TRUE : x >= y ? FALSE : UNKNOWN),
  le: (x, y) => (x <= y ? TRUE : x > y ? FALSE : UNKNOWN),
  gt: (x, y) => (x > y ? TRUE : x <= y ? FALSE : UNKNOWN),
  ge: (x, y) => (x >= y ? TRUE : x < y ? FALSE : UNKNOWN),
  implies: (x, y) => Math.max(2 - x, y),
  iff,
  xor: (x, y) => 2 - iff(x, y),
} as const satisfies Record<string, (x: number, y: number) => number>;

export function clamp(x: number, low: number, high: number): number {
  return Math.min(Math.max(x, low), high);
}

/** Equality of numbers, or of texts; a missing one is unknown. */
export function equal(x: unknown, y: unknown): number {
  return x === null || y === null || Number.isNaN(x) || Number.isNaN(y) ? UNKNOWN : x === y ? TRUE : FALSE;
}

export const MANY = {
  min: { from: Infinity, with: Math.min },
  max: { from: -Infinity, with: Math.max },
  and: { from: TRUE, with: Math.min },
  or: { from: FALSE, with: Math.max },
} as const;

export type UnaryOp = keyof typeof UNARY;
export type BinaryOp = keyof typeof BINARY;
export type ManyOp = keyof typeof MANY;

export const isUnary = (op: string): op is UnaryOp => Object.hasOwn(UNARY, op);
export const isBinary = (op: string): op is BinaryOp => Object.hasOwn(BINARY, op);
export const isMany = (op: string): op is ManyOp => Object.hasOwn(MANY, op);
