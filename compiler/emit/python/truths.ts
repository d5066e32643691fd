import type { NodeIr, NodeOp } from "../../ir/reward.ts";
import { infix, type Code, type Infix } from "./code.ts";
import type { Expressions, Half } from "./expressions.ts";
import { packed } from "./packs.ts";

/** A comparison and its denial; neither holds of a NaN. */
const COMPARE: Readonly<Partial<Record<NodeOp, Readonly<Record<Half, Infix>>>>> = {
  lt: { yes: "<", no: ">=" }, le: { yes: "<=", no: ">" }, gt: { yes: ">", no: "<=" }, ge: { yes: ">=", no: "<" },
};

/** An operation that gives a truth value: where it is definitely true, or definitely false. */
export function truth(x: Expressions, id: number, half: Half): Code {
  const node = x.node(id), { args, op } = node, axes = x.plan.axes.of[id]!;
  const is = (i: number, what: Half): Code => x.read(args[i]!, what, axes);
  const all = (what: Half, joined: "&" | "|", neutral: 0 | 2): Code => {
    const whole = what === "yes" ? packed(x, args) : null;
    if (whole !== null) return x.dialect.along(op === "and" ? "all" : "any", whole);
    const parts = args.flatMap((arg, i) => (isAlways(x, arg, neutral) ? [] : [is(i, what)]));
    return parts.length === 0 ? x.dialect.truth((neutral === 2) === (half === "yes")) : parts.reduce((a, b) => infix(joined, a, b));
  };
  const denied = half === "yes" ? "no" : "yes";
  const [both, either]: readonly ("&" | "|")[] = half === "yes" ? ["&", "|"] : ["|", "&"];
  switch (op) {
    case "bool": return x.dialect.truth(node.value === (half === "yes" ? 2 : 0));
    case "lt": case "le": case "gt": case "ge": case "eq": case "ne": return comparison(x, node, id, half);
    case "and": return all(half, both!, 2);
    case "or": return all(half, either!, 0);
    case "not": return is(0, denied);
    case "implies": return infix(either!, is(0, denied), is(1, half));
    case "iff": return same(x, node, is, half);
    case "xor": return same(x, node, is, denied);
    case "if": return choice(x, node, is, half);
    case "present": return present(x, node, axes);
    default: throw new Error(`${op} gives no truth value`);
  }
}

/** A truth that is the same everywhere and known beforehand. */
function isAlways(x: Expressions, id: number, value: 0 | 2): boolean {
  const { known, low, high } = x.plan.ranges[id]!;
  return x.plan.axes.of[id] === 0 && known && low === value && high === value;
}

function comparison(x: Expressions, { op, args }: NodeIr, id: number, half: Half): Code {
  const axes = x.plan.axes.of[id]!;
  const operand = (i: number): Code => {
    const code = x.read(args[i]!, "yes", axes);
    return i === 0 && axes === 0 ? x.array(code) : code;
  };
  const by = (sign: Infix): Code => infix(sign, operand(0), operand(1));
  const row = COMPARE[op];
  if (row !== undefined) return by(row[half]);
  if ((op === "eq") === (half === "yes")) return by("==");
  return x.isKnown(id) ? by("!=") : infix("|", by("<"), by(">"));
}

/** Whether two truth values are alike: both known, and the same or not. */
function same(x: Expressions, { args }: NodeIr, is: (i: number, what: Half) => Code, half: Half): Code {
  if (args.every((arg) => x.isKnown(arg))) return infix(half === "yes" ? "==" : "!=", is(0, "yes"), is(1, "yes"));
  const other = half === "yes" ? "no" : "yes";
  return infix("|", infix("&", is(0, "yes"), is(1, half)), infix("&", is(0, "no"), is(1, other)));
}

function choice(x: Expressions, { args }: NodeIr, is: (i: number, what: Half) => Code, half: Half): Code {
  if (x.isKnown(args[0]!)) return x.dialect.where(is(0, "yes"), is(1, half), is(2, half));
  return infix("|", infix("&", is(0, "yes"), is(1, half)), infix("&", is(0, "no"), is(2, half)));
}

/** Always known. */
function present(x: Expressions, { args }: NodeIr, axes: number): Code {
  const [arg] = args as readonly [number];
  if (x.isKnown(arg)) return x.dialect.truth(true);
  const yes = x.read(arg, "yes", axes);
  return x.node(arg).t === "bool" ? infix("|", yes, x.read(arg, "no", axes)) : infix("==", x.array(yes), x.read(arg, "yes", axes));
}
