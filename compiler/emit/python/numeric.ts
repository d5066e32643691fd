import type { NodeRange } from "../../analyze/reward-ranges.ts";
import type { NodeOp } from "../../ir/reward.ts";
import { call, infix, number, prefix, type Code } from "./code.ts";
import type { AlongAxis } from "./dialect.ts";
import type { Expressions } from "./expressions.ts";
import { norm, packed, termsOf } from "./packs.ts";

const NAN = number(NaN);
const INFIX = { sub: "-", mul: "*" } as const;

/** Where each function has a slope everywhere that is finite; the others have. */
const IS_SMOOTH: Readonly<Partial<Record<NodeOp, (range: NodeRange) => boolean>>> = {
  exp: ({ high }) => high < 700, asin: inside, acos: inside, tan: () => false,
};
function inside({ low, high }: NodeRange): boolean {
  return low > -1 && high < 1;
}

/** An operation on numbers that gives a number. */
export function numeric(x: Expressions, id: number): Code {
  const { args, op } = x.node(id), { dialect } = x, axes = x.plan.axes.of[id]!;
  const operand = (i: number): Code => {
    const code = x.read(args[i]!, "yes", axes);
    // The library's arithmetic, not Python's, which throws.
    return i === 0 && axes === 0 ? x.array(code) : code;
  };
  const range = x.plan.ranges[args[0]!]!;
  switch (op) {
    case "add": return sum(x, id, operand);
    case "sub": case "mul": return infix(INFIX[op], operand(0), operand(1));
    case "div": return excludesZero(x.plan.ranges[args[1]!]!) ? infix("/", operand(0), operand(1)) : call("_divide", operand(0), x.array(operand(1)));
    case "neg": return negative(x.read(args[0]!, "yes", axes));
    case "pow": return power(operand, x.read(args[1]!, "yes", axes).literal);
    case "min": return along(x, "min", args) ?? args.map((_, i) => operand(i)).reduce((a, b) => dialect.least(a, b));
    case "max": return along(x, "max", args) ?? args.map((_, i) => operand(i)).reduce((a, b) => dialect.greatest(a, b));
    case "clamp": return dialect.clamp(operand(0), operand(1), operand(2));
    case "atan2": return dialect.atan2(operand(0), operand(1));
    case "sqrt": return norm(x, args[0]!) ?? call(dialect.functions.sqrt!, range.low > 0 ? operand(0) : dialect.steep(operand(0)));
    case "round": return call("_round", operand(0));
    case "log": return range.low > 0 ? call(dialect.functions.log!, operand(0)) : call("_log", operand(0));
    case "orElse": return orElse(x, operand);
    case "if": return choice(x, args[0]!, axes, operand);
    default: return call(dialect.functions[op]!, IS_SMOOTH[op]?.(range) === false ? dialect.steep(operand(0)) : operand(0));
  }
}

function sum(x: Expressions, id: number, operand: (i: number) => Code): Code {
  const truths = counted(x, id), axes = x.plan.axes.of[id]!;
  if (truths.length < 2 || truths.length > 255) return along(x, "sum", termsOf(x, id)) ?? infix("+", operand(0), operand(1));
  const whole = packed(x, truths);
  return whole === null ? x.dialect.count(truths.map((when) => x.read(when, "yes", axes))) : x.dialect.float(x.dialect.along("sum", whole));
}

/** An operation on all components of a vector. */
function along(x: Expressions, what: AlongAxis, ids: readonly number[]): Code | null {
  const whole = packed(x, ids);
  return whole === null ? null : x.dialect.along(what, whole);
}

/** The truths that a sum counts, where it is of nothing but `if φ then 1 else 0` that nobody else reads; else none. */
function counted(x: Expressions, id: number): readonly number[] {
  const { op, args } = x.node(id);
  if (op === "add") {
    const parts = args.map((arg) => (x.plan.uses[arg] === 1 ? counted(x, arg) : []));
    return parts.every((part) => part.length > 0) ? parts.flat() : [];
  }
  const [when, yes, no] = args as readonly [number, number, number];
  return op === "if" && x.isKnown(when) && isNumber(x, yes, 1) && isNumber(x, no, 0) ? [when] : [];
}

const isNumber = (x: Expressions, id: number, value: number): boolean => x.node(id).op === "num" && x.node(id).value === value;

function negative(code: Code): Code {
  return code.literal === undefined ? prefix("-", code) : number(-code.literal);
}

function excludesZero({ low, high }: NodeRange): boolean {
  return low > 0 || high < 0;
}

function power(operand: (i: number) => Code, exponent: number | undefined): Code {
  if (exponent === 2) return infix("*", operand(0), operand(0));
  if (exponent === -1) return call("_divide", number(1), operand(0));
  return call("_power", operand(0), operand(1));
}

function orElse(x: Expressions, operand: (i: number) => Code): Code {
  return x.dialect.where(call(x.dialect.isfinite, x.array(operand(0))), operand(0), operand(1));
}

function choice(x: Expressions, when: number, axes: number, operand: (i: number) => Code): Code {
  const yes = operand(1), no = operand(2), { dialect } = x;
  if (!x.isKnown(when)) return dialect.where(x.read(when, "yes", axes), yes, dialect.where(x.read(when, "no", axes), no, NAN));
  if (yes.literal === 1 && no.literal === 0) return dialect.float(x.read(when, "yes", axes));
  if (yes.literal === 0 && no.literal === 1) return dialect.float(x.read(when, "no", axes));
  return dialect.where(x.read(when, "yes", axes), yes, no);
}
