import type * as ast from "../../grammar/ast.ts";
import { fold, literal } from "../ir/fold.ts";
import type { Ir, Op } from "../ir/ir.ts";
import { BOOL, numberOf, strip, typeText, assignable, type NumberType, type Type } from "../types/types.ts";
import { isOne, ONE, over, power, sameDimension, times, unitText, type Unit } from "../types/units.ts";
import type { Scope } from "./context.ts";
import { converted, convertedTo } from "./convert.ts";
import { check, condition, isLiteral, isWrong } from "./expressions.ts";
import { numeric, pairwise, scaled } from "./arithmetic.ts";
import { enumLiteral } from "./enums.ts";
import { aggregate } from "./lists.ts";
import { apply, irType, num, scalar, WRONG, type Value } from "./value.ts";
import { isQuaternion, quaternionProduct } from "./quaternions.ts";
import { previousOf } from "./time.ts";
import { checkOutcome } from "./tree-labels.ts";

export function checkUnary(e: ast.Unary, scope: Scope): Value {
  if (e.op === "not") return scalar(BOOL, apply("not", "bool", condition(e.operand, scope)));
  if (e.op === "previous") return previousOf(e, scope);
  const value = check(e.operand, scope);
  if (isWrong(value)) return WRONG;
  const negated = numeric(value, (ir) => fold(apply("neg", "num", ir)));
  if (negated === undefined) scope.cx.bag.add("typeMismatch", e.operand.span, { wanted: "a number or a vector", found: typeText(value.type) });
  return negated ?? WRONG;
}

const LOGIC: Partial<Record<ast.BinaryOp, Op>> = { and: "and", or: "or", implies: "implies", iff: "iff", xor: "xor" };
const ORDER: Partial<Record<ast.BinaryOp, Op>> = { "<": "lt", "<=": "le", ">": "gt", ">=": "ge" };

export function checkBinary(e: ast.Binary, scope: Scope): Value {
  const logic = LOGIC[e.op];
  if (logic !== undefined) return scalar(BOOL, apply(logic, "bool", condition(e.left, scope), condition(e.right, scope)));
  if (e.op === "==" || e.op === "!=") return equality(e, scope);
  const left = check(e.left, scope);
  const right = check(e.right, scope);
  if (isWrong(left) || isWrong(right)) return WRONG;
  const order = ORDER[e.op];
  if (order !== undefined) {
    const pair = sameUnit(e, left, right, scope);
    return pair === undefined ? WRONG : scalar(BOOL, apply(order, "bool", pair.left, pair.right));
  }
  switch (e.op) {
    case "+": return sum(e, "add", left, right, scope);
    case "-": return sum(e, "sub", left, right, scope);
    case "*": return product(e, left, right, scope);
    case "/": return quotient(e, left, right, scope);
    default: return exponent(e, left, right, scope);
  }
}

/** Both sides as numbers in one unit, or a report. */
function sameUnit(e: ast.Binary | ast.InRange, left: Value, right: Value, scope: Scope): { left: Ir; right: Ir; unit: Unit } | undefined {
  const a = strip(left.type);
  const b = strip(right.type);
  if (left.kind !== "scalar" || right.kind !== "scalar" || a.kind !== "number" || b.kind !== "number") {
    scope.cx.bag.add("cannotCombine", e.span, { op: "op" in e ? e.op : "in", left: typeText(left.type), right: typeText(right.type) });
    return undefined;
  }
  if (!sameDimension(a.unit, b.unit)) {
    dimensions(e, a, b, scope);
    return undefined;
  }
  // A literal gives way, so that the code shows the other side as it is written.
  return literal(left.ir) !== undefined && literal(right.ir) === undefined
    ? { left: converted(left.ir, a.unit, b.unit), right: right.ir, unit: b.unit }
    : { left: left.ir, right: converted(right.ir, b.unit, a.unit), unit: a.unit };
}

function dimensions(e: ast.Binary | ast.InRange, a: NumberType, b: NumberType, scope: Scope): void {
  const right = e.kind === "Binary" ? e.right : e.low;
  const left = e.kind === "Binary" ? e.left : e.value;
  const written = (x: ast.Expr): string => scope.cx.text.slice(x.span.start, x.span.end);
  const help = isLiteral(right) && isOne(b.unit) ? `write \`${written(right)}[${unitText(a.unit)}]\`` : isLiteral(left) && isOne(a.unit) ? `write \`${written(left)}[${unitText(b.unit)}]\`` : undefined;
  scope.cx.bag.add("unitMismatch", e.span, { left: typeText(a), right: typeText(b) }, help === undefined ? {} : { help });
}

function sum(e: ast.Binary, op: "add" | "sub", left: Value, right: Value, scope: Scope): Value {
  if (left.kind === "vector" && right.kind === "vector") return pairwise(e, op, left, right, scope);
  const pair = sameUnit(e, left, right, scope);
  if (pair === undefined) return WRONG;
  const integer = [left, right].every((v) => { const t = strip(v.type); return t.kind === "number" && t.integer; });
  return scalar({ ...numberOf(pair.unit), integer }, fold(apply(op, "num", pair.left, pair.right)));
}

function product(e: ast.Binary, left: Value, right: Value, scope: Scope): Value {
  if (isQuaternion(left) && isQuaternion(right)) return quaternionProduct(left, right);
  if (left.kind === "vector" && right.kind === "scalar") return scaled(e, left, right, "mul", scope);
  if (right.kind === "vector" && left.kind === "scalar") return scaled(e, right, left, "mul", scope);
  const pair = numbers(e, left, right, scope);
  if (pair === undefined) return WRONG;
  return scalar(numberOf(times(pair.a.unit, pair.b.unit)), fold(apply("mul", "num", pair.left, pair.right)));
}

function quotient(e: ast.Binary, left: Value, right: Value, scope: Scope): Value {
  if (left.kind === "vector" && right.kind === "scalar") return scaled(e, left, right, "div", scope);
  const pair = numbers(e, left, right, scope);
  if (pair === undefined) return WRONG;
  return scalar(numberOf(over(pair.a.unit, pair.b.unit)), fold(apply("div", "num", pair.left, pair.right)));
}

function exponent(e: ast.Binary, left: Value, right: Value, scope: Scope): Value {
  const pair = numbers(e, left, right, scope);
  if (pair === undefined) return WRONG;
  const n = literal(pair.right);
  const plain = sameDimension(pair.a.unit, ONE);
  if (!sameDimension(pair.b.unit, ONE) || (!plain && n === undefined)) {
    scope.cx.bag.add("badExponent", e.right.span, { unit: typeText(pair.a) });
    return WRONG;
  }
  // A quotient of like units is a plain number: 2 ^ (22cm / 1cm) is 2 to the 22.
  const exponentIr = converted(pair.right, pair.b.unit, ONE);
  if (n === undefined) return scalar(numberOf(ONE), apply("pow", "num", converted(pair.left, pair.a.unit, ONE), exponentIr));
  return scalar(numberOf(power(pair.a.unit, n)), apply("pow", "num", pair.left, exponentIr));
}

function numbers(e: ast.Binary, left: Value, right: Value, scope: Scope): { left: Ir; right: Ir; a: NumberType; b: NumberType } | undefined {
  const a = strip(left.type);
  const b = strip(right.type);
  if (left.kind === "scalar" && right.kind === "scalar" && a.kind === "number" && b.kind === "number") return { left: left.ir, right: right.ir, a, b };
  scope.cx.bag.add("cannotCombine", e.span, { op: e.op, left: typeText(left.type), right: typeText(right.type) });
  return undefined;
}

function equality(e: ast.Binary, scope: Scope): Value {
  const op = e.op === "==" ? "eq" : "ne";
  const named = enumLiteral(e.left, e.right, scope);
  const left = named?.left ?? check(e.left, scope);
  const right = named?.right ?? check(e.right, scope);
  if (isWrong(left) || isWrong(right)) return WRONG;
  if (left.kind !== "scalar" || right.kind !== "scalar" || !assignable(right.type, left.type)) {
    const a = strip(left.type);
    const b = strip(right.type);
    if (a.kind === "number" && b.kind === "number") dimensions(e, a, b, scope);
    else scope.cx.bag.add("cannotCombine", e.span, { op: e.op, left: typeText(left.type), right: typeText(right.type) });
    return WRONG;
  }
  neverEqual(e, left, right, scope);
  neverEqual(e, right, left, scope);
  const same = convertedTo(right, left.type);
  return scalar(BOOL, equal(op, left.type, left.ir, same.kind === "scalar" ? same.ir : right.ir));
}

/** An enum's values are numbers from here on: that their distance means nothing is said with the comparison. */
function equal(op: "eq" | "ne", type: Type, left: Ir, right: Ir): Ir {
  const same = apply(op, "bool", left, right);
  return strip(type).kind === "enum" ? { ...same, value: "enum" } : same;
}

/** `mode == "fsat"` where a schema lists the values. */
function neverEqual(e: ast.Binary, a: Value, b: Value, scope: Scope): void {
  const type = strip(a.type);
  if (type.kind !== "text" || type.values === undefined || b.kind !== "scalar" || b.ir.op !== "text") return;
  const value = String(b.ir.value);
  if (!type.values.includes(value)) scope.cx.bag.add("neverEqual", e.span, { value, values: type.values.map((v) => `\`${v}\``).join(", ") });
}

export function checkInRange(e: ast.InRange, scope: Scope): Value {
  const value = check(e.value, scope);
  const low = check(e.low, scope);
  const high = check(e.high, scope);
  if (isWrong(value) || isWrong(low) || isWrong(high)) return WRONG;
  const a = sameUnit(e, value, low, scope);
  const b = sameUnit(e, value, high, scope);
  if (a === undefined || b === undefined) return WRONG;
  const [l, h] = [literal(a.right), literal(b.right)];
  if (l !== undefined && h !== undefined && l > h) scope.cx.bag.add("emptyRange", e.span, { low: l, high: h });
  return scalar(BOOL, apply("and", "bool", apply("ge", "bool", a.left, a.right), apply("le", "bool", b.left, b.right)));
}

export function checkInSet(e: ast.InSet, scope: Scope): Value {
  const set = check(e.set, scope);
  const value = check(e.value, scope);
  if (isWrong(set) || isWrong(value)) return WRONG;
  const type = strip(set.type);
  if (value.kind === "scalar" && set.kind === "scalar" && (type.kind === "list" || type.kind === "set") && assignable(value.type, type.kind === "list" ? type.item : type.of)) {
    return scalar(BOOL, type.kind === "set" ? { ...apply("within", "bool", value.ir), name: set.ir.name!, path: set.ir.path! } : apply("contains", "bool", set.ir, value.ir));
  }
  if (value.kind === "scalar" && set.kind === "region" && assignable(value.type, set.type.item)) {
    return aggregate(e.set.span, "any", set, (item) => {
      const same = convertedTo(item, value.type);
      return same.kind === "scalar" ? scalar(BOOL, equal("eq", value.type, value.ir, same.ir)) : WRONG;
    }, scope);
  }
  scope.cx.bag.add("cannotCombine", e.span, { op: "in", left: typeText(value.type), right: typeText(set.type) });
  return WRONG;
}

export function checkIs(e: ast.Is, scope: Scope): Value {
  const outcome = checkOutcome(e, scope);
  if (outcome !== undefined) return outcome;
  const value = check(e.value, scope);
  if (isWrong(value)) return WRONG;
  const name = e.name.text;
  const type = strip(value.type);
  if (value.kind === "scalar" && (name === "present" || name === "missing")) {
    const present = apply("present", "bool", value.ir);
    return scalar(BOOL, name === "present" ? present : apply("not", "bool", present));
  }
  if (value.kind === "scalar" && type.kind === "enum" && type.values.includes(name)) return scalar(BOOL, equal("eq", type, value.ir, num(type.values.indexOf(name))));
  if (value.kind === "scalar" && type.kind === "text" && type.values?.includes(name)) return scalar(BOOL, apply("eq", "bool", value.ir, { op: "text", t: "text", value: name }));
  scope.cx.bag.add("unknownName", e.name.span, { kind: `state of ${typeText(value.type)} named`, name }, { help: "`is present` and `is missing` fit every value" });
  return WRONG;
}

export function checkIf(e: ast.If, scope: Scope): Value {
  const test = condition(e.condition, scope);
  const then = check(e.then, scope);
  const other = check(e.otherwise, scope);
  if (isWrong(then) || isWrong(other)) return WRONG;
  if (!assignable(other.type, then.type)) {
    scope.cx.bag.add("cannotCombine", e.span, { op: "else", left: typeText(then.type), right: typeText(other.type) });
    return WRONG;
  }
  const same = convertedTo(other, then.type);
  if (then.kind === "scalar" && same.kind === "scalar") return scalar(then.type, apply("if", irType(then.type), test, then.ir, same.ir));
  if (then.kind === "vector" && same.kind === "vector") {
    return { ...then, parts: then.parts.map((p, i) => apply("if", "num", test, p, same.parts[i]!)) };
  }
  scope.cx.bag.add("typeMismatch", e.span, { wanted: "a single value or a vector", found: typeText(then.type) });
  return WRONG;
}
