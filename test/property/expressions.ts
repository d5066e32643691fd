import type { Ir, IrType, Op } from "../../compiler/ir/ir.ts";
import { arg, bool, call, e, local, num, over, text } from "../interpreter/build.ts";
import type { Chance } from "./random.ts";

/** What a generated expression may mention. */
export interface Mentions {
  readonly reads: readonly Ir[];
  readonly fns: readonly { readonly name: string; readonly t: IrType; readonly params: readonly IrType[] }[];
  readonly args: boolean;
}

const UNARY: readonly Op[] = ["neg", "abs", "sign", "sqrt", "exp", "log", "tanh", "sin", "cos", "tan", "asin", "acos", "atan", "floor", "ceil", "round"];
const BINARY: readonly Op[] = ["add", "sub", "mul", "div", "add", "sub", "mul", "pow", "atan2"];
const COMPARE: readonly Op[] = ["lt", "le", "gt", "ge", "eq", "ne"];
const KLEENE: readonly Op[] = ["implies", "iff", "xor", "eq", "ne"];

export function numeric(c: Chance, depth: number, m: Mentions): Ir {
  const sub = (): Ir => numeric(c, depth - 1, m);
  if (depth <= 0 || c.is(0.1)) return leaf(c, "num", m) ?? num(c.is(0.03) ? null : c.number());
  switch (c.below(8)) {
    case 0: return e(c.pick(UNARY), sub());
    case 1: case 2: case 3: return e(c.pick(BINARY), sub(), sub());
    case 4: return e(c.pick(["min", "max"] as const), ...Array.from({ length: c.below(4) }, sub));
    case 5: return c.is(0.5) ? e("clamp", sub(), sub(), sub()) : e("if", truth(c, depth - 1, m), sub(), sub());
    case 6: return called(c, "num", depth, m) ?? sub();
    default: return m.args && c.is(0.5) ? aggregate(c, depth, m) : sub();
  }
}

export function truth(c: Chance, depth: number, m: Mentions): Ir {
  const sub = (): Ir => truth(c, depth - 1, m);
  if (depth <= 0 || c.is(0.05)) return leaf(c, "bool", m) ?? bool(c.pick([true, false, null]));
  switch (c.below(8)) {
    case 0: case 1: case 2: return e(c.pick(COMPARE), numeric(c, depth - 1, m), numeric(c, depth - 1, m));
    case 3: return e(c.pick(["and", "or"] as const), ...Array.from({ length: c.below(4) }, sub));
    case 4: return e(c.pick(KLEENE), sub(), sub());
    case 5: return c.is(0.5) ? e("not", sub()) : e("present", c.is(0.5) ? sub() : numeric(c, depth - 1, m));
    case 6: return c.is(0.5) ? e("if", sub(), sub(), sub()) : (called(c, "bool", depth, m) ?? sub());
    default: return m.args ? textual(c, depth, m) : c.is(0.5) ? e("eq", text(c.pick(WORDS)), text(c.pick(WORDS))) : sub();
  }
}

/** A condition about earlier samples of what is mentioned. */
export function past(c: Chance, depth: number, m: Mentions): Ir {
  const sub = (): Ir => (c.is(0.4) ? truth(c, 1 + c.below(2), m) : past(c, depth - 1, m));
  const low = c.below(3), window = c.is(0.3) ? {} : { window: [low / 10, c.is(0.2) ? null : (low + c.below(4)) / 10] as const };
  if (depth <= 0) return { ...e("previous", truth(c, 1, m)), t: "bool" };
  switch (c.below(7)) {
    case 0: return { ...e("once", sub()), ...window };
    case 1: return { ...e("historically", sub()), ...window };
    case 2: case 3: return { ...e("since", sub(), sub()), ...window };
    case 4: return { ...e("previous", sub()), t: "bool", weak: c.is(0.5) };
    case 5: return e(c.pick(["rise", "fall"] as const), sub());
    default: return e(c.pick(["and", "or", "implies", "iff", "xor"] as const), sub(), sub());
  }
}

export const WORDS = ["", "a", "ab", "\u{1F600}b", "constructor", "*/ evil"] as const;
const LISTS = ["list", "rows"] as const;

function words(c: Chance): Ir {
  return c.is(0.5) ? text(c.pick(WORDS)) : c.is(0.2) ? e("if", bool(c.pick([true, false, null])), text("a"), arg("text", "text")) : arg(c.pick(["text", "list", "deep.text"]), "text");
}

/** Over texts, lists and records of a tool call. */
function textual(c: Chance, depth: number, m: Mentions): Ir {
  const list = arg(c.pick([...LISTS, "text"]), "list");
  switch (c.below(6)) {
    case 0: return e(c.pick(["eq", "ne"] as const), words(c), words(c));
    case 1: return e("contains", words(c), words(c));
    case 2: return e("contains", list, c.pick([words(c), numeric(c, 1, m), truth(c, 1, m), arg("rows", "json")]));
    case 3: return e("present", c.pick([words(c), list, arg("deep", "json"), arg("deep.missing", "json")]));
    case 4: return e("eq", arg("deep", "json"), arg("deep", "json"));
    default: return over(c.pick(["all", "any"] as const), list, "one", truth(c, depth - 2, inside(m)));
  }
}

function aggregate(c: Chance, depth: number, m: Mentions): Ir {
  const list = arg(c.pick(LISTS), "list");
  switch (c.below(4)) {
    case 0: return e("length", c.is(0.5) ? list : words(c));
    case 1: return { ...e("index", list, numeric(c, 1, m)), t: "num" };
    case 2: return over("count", list, "one", truth(c, depth - 2, inside(m)));
    default: return over(c.pick(["sumOf", "minOf", "maxOf", "meanOf"] as const), list, "one", numeric(c, depth - 2, inside(m)));
  }
}

/** A quantifier's variable is what its reader takes it for. */
function inside(m: Mentions): Mentions {
  const field = (name: string, t: IrType): Ir => ({ op: "field", t, name, args: [local("one", "json")] });
  return { ...m, reads: [...m.reads, local("one", "num"), local("one", "bool"), field("amount", "num"), field("__proto__", "num"), field("done", "bool")] };
}

function leaf(c: Chance, t: IrType, m: Mentions): Ir | undefined {
  const fitting = m.reads.filter((read) => read.t === t);
  return fitting.length > 0 && c.is(0.7) ? c.pick(fitting) : undefined;
}

function called(c: Chance, t: IrType, depth: number, m: Mentions): Ir | undefined {
  const fitting = m.fns.filter((fn) => fn.t === t);
  if (fitting.length === 0) return undefined;
  const fn = c.pick(fitting);
  return call(fn.name, t, ...fn.params.map((p) => (p === "num" ? numeric(c, depth - 2, m) : truth(c, depth - 2, m))));
}
