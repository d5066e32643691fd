import { holds, isEmpty, isPoint, possible, type Range, truths } from "./range.ts";

const iff = (x: number, y: number): number => (x === 1 || y === 1 ? 1 : x === y ? 2 : 0);

/** Kleene's operators on truth values. */
const KLEENE = {
  and: Math.min, or: Math.max, implies: (x, y) => Math.max(2 - x, y), iff, xor: (x, y) => 2 - iff(x, y),
} as const satisfies Record<string, (x: number, y: number) => number>;

type KleeneOp = keyof typeof KLEENE;
export const isKleene = (op: string): op is KleeneOp => Object.hasOwn(KLEENE, op);

/** Whatever the operands may be together. */
export function ofKleene(op: KleeneOp, args: readonly (readonly number[])[]): Range {
  const by = KLEENE[op];
  return truths(args.reduce((all, arg) => [...new Set(all.flatMap((x) => arg.map((y) => by(x, y))))]));
}

export const not = (x: Range): Range => truths(possible(x).map((truth) => 2 - truth));

interface Decided {
  readonly mayHold: boolean;
  readonly mayFail: boolean;
}

export type CompareOp = "lt" | "le" | "gt" | "ge" | "eq" | "ne";
const COMPARE: Readonly<Record<CompareOp, (a: Range, b: Range) => Decided>> = {
  lt: (a, b) => ({ mayHold: a.low < b.high, mayFail: a.high >= b.low }),
  le: (a, b) => ({ mayHold: a.low <= b.high, mayFail: a.high > b.low }),
  gt: (a, b) => COMPARE.lt(b, a),
  ge: (a, b) => COMPARE.le(b, a),
  eq: (a, b) => ({
    mayHold: a.low <= b.high && b.low <= a.high && !(isPoint(a) && !holds(b, a.low)) && !(isPoint(b) && !holds(a, b.low)),
    mayFail: !(isPoint(a) && isPoint(b) && a.low === b.low),
  }),
  ne: (a, b) => {
    const { mayHold, mayFail } = COMPARE.eq(a, b);
    return { mayHold: mayFail, mayFail: mayHold };
  },
};
export const isCompare = (op: string): op is CompareOp => Object.hasOwn(COMPARE, op);

export function ofCompare(op: CompareOp, a: Range, b: Range): Range {
  if (isEmpty(a) || isEmpty(b)) return truths([1]);
  const { mayHold, mayFail } = COMPARE[op](a, b);
  return truths([...(mayHold ? [2] : []), ...(mayFail ? [0] : []), ...(a.known && b.known ? [] : [1])]);
}
