import type * as ast from "../../grammar/ast.ts";
import { literal } from "../ir/fold.ts";
import type { Ir } from "../ir/ir.ts";
import { MOST_OPERATIONS } from "../ir/size.ts";
import { readUnit } from "../types/resolve-type.ts";
import { BOOL, numberOf, strip, TEXT, typeText, type NumberType, type Type } from "../types/types.ts";
import { isOne, ONE, sameDimension, unitText, type Unit } from "../types/units.ts";
import { checkApply } from "./calls.ts";
import { at, type Scope } from "./context.ts";
import { converted } from "./convert.ts";
import { checkEvent } from "./events.ts";
import { checkMatches } from "./library.ts";
import { checkQuantifier } from "./lists.ts";
import { checkIndex, checkMember, checkName } from "./names.ts";
import { checkCarries, checkFrom } from "./provenance.ts";
import { checkBinary, checkIf, checkInRange, checkInSet, checkIs, checkUnary } from "./operators.ts";
import { checkTemporal, checkTemporalBinary } from "./time.ts";
import { num, scalar, truth, WRONG, type Value } from "./value.ts";

/** Types an expression and takes it apart into scalars. What is wrong is reported once and then fits everywhere. */
export function check(e: ast.Expr, scope: Scope): Value {
  const { effort, bag } = scope.cx;
  const value = effort.enter() ? checked(e, scope) : WRONG;
  const over = effort.leave(value);
  if (over?.report) bag.add("tooLarge", e.span, { limit: MOST_OPERATIONS });
  if (over) return WRONG;
  return value.kind === "scalar" && value.ir.at === undefined ? { ...value, ir: { ...value.ir, at: scope.called ?? at(e.span) } } : value;
}

function checked(e: ast.Expr, scope: Scope): Value {
  switch (e.kind) {
    case "Num":
      if (!Number.isFinite(e.value)) scope.cx.bag.add("notFinite", e.span, { text: e.text });
      return scalar(numberOf(readUnit(scope.cx, e.unit)), num(e.value));
    case "Text": return scalar(TEXT, { op: "text", t: "text", value: e.value });
    case "Bool": return scalar(BOOL, truth(e.value));
    case "Paren": return check(e.inner, scope);
    case "Name": return checkName(e, scope);
    case "Member": return checkMember(e, scope);
    case "Index": return checkIndex(e, scope);
    case "Apply": return checkApply(e, scope);
    case "Unary": return checkUnary(e, scope);
    case "Binary": return checkBinary(e, scope);
    case "InRange": return checkInRange(e, scope);
    case "InSet": return checkInSet(e, scope);
    case "Is": return checkIs(e, scope);
    case "Carries": return checkCarries(e, scope);
    case "From": return checkFrom(e, scope);
    case "Matches": return checkMatches(e, scope);
    case "If": return checkIf(e, scope);
    case "Quantifier": return checkQuantifier(e, scope);
    case "Temporal": return checkTemporal(e, scope);
    case "TemporalBinary": return checkTemporalBinary(e, scope);
    case "Event": return checkEvent(e, scope);
    case "Anything":
      scope.cx.bag.add("typeMismatch", e.span, { wanted: "a value", found: "`anything`" });
      return WRONG;
    case "Error": return WRONG;
  }
}

export function typeOf(value: Value): Type {
  return value.type;
}

export const isWrong = (value: Value): boolean => value.type.kind === "error";

function mismatch(e: ast.Expr, scope: Scope, wanted: string, value: Value): void {
  if (!isWrong(value)) scope.cx.bag.add("typeMismatch", e.span, { wanted, found: typeText(value.type) });
}

/** A truth value. */
export function condition(e: ast.Expr, scope: Scope): Ir {
  const value = check(e, scope);
  if (value.kind === "scalar" && strip(value.type).kind === "bool") return value.ir;
  mismatch(e, scope, "a condition (true or false)", value);
  return truth(null);
}

export function text(e: ast.Expr, scope: Scope): Ir {
  const value = check(e, scope);
  if (value.kind === "scalar" && strip(value.type).kind === "text") return value.ir;
  mismatch(e, scope, "text", value);
  return { op: "text", t: "text", value: null };
}

/** A number with the unit it came in, or undefined after a report. */
export function quantity(e: ast.Expr, scope: Scope): { ir: Ir; type: NumberType } | undefined {
  const value = check(e, scope);
  const type = strip(value.type);
  if (value.kind === "scalar" && type.kind === "number") return { ir: value.ir, type };
  mismatch(e, scope, "a number", value);
  return undefined;
}

/** A number in a given unit; its own is converted, another dimension reported. */
export function numberIn(e: ast.Expr, unit: Unit, scope: Scope): Ir {
  const q = quantity(e, scope);
  if (q === undefined) return num(NaN);
  if (sameDimension(q.type.unit, unit)) return converted(q.ir, q.type.unit, unit);
  const bare = isOne(q.type.unit) && isLiteral(e);
  scope.cx.bag.add("wantedUnit", e.span, { found: typeText(q.type), wanted: typeText(numberOf(unit)) },
    bare ? { help: `write \`${scope.cx.text.slice(e.span.start, e.span.end)}[${unitText(unit)}]\`` } : {});
  return num(NaN);
}

/** `5`, `-5`: a number without a unit of its own. */
export function isLiteral(e: ast.Expr): boolean {
  return e.kind === "Num" ? e.unit === null : e.kind === "Unary" && e.op === "-" && isLiteral(e.operand);
}

/** A number where it is a field's own datum: a bare literal takes the field's unit. */
export function datum(e: ast.Expr, unit: Unit, scope: Scope): Ir {
  if (!isLiteral(e)) return numberIn(e, unit, scope);
  return quantity(e, scope)?.ir ?? num(NaN);
}

/** A plain number known now, in a unit; reported where it is not. */
export function constant(e: ast.Expr, unit: Unit, scope: Scope, asDatum = false): number {
  const ir = asDatum ? datum(e, unit, scope) : numberIn(e, unit, scope);
  const value = literal(ir);
  if (value === undefined) scope.cx.bag.add("notConstant", e.span, { what: scope.place });
  return value ?? NaN;
}

/** A number without a unit. */
export const plainNumber = (e: ast.Expr, scope: Scope): Ir => numberIn(e, ONE, scope);
