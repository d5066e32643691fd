import type * as ast from "../../grammar/ast.ts";
import { fold } from "../ir/fold.ts";
import type { Ir } from "../ir/ir.ts";
import { numberOf, strip, typeText } from "../types/types.ts";
import { over, sameDimension, times } from "../types/units.ts";
import type { Scope } from "./context.ts";
import { converted } from "./convert.ts";
import { apply, WRONG, type Value } from "./value.ts";

type Vector = Extract<Value, { kind: "vector" }>;

/** The same function on a number, or on each component of a vector. */
export function numeric(value: Value, f: (ir: Ir) => Ir): Value | undefined {
  if (value.kind === "vector") return { ...value, parts: value.parts.map(f) };
  return value.kind === "scalar" && strip(value.type).kind === "number" ? { ...value, ir: f(value.ir) } : undefined;
}

/** Vector plus or minus vector. */
export function pairwise(e: ast.Binary, op: "add" | "sub", left: Vector, right: Vector, scope: Scope): Value {
  if (left.parts.length !== right.parts.length || left.type.order !== right.type.order || !sameDimension(left.type.item.unit, right.type.item.unit)) {
    scope.cx.bag.add("cannotCombine", e.span, { op: e.op, left: typeText(left.type), right: typeText(right.type) });
    return WRONG;
  }
  const { unit } = left.type.item;
  return { ...left, parts: left.parts.map((p, i) => fold(apply(op, "num", p, converted(right.parts[i]!, right.type.item.unit, unit)))) };
}

/** Vector times or by a number. */
export function scaled(e: ast.Binary, vector: Vector, by: Extract<Value, { kind: "scalar" }>, op: "mul" | "div", scope: Scope): Value {
  const type = strip(by.type);
  if (type.kind !== "number") {
    scope.cx.bag.add("cannotCombine", e.span, { op: e.op, left: typeText(vector.type), right: typeText(by.type) });
    return WRONG;
  }
  const unit = (op === "mul" ? times : over)(vector.type.item.unit, type.unit);
  return { kind: "vector", type: { ...vector.type, item: numberOf(unit) }, parts: vector.parts.map((p) => fold(apply(op, "num", p, by.ir))) };
}
