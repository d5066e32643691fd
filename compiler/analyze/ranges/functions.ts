import { EMPTY, isEmpty, isFinite, range, type Range } from "./range.ts";
import { above, below } from "./rounding.ts";

type Fn = (x: number) => number;

/** Ends of a function that rises and is exact. */
const steps = (f: Fn) => (x: Range): Range => range(f(x.low), f(x.high), { integer: true, known: x.known });

/** Ends of a function that rises, of a library, between its least and greatest value; where the operand leaves the domain it is not known. */
function rising(f: Fn, low: number, high: number, domain: readonly [low: number, high: number] = [-Infinity, Infinity]): (x: Range) => Range {
  return (x) => {
    if (x.high < domain[0] || x.low > domain[1]) return EMPTY;
    const from = f(Math.max(x.low, domain[0])), to = f(Math.min(x.high, domain[1]));
    return range(Math.max(low, below(from)), Math.min(high, above(to)), { known: x.known && x.low >= domain[0] && x.high <= domain[1] });
  };
}

function falling(f: Fn, low: number, high: number, domain: readonly [low: number, high: number]): (x: Range) => Range {
  const up = rising((x) => -f(x), -high, -low, domain);
  return (x) => {
    const found = up(x);
    return isEmpty(found) ? EMPTY : negated(found);
  };
}

const negated = (x: Range): Range => range(-x.high, -x.low, x);

/** Half away from zero. */
function round(x: number): number {
  const whole = Math.trunc(x);
  return Math.abs(x - whole) >= 0.5 ? whole + Math.sign(x) : whole;
}

function absolute(x: Range): Range {
  if (x.low >= 0) return x;
  return x.high <= 0 ? negated(x) : range(0, Math.max(-x.low, x.high), x);
}

function signOf(x: Range): Range {
  return range(Math.sign(x.low), Math.sign(x.high), { integer: true, known: x.known, nonzero: x.nonzero });
}

/** Not known of 0. */
function logOf(x: Range): Range {
  if (x.high <= 0) return EMPTY;
  return range(below(Math.log(Math.max(x.low, Number.MIN_VALUE))), above(Math.log(x.high)), { known: x.known && x.low > 0 });
}

const FAR = 1e6;

/** A wave whose crests are at `crest` and a whole turn from there. */
function wave(f: Fn, crest: number): (x: Range) => Range {
  return (x) => {
    const known = x.known && isFinite(x), turn = 2 * Math.PI;
    if (!(x.high - x.low < turn && Math.abs(x.low) < FAR)) return range(-1, 1, { known });
    // A hair's breadth from a crest counts as reaching it.
    const reaches = (at: number): boolean => Math.floor((x.high - at + 1e-9) / turn) > Math.floor((x.low - at - 1e-9) / turn);
    const ends = [f(x.low), f(x.high)];
    return range(reaches(crest + Math.PI) ? -1 : Math.max(-1, below(Math.min(...ends))), reaches(crest) ? 1 : Math.min(1, above(Math.max(...ends))), { known });
  };
}

function tangent(x: Range): Range {
  const known = x.known && isFinite(x), edge = Math.PI / 2 - 1e-9;
  return x.low > -edge && x.high < edge ? range(below(Math.tan(x.low)), above(Math.tan(x.high)), { known }) : range(-Number.MAX_VALUE, Number.MAX_VALUE, { known });
}

const FUNCTIONS = {
  neg: negated, abs: absolute, sign: signOf, floor: steps(Math.floor), ceil: steps(Math.ceil), round: steps(round),
  // Correctly rounded, so that it never falls.
  sqrt: (x) => (x.high < 0 ? EMPTY : range(Math.sqrt(Math.max(0, x.low)), Math.sqrt(x.high), { known: x.known && x.low >= 0, nonzero: x.nonzero })),
  exp: rising(Math.exp, 0, Infinity), log: logOf, tanh: rising(Math.tanh, -1, 1), atan: rising(Math.atan, -Math.PI / 2, Math.PI / 2),
  sin: wave(Math.sin, Math.PI / 2), cos: wave(Math.cos, 0), tan: tangent,
  asin: rising(Math.asin, -Math.PI / 2, Math.PI / 2, [-1, 1]), acos: falling(Math.acos, 0, Math.PI, [-1, 1]),
} as const satisfies Record<string, (x: Range) => Range>;

type FunctionOp = keyof typeof FUNCTIONS;
export const isFunction = (op: string): op is FunctionOp => Object.hasOwn(FUNCTIONS, op);

export function ofFunction(op: FunctionOp, x: Range): Range {
  return isEmpty(x) ? EMPTY : FUNCTIONS[op](x);
}
