import type * as ast from "../../grammar/ast.ts";
import type { Span } from "../../grammar/spans.ts";
import type { Ir, Op } from "../ir/ir.ts";
import { BOOL, INT, strip, typeText, type Type } from "../types/types.ts";
import type { Scope } from "./context.ts";
import { check, isWrong } from "./expressions.ts";
import { apply, irType, num, scalar, truth, WRONG, type Value } from "./value.ts";

const OVER: Record<ast.QuantifierOp, Op> = { all: "all", any: "any", count: "count", sum: "sumOf", min: "minOf", max: "maxOf", mean: "meanOf" };

/** `all x in list: φ`, `sum x in list: e` */
export function checkQuantifier(e: ast.Quantifier, scope: Scope): Value {
  const list = check(e.list, scope);
  const name = e.variable.text;
  if (scope.locals.has(name) || scope.env?.signals.has(name) || scope.cx.symbols.get(name) !== undefined) {
    scope.cx.bag.add("duplicateName", e.variable.span, { kind: "name", name });
  }
  if (isWrong(list)) return WRONG;
  return aggregate(e.list.span, e.op, list, (item) => check(e.body, { ...scope, locals: new Map(scope.locals).set(name, item) }), scope, name);
}

/** Reduces a list: observations element by element up to the declared maximum, tool arguments by a loop. */
export function aggregate(span: Span, op: ast.QuantifierOp, list: Value, body: (item: Value) => Value, scope: Scope, variable = "item"): Value {
  const type = strip(list.type);
  if (type.kind !== "list") {
    scope.cx.bag.add("typeMismatch", span, { wanted: "a list", found: typeText(list.type) });
    return WRONG;
  }
  const wantsTruth = op === "all" || op === "any" || op === "count";
  const results = list.kind === "region" ? list.items.map(body) : [body(scalar(type.item, { op: "local", t: irType(type.item), name: variable }))];
  if (results.some(isWrong)) return WRONG;
  const sample = strip(results[0]!.type);
  if (results[0]!.kind !== "scalar" || (wantsTruth ? sample.kind !== "bool" : sample.kind !== "number")) {
    scope.cx.bag.add("typeMismatch", span, { wanted: wantsTruth ? "a condition (true or false)" : "a number", found: typeText(results[0]!.type) });
    return WRONG;
  }
  const irs = results.map((r) => (r.kind === "scalar" ? r.ir : num(NaN)));
  const result: Type = op === "count" ? INT : wantsTruth ? BOOL : sample;
  if (list.kind === "region") return scalar(result, unrolled(op, list.length, irs));
  return scalar(result, { op: OVER[op], t: irType(result), name: variable, args: [list.kind === "scalar" ? list.ir : truth(null), irs[0]!] });
}

function unrolled(op: ast.QuantifierOp, length: Ir, irs: readonly Ir[]): Ir {
  const inside = (i: number): Ir => apply("gt", "bool", length, num(i));
  const or = (ir: Ir, i: number, neutral: number): Ir => apply("if", "num", inside(i), ir, num(neutral));
  const sum = (terms: readonly Ir[]): Ir => terms.reduce((a, b) => apply("add", "num", a, b));
  const empty = apply("lt", "bool", length, num(1));
  switch (op) {
    case "all": return apply("and", "bool", ...irs.map((ir, i) => apply("implies", "bool", inside(i), ir)));
    case "any": return apply("or", "bool", ...irs.map((ir, i) => apply("and", "bool", inside(i), ir)));
    case "count": return sum(irs.map((ir, i) => apply("if", "num", apply("and", "bool", inside(i), ir), num(1), num(0))));
    case "sum": return sum(irs.map((ir, i) => or(ir, i, 0)));
    case "mean": return apply("div", "num", sum(irs.map((ir, i) => or(ir, i, 0))), length);
    case "min": return apply("if", "num", empty, num(NaN), apply("min", "num", ...irs.map((ir, i) => or(ir, i, Number.MAX_VALUE))));
    case "max": return apply("if", "num", empty, num(NaN), apply("max", "num", ...irs.map((ir, i) => or(ir, i, -Number.MAX_VALUE))));
  }
}
