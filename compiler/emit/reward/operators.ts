import type { NodeIr, NodeOp } from "../../ir/reward.ts";
import { MATH } from "../point.ts";
import type { NodeRange } from "../../analyze/reward-ranges.ts";
import { alike, applied, arithmetic, asTri, choice, compare, denied, isFalse, isTrue, joined, literal, minus, truth, type Value } from "./value.ts";

/** What an operator stands over. */
export interface Operands {
  readonly node: NodeIr;
  readonly range: NodeRange;
  readonly of: (i: number) => Value;
  readonly rangeOf: (i: number) => NodeRange;
  /** A literal operand. */
  readonly literal: (i: number) => number | undefined;
  /** The operand under a name, to be written more than once. */
  readonly plain: (i: number) => Value;
}

type Holds = (a: number, b: number) => boolean;
const COMPARED = {
  lt: { sign: "<", holds: (a, b) => a < b }, le: { sign: "<=", holds: (a, b) => a <= b }, gt: { sign: ">", holds: (a, b) => a > b },
  ge: { sign: ">=", holds: (a, b) => a >= b }, eq: { sign: "===", holds: (a, b) => a === b }, ne: { sign: "!==", holds: (a, b) => a !== b },
} as const satisfies Partial<Record<NodeOp, { readonly sign: string; readonly holds: Holds }>>;
const isCompared = (op: NodeOp): op is keyof typeof COMPARED => Object.hasOwn(COMPARED, op);
/** Operands of `Math.min` in one call. */
const WIDEST = 16;

/** The scalar operators, at a point: kernel functions only where something may be unknown. */
export function operator(x: Operands): Value {
  const { node: { op, args }, range, of, rangeOf } = x;
  const all = (): Value[] => args.map((_, i) => of(i));
  if (isCompared(op)) return comparison(op, x);
  switch (op) {
    case "add": case "sub": case "mul": return arithmetic(op, of(0), of(1));
    case "div": return quotient(x);
    case "neg": return minus(of(0));
    case "pow": return power(x);
    case "min": case "max": return extreme(op, all());
    case "clamp": return applied("Math.min", "num", applied("Math.max", "num", of(0), of(1)), of(2));
    case "log": return applied(rangeOf(0).low > 0 ? "Math.log" : "log", "num", of(0));
    case "round": return applied("round", "num", of(0));
    case "and": case "or": return connected(op, all(), range);
    case "not": return opposite(of(0), range);
    case "implies": case "iff": case "xor": return related(op, of(0), of(1));
    case "if": return chosen(of(0), of(1), of(2));
    case "present": return present(x);
    case "orElse": return isFinite(rangeOf(0)) ? of(0) : choice(applied("finite", "bool", x.plain(0)), x.plain(0), of(1));
    default: return applied(MATH[op]!, "num", ...all());
  }
}

function comparison(op: keyof typeof COMPARED, { of, rangeOf, literal: literalOf }: Operands): Value {
  const { sign, holds } = COMPARED[op];
  const [a, b] = [literalOf(0), literalOf(1)];
  if (a !== undefined && b !== undefined) return truth(holds(a, b) ? 2 : 0);
  return rangeOf(0).known && rangeOf(1).known ? compare(sign, of(0), of(1)) : applied(op, "tri", of(0), of(1));
}

/** Written in place: a call that is not inlined would allocate its operands. */
function quotient({ of, plain, rangeOf }: Operands): Value {
  if (excludesZero(rangeOf(1))) return arithmetic("div", of(0), of(1));
  const divisor = plain(1);
  return choice(compare("===", divisor, literal(0)), literal(null), arithmetic("div", of(0), divisor));
}

function power({ of, plain, rangeOf, literal: literalOf }: Operands): Value {
  const exponent = literalOf(1);
  if (exponent === 1) return of(0);
  if (exponent === 2) return arithmetic("mul", plain(0), plain(0));
  if (exponent === 3) return arithmetic("mul", arithmetic("mul", plain(0), plain(0)), plain(0));
  const isTame = rangeOf(0).known && (rangeOf(0).low > 0 || rangeOf(1).low >= 0);
  return applied(isTame ? "Math.pow" : "pow", "num", of(0), of(1));
}

function extreme(op: "min" | "max", all: readonly Value[]): Value {
  if (all.length === 1) return all[0]!;
  if (all.length <= WIDEST) return applied(`Math.${op}`, "num", ...all);
  const groups = Array.from({ length: Math.ceil(all.length / WIDEST) }, (_, i) => extreme(op, all.slice(i * WIDEST, (i + 1) * WIDEST)));
  return extreme(op, groups);
}

function connected(op: "and" | "or", all: readonly Value[], { known }: NodeRange): Value {
  // Where the whole is known it is true exactly if all are, or one is.
  if (known || all.every(({ form }) => form === "bool")) return joined(op, all.map(isTrue));
  return all.map(asTri).reduceRight((rest, one) => applied(op, "tri", one, rest));
}

function opposite(a: Value, { known }: NodeRange): Value {
  if (a.form === "bool") return denied(a);
  return known ? isFalse(a) : applied("not", "tri", a);
}

function related(op: "implies" | "iff" | "xor", a: Value, b: Value): Value {
  if (a.form !== "bool" || b.form !== "bool") return applied(op, "tri", asTri(a), asTri(b));
  if (op === "implies") return joined("or", [denied(a), b]);
  return op === "iff" ? alike(a, b) : denied(alike(a, b));
}

function chosen(when: Value, then: Value, otherwise: Value): Value {
  const isAlike = then.form === otherwise.form;
  const [a, b] = isAlike ? [then, otherwise] : [asTri(then), asTri(otherwise)];
  if (when.form === "bool") return choice(when, a, b);
  return a.form === "num" ? applied("choose", "num", when, a, b) : applied("either", "tri", when, asTri(a), asTri(b));
}

function present({ plain, rangeOf }: Operands): Value {
  if (rangeOf(0).known) return truth(2);
  const a = plain(0);
  return a.form === "bool" ? truth(2) : compare(a.form === "num" ? "===" : "!==", a, a.form === "num" ? a : truth(1));
}

function excludesZero({ low, high }: NodeRange): boolean {
  return low > 0 || high < 0;
}

function isFinite({ known, low, high }: NodeRange): boolean {
  return known && low > -Infinity && high < Infinity;
}
