import type * as ast from "../../grammar/ast.ts";
import type { Span } from "../../grammar/spans.ts";
import type { Ir, Op } from "../ir/ir.ts";
import { BOOL, INT, strip, typeText, type Type } from "../types/types.ts";
import { components, irOf, over, type Over } from "./arrays.ts";
import type { Scope } from "./context.ts";
import { check, isWrong } from "./expressions.ts";
import { apply, irType, num, scalar, truth, WRONG, type ArrayValue, type Value } from "./value.ts";

type Reduction = Exclude<ast.QuantifierOp, "each">;
const OVER: Record<Reduction, Op> = { all: "all", any: "any", count: "count", sum: "sumOf", min: "minOf", max: "maxOf", mean: "meanOf" };
const WHOLE: Record<Exclude<Reduction, "count" | "mean">, Over> = { all: "allOver", any: "anyOver", sum: "sumOver", min: "leastOver", max: "mostOver" };

/** `all x in list: φ`, `sum x in list: e`, `each x in list: e` */
export function checkQuantifier(e: ast.Quantifier, scope: Scope): Value {
  const list = check(e.list, scope);
  const name = e.variable.text;
  if (scope.locals.has(name) || scope.env?.signals.has(name) || scope.cx.symbols.get(name) !== undefined) {
    scope.cx.bag.add("duplicateName", e.variable.span, { kind: "name", name });
  }
  if (isWrong(list)) return WRONG;
  const body = (item: Value): Value => check(e.body, { ...scope, locals: new Map(scope.locals).set(name, item) });
  return e.op === "each" ? each(e, list, body, scope) : aggregate(e.list.span, e.op, list, body, scope, name);
}

/** The list of what is made of each element. */
function each(e: ast.Quantifier, list: Value, body: (item: Value) => Value, scope: Scope): Value {
  if (scope.arrays !== true) {
    scope.cx.bag.add("listsInRewards", e.span, { what: "`each`" });
    return WRONG;
  }
  const found = components(list);
  if (found === undefined) {
    scope.cx.bag.add("typeMismatch", e.list.span, { wanted: "a list or a vector", found: typeText(list.type) });
    return WRONG;
  }
  // What is wrong in the body is reported here, once; elements are made where they are asked for.
  const sample = body(found.item(num(0)));
  if (isWrong(sample)) return WRONG;
  return { kind: "array", type: { kind: "list", item: sample.type, max: found.type.max }, length: found.length, item: (index) => body(found.item(index)) };
}

/** Reduces a list: in a guard observations element by element up to the declared maximum; in a reward, and tool arguments, by a loop. */
export function aggregate(span: Span, op: Reduction, list: Value, body: (item: Value) => Value, scope: Scope, variable = "item"): Value {
  const type = strip(list.type);
  if (type.kind !== "list" && list.kind !== "vector") {
    scope.cx.bag.add("typeMismatch", span, { wanted: "a list or a vector", found: typeText(list.type) });
    return WRONG;
  }
  const wantsTruth = op === "all" || op === "any" || op === "count";
  const results = elements(list).map(body);
  if (results.some(isWrong)) return WRONG;
  const sample = strip(results[0]!.type);
  if (results[0]!.kind !== "scalar" || (wantsTruth ? sample.kind !== "bool" : sample.kind !== "number")) {
    scope.cx.bag.add("typeMismatch", span, { wanted: wantsTruth ? "a condition (true or false)" : "a number", found: typeText(results[0]!.type) });
    return WRONG;
  }
  const result: Type = op === "count" ? INT : wantsTruth ? BOOL : sample;
  if (list.kind === "array") return scalar(result, looped(op, list, body, scope));
  const irs = results.map(irOf);
  if (list.kind === "vector") return scalar(result, unrolled(op, num(irs.length), irs));
  if (list.kind === "region") return scalar(result, unrolled(op, list.length, irs));
  return scalar(result, { op: OVER[op], t: irType(result), name: variable, args: [list.kind === "scalar" ? list.ir : truth(null), irs[0]!] });

  function elements(of: Value): readonly Value[] {
    if (of.kind === "region") return of.items;
    if (of.kind === "vector") return of.parts.map((p) => scalar(of.type.item, p));
    if (of.kind === "array") return [of.item(num(0))];
    return type.kind === "list" ? [scalar(type.item, { op: "local", t: irType(type.item), name: variable })] : [];
  }
}

function looped(op: Reduction, list: ArrayValue, body: (item: Value) => Value, scope: Scope): Ir {
  const element = (index: Ir): Ir => irOf(body(list.item(index)));
  switch (op) {
    case "count": return over("sumOver", "num", list, scope, (i) => apply("if", "num", element(i), num(1), num(0)));
    case "mean": return apply("div", "num", over("sumOver", "num", list, scope, element), list.length);
    default: return over(WHOLE[op], op === "all" || op === "any" ? "bool" : "num", list, scope, element);
  }
}

function unrolled(op: Reduction, length: Ir, irs: readonly Ir[]): Ir {
  const always = length.op === "num";
  const inside = (i: number): Ir => apply("gt", "bool", length, num(i));
  const or = (ir: Ir, i: number, neutral: number): Ir => (always ? ir : apply("if", "num", inside(i), ir, num(neutral)));
  const sum = (terms: readonly Ir[]): Ir => terms.reduce((a, b) => apply("add", "num", a, b));
  const some = (ir: Ir): Ir => (always ? ir : apply("if", "num", apply("lt", "bool", length, num(1)), num(NaN), ir));
  switch (op) {
    case "all": return apply("and", "bool", ...irs.map((ir, i) => (always ? ir : apply("implies", "bool", inside(i), ir))));
    case "any": return apply("or", "bool", ...irs.map((ir, i) => (always ? ir : apply("and", "bool", inside(i), ir))));
    case "count": return sum(irs.map((ir, i) => apply("if", "num", always ? ir : apply("and", "bool", inside(i), ir), num(1), num(0))));
    case "sum": return sum(irs.map((ir, i) => or(ir, i, 0)));
    case "mean": return apply("div", "num", sum(irs.map((ir, i) => or(ir, i, 0))), length);
    case "min": return some(apply("min", "num", ...irs.map((ir, i) => or(ir, i, Number.MAX_VALUE))));
    case "max": return some(apply("max", "num", ...irs.map((ir, i) => or(ir, i, -Number.MAX_VALUE))));
  }
}
