import type * as ast from "../../grammar/ast.ts";
import type { Ir } from "../ir/ir.ts";
import { BOOL, INT, NUMBER, numberOf, strip, typeText, type NumberType } from "../types/types.ts";
import { times, UNITS } from "../types/units.ts";
import { alike, arity } from "./calls.ts";
import type { Scope } from "./context.ts";
import { check, condition, isWrong, numberIn, plainNumber } from "./expressions.ts";
import { irOf, over } from "./arrays.ts";
import { aggregate } from "./lists.ts";
import { QUATERNIONS } from "./quaternions.ts";
import { checkCalls, checkTotal } from "./events.ts";
import { specFunction } from "./robustness.ts";
import { apply, num, scalar, truth, WRONG, type Value } from "./value.ts";

type Checker = (e: ast.Apply, scope: Scope) => Value;

const isMany = (value: Value): boolean => value.kind === "vector" || strip(value.type).kind === "list";

/** Numbers joined by a function of many, or one list reduced by it. */
const many = (op: "min" | "max" | "sum"): Checker => (e, scope) => {
  const values = e.args.map((a) => check(a.value, scope));
  if (values.some(isWrong)) return WRONG;
  const only = values.length === 1 ? values[0]! : undefined;
  if (only !== undefined && isMany(only)) return aggregate(e.span, op, only, (item) => item, scope);
  const all = alike(e, values, scope);
  if (all === undefined) return WRONG;
  const ir = op === "sum" ? all.irs.reduce((a, b) => apply("add", "num", a, b)) : apply(op, "num", ...all.irs);
  return scalar(all.type, ir);
};

const mean: Checker = (e, scope) => {
  const values = e.args.map((a) => check(a.value, scope));
  if (values.some(isWrong)) return WRONG;
  const only = values.length === 1 ? values[0]! : undefined;
  if (only !== undefined && isMany(only)) return aggregate(e.span, "mean", only, (item) => item, scope);
  const all = alike(e, values, scope);
  if (all === undefined) return WRONG;
  const weights = e.args.map((a) => (a.weight === null ? num(1) : plainNumber(a.weight, scope)));
  const total = weights.reduce((a, b) => apply("add", "num", a, b));
  const weighted = all.irs.map((ir, i) => apply("mul", "num", weights[i]!, ir)).reduce((a, b) => apply("add", "num", a, b));
  return scalar(all.type, apply("div", "num", weighted, total));
};

const clamp: Checker = (e, scope) => {
  if (!arity(e, 3, scope)) return WRONG;
  const value = check(e.args[0]!.value, scope);
  const type = strip(value.type);
  const item = value.kind === "vector" ? value.type.item : type.kind === "number" ? type : undefined;
  if (item === undefined) {
    if (!isWrong(value)) scope.cx.bag.add("typeMismatch", e.args[0]!.span, { wanted: "a number or a vector", found: typeText(value.type) });
    return WRONG;
  }
  const low = numberIn(e.args[1]!.value, item.unit, scope);
  const high = numberIn(e.args[2]!.value, item.unit, scope);
  const one = (ir: Ir): Ir => apply("clamp", "num", ir, low, high);
  return value.kind === "vector" ? { ...value, parts: value.parts.map(one) } : value.kind === "scalar" ? scalar(numberOf(item.unit), one(value.ir)) : WRONG;
};

/** The numbers of a vector, or of a list of observations with zero beyond its length. */
function components(value: Value): { item: NumberType; irs: readonly Ir[] } | undefined {
  if (value.kind === "vector") return { item: value.type.item, irs: value.parts };
  const item = value.kind === "region" ? strip(value.type.item) : undefined;
  if (value.kind !== "region" || item?.kind !== "number") return undefined;
  return { item, irs: value.items.map((v, i) => apply("if", "num", apply("gt", "bool", value.length, num(i)), v.kind === "scalar" ? v.ir : num(NaN), num(0))) };
}

const norm: Checker = (e, scope) => {
  if (!arity(e, 1, scope)) return WRONG;
  const value = check(e.args[0]!.value, scope);
  const element = value.kind === "array" ? strip(value.type.item) : undefined;
  if (value.kind === "array" && element?.kind === "number") {
    return scalar(numberOf(element.unit), apply("sqrt", "num", over("sumOver", "num", value, scope, (i) => { const x = irOf(value.item(i)); return apply("mul", "num", x, x); })));
  }
  const c = components(value);
  if (c === undefined) {
    if (!isWrong(value)) scope.cx.bag.add("typeMismatch", e.args[0]!.span, { wanted: "a vector", found: typeText(value.type) });
    return WRONG;
  }
  const squares = c.irs.map((p) => apply("mul", "num", p, p)).reduce((a, b) => apply("add", "num", a, b));
  return scalar(numberOf(c.item.unit), apply("sqrt", "num", squares));
};

function twoVectors(e: ast.Apply, size: number | null, scope: Scope): { a: Extract<Value, { kind: "vector" }>; b: Extract<Value, { kind: "vector" }> } | undefined {
  if (!arity(e, 2, scope)) return undefined;
  const [a, b] = [check(e.args[0]!.value, scope), check(e.args[1]!.value, scope)];
  if (a.kind === "vector" && b.kind === "vector" && a.parts.length === b.parts.length && a.type.order === b.type.order && (size === null || a.parts.length === size)) return { a, b };
  if (!isWrong(a) && !isWrong(b)) scope.cx.bag.add("cannotCombine", e.span, { op: e.callee.text, left: typeText(a.type), right: typeText(b.type) });
  return undefined;
}

const dot: Checker = (e, scope) => {
  const v = twoVectors(e, null, scope);
  if (v === undefined) return WRONG;
  const ir = v.a.parts.map((p, i) => apply("mul", "num", p, v.b.parts[i]!)).reduce((a, b) => apply("add", "num", a, b));
  return scalar(numberOf(times(v.a.type.item.unit, v.b.type.item.unit)), ir);
};

const cross: Checker = (e, scope) => {
  const v = twoVectors(e, 3, scope);
  if (v === undefined) return WRONG;
  const [a, b] = [v.a.parts, v.b.parts];
  const part = (i: number, j: number): Ir => apply("sub", "num", apply("mul", "num", a[i]!, b[j]!), apply("mul", "num", a[j]!, b[i]!));
  const item = numberOf(times(v.a.type.item.unit, v.b.type.item.unit));
  return { kind: "vector", type: { kind: "vec", size: 3, item }, parts: [part(1, 2), part(2, 0), part(0, 1)] };
};

const vec = (size: number): Checker => (e, scope) => {
  if (!arity(e, size, scope)) return WRONG;
  const all = alike(e, e.args.map((a) => check(a.value, scope)), scope);
  return all === undefined ? WRONG : { kind: "vector", type: { kind: "vec", size, item: all.type }, parts: all.irs };
};

const toward: Checker = (e, scope) => {
  if (!arity(e, 1, scope)) return WRONG;
  const angle = numberIn(e.args[0]!.value, UNITS["rad"]!, scope);
  return { kind: "vector", type: { kind: "vec", size: 2, item: NUMBER }, parts: [apply("cos", "num", angle), apply("sin", "num", angle)] };
};

const length: Checker = (e, scope) => {
  if (!arity(e, 1, scope)) return WRONG;
  const value = check(e.args[0]!.value, scope);
  if (value.kind === "region" || value.kind === "array") return scalar(INT, value.length);
  const kind = strip(value.type).kind;
  if (value.kind === "scalar" && (kind === "list" || kind === "text")) return scalar(INT, apply("length", "num", value.ir));
  if (!isWrong(value)) scope.cx.bag.add("typeMismatch", e.args[0]!.span, { wanted: "a list or a text", found: typeText(value.type) });
  return WRONG;
};

const count: Checker = (e, scope) => {
  const ones = e.args.map((a) => apply("if", "num", condition(a.value, scope), num(1), num(0)));
  return scalar(INT, ones.length === 0 ? num(0) : ones.reduce((a, b) => apply("add", "num", a, b)));
};

const truthOf: Checker = (e, scope) => {
  if (!arity(e, 1, scope)) return WRONG;
  const x = plainNumber(e.args[0]!.value, scope);
  const is = (value: number): Ir => apply("eq", "bool", x, num(value));
  return scalar(BOOL, apply("if", "bool", is(1), truth(true), apply("if", "bool", is(0), truth(false), truth(null))));
};

export const SPECIAL: Readonly<Record<string, Checker>> = {
  min: many("min"), max: many("max"), sum: many("sum"), mean, clamp, norm, dot, cross, vec2: vec(2), vec3: vec(3), toward, length, count, truth: truthOf,
  ...QUATERNIONS,
  margin: specFunction("margin"), robustness: specFunction("robustness"), calls: checkCalls, total: checkTotal,
};

