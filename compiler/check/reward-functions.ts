import type * as ast from "../../grammar/ast.ts";
import { literal } from "../ir/fold.ts";
import type { Ir, Op } from "../ir/ir.ts";
import { patternProblem } from "../../stdlib/text/group-pattern.ts";
import { INT, NUMBER, strip, TEXT, typeText, type NumberType, type Type } from "../types/types.ts";
import { isOne, ONE, sameDimension } from "../types/units.ts";
import { components, elementsOf, indicesOf, irOf, over, whole, zipped } from "./arrays.ts";
import { alike, arity } from "./calls.ts";
import type { Scope } from "./context.ts";
import { converted, convertedTo } from "./convert.ts";
import { check, isWrong, quantity, text } from "./expressions.ts";
import { apply, num, scalar, WRONG, type ArrayValue, type Value } from "./value.ts";

type Checker = (e: ast.Apply, scope: Scope) => Value;

/** The one argument, a list or a vector, or a report. */
function list(e: ast.Apply, scope: Scope, i = 0): ArrayValue | undefined {
  const value = check(e.args[i]!.value, scope);
  if (isWrong(value)) return undefined;
  const found = components(value);
  if (found === undefined) scope.cx.bag.add("typeMismatch", e.args[i]!.span, { wanted: "a list or a vector", found: typeText(value.type) });
  return found;
}

function numbers(e: ast.Apply, scope: Scope, i = 0): { list: ArrayValue; item: NumberType } | undefined {
  const found = list(e, scope, i);
  if (found === undefined) return undefined;
  const item = strip(found.type.item);
  if (item.kind === "number") return { list: found, item };
  scope.cx.bag.add("typeMismatch", e.args[i]!.span, { wanted: "a list of numbers", found: typeText(found.type) });
  return undefined;
}

/** A list that becomes another one as long. */
const remade = (op: Op): Checker => (e, scope) => {
  if (!arity(e, 1, scope)) return WRONG;
  const found = numbers(e, scope);
  if (found === undefined) return WRONG;
  return elementsOf(apply(op, "list", whole(found.list, scope)!), found.item, found.list.length, found.list.type.max);
};

const product: Checker = (e, scope) => {
  if (!arity(e, 1, scope)) return WRONG;
  const found = numbers(e, scope);
  if (found === undefined) return WRONG;
  if (!isOne(found.item.unit)) {
    scope.cx.bag.add("wantedUnit", e.args[0]!.span, { found: typeText(found.item), wanted: "number" });
    return WRONG;
  }
  return scalar(NUMBER, over("productOver", "num", found.list, scope, (i) => converted(irOf(found.list.item(i)), found.item.unit, ONE)));
};

const argmin: Checker = (e, scope) => {
  if (!arity(e, 1, scope)) return WRONG;
  const found = numbers(e, scope);
  return found === undefined ? WRONG : scalar(INT, over("argminOver", "num", found.list, scope, (i) => irOf(found.list.item(i))));
};

const indices: Checker = (e, scope) => {
  if (!arity(e, 1, scope)) return WRONG;
  const found = list(e, scope);
  return found === undefined ? WRONG : indicesOf(found);
};

/** `list(a, b, c)`: numbers in one unit, or values of one type. */
const listOf: Checker = (e, scope) => {
  const values = e.args.map((a) => check(a.value, scope));
  if (values.length === 0) scope.cx.bag.add("typeMismatch", e.span, { wanted: "at least one element", found: "nothing" });
  if (values.length === 0 || values.some(isWrong)) return WRONG;
  const same = alikeValues(e, values, scope);
  if (same === undefined) return WRONG;
  const type: ArrayValue["type"] = { kind: "list", item: same[0]!.type, max: same.length };
  const item = (index: Ir): Value => {
    const i = literal(index);
    if (i !== undefined && same[i] !== undefined) return same[i];
    return zipped(same, (irs) => ({ op: "at", t: irs[0]!.t, args: [apply("listOf", "list", ...irs), index] })) ?? WRONG;
  };
  return { kind: "array", type, length: num(same.length), item };
};

function alikeValues(e: ast.Apply, values: readonly Value[], scope: Scope): readonly Value[] | undefined {
  const [first] = values;
  const isNumber = (v: Value): boolean => strip(v.type).kind === "number";
  if (values.every(isNumber)) {
    const all = alike(e, values, scope);
    return all?.irs.map((ir) => scalar(all.type, ir));
  }
  const odd = values.findIndex((v) => (isNumber(first!) ? !isNumber(v) : typeText(v.type) !== typeText(first!.type)));
  if (odd < 0) return values.map((v) => convertedTo(v, first!.type));
  scope.cx.bag.add("typeMismatch", e.args[odd]!.span, { wanted: typeText(first!.type), found: typeText(values[odd]!.type) });
  return undefined;
}

/** `interpolate(x, xs, ys)`: piecewise linear, held at both ends. */
const interpolate: Checker = (e, scope) => {
  if (!arity(e, 3, scope)) return WRONG;
  const x = quantity(e.args[0]!.value, scope);
  const [xs, ys] = [numbers(e, scope, 1), numbers(e, scope, 2)];
  if (x === undefined || xs === undefined || ys === undefined) return WRONG;
  if (!sameDimension(x.type.unit, xs.item.unit)) {
    scope.cx.bag.add("unitMismatch", e.args[1]!.span, { left: typeText(x.type), right: typeText(xs.item) });
    return WRONG;
  }
  const at = ({ list: of }: { list: ArrayValue }, i: Ir): Ir => irOf(of.item(i));
  const last = apply("sub", "num", xs.list.length, num(1));
  const inside = apply("clamp", "num", converted(x.ir, x.type.unit, xs.item.unit), at(xs, num(0)), at(xs, last));
  // How many knots are not above it, the last one left out: the segment's end.
  const below = over("sumOver", "num", xs.list, scope, (i) => apply("if", "num", apply("le", "bool", at(xs, i), inside), num(1), num(0)));
  const end = apply("min", "num", below, last);
  const start = apply("sub", "num", end, num(1));
  const run = apply("sub", "num", at(xs, end), at(xs, start));
  const rise = apply("sub", "num", at(ys, end), at(ys, start));
  // Two knots at one place have no slope between them.
  const slope = apply("if", "num", apply("gt", "bool", run, num(0)), apply("div", "num", rise, run), num(0));
  const risen = apply("add", "num", at(ys, start), apply("mul", "num", slope, apply("sub", "num", inside, at(xs, start))));
  // One knot alone has no segment.
  return scalar(ys.item, apply("if", "num", apply("lt", "bool", last, num(1)), at(ys, num(0)), risen));
};

/** `find(t, "…(…)…")` */
const find: Checker = (e, scope) => {
  if (!arity(e, 2, scope)) return WRONG;
  const where = text(e.args[0]!.value, scope);
  const pattern = e.args[1]!.value;
  if (pattern.kind !== "Text") {
    scope.cx.bag.add("notConstant", pattern.span, { what: "`find`" });
    return WRONG;
  }
  const problem = patternProblem(pattern.value, 1);
  if (problem !== null) scope.cx.bag.add("badPattern", pattern.span, { problem });
  return scalar(OPTIONAL_TEXT, { ...apply("find", "text", where), value: pattern.value });
};

const OPTIONAL_TEXT: Type = { kind: "optional", inner: TEXT };

const number: Checker = (e, scope) => (arity(e, 1, scope) ? scalar({ kind: "optional", inner: NUMBER }, apply("number", "num", text(e.args[0]!.value, scope))) : WRONG);
const trim: Checker = (e, scope) => (arity(e, 1, scope) ? scalar(OPTIONAL_TEXT, apply("trim", "text", text(e.args[0]!.value, scope))) : WRONG);

const inRewards = (checker: Checker): Checker => (e, scope) => {
  if (scope.arrays === true) return checker(e, scope);
  scope.cx.bag.add("listsInRewards", e.callee.span, { what: `\`${e.callee.text}\`` });
  return WRONG;
};

/** Functions that make lists or read texts, which run in rewards alone. */
export const IN_REWARDS: Readonly<Record<string, Checker>> = Object.fromEntries(Object.entries({
  list: listOf, indices, sort: remade("sorted"), sums: remade("sums"), product, argmin, interpolate, find, number, trim,
}).map(([name, checker]) => [name, inRewards(checker)]));

