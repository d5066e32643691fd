import type * as ast from "../../grammar/ast.ts";
import { reportUnknown } from "../resolve/symbols.ts";
import { PRELUDE, type PreludeFunction } from "../types/prelude.ts";
import { assignable, NUMBER, numberOf, strip, typeText } from "../types/types.ts";
import { isOne, ONE, power, sameDimension, UNITS } from "../types/units.ts";
import { numeric } from "./arithmetic.ts";
import type { Scope } from "./context.ts";
import { converted } from "./convert.ts";
import { check, isWrong, quantity } from "./expressions.ts";
import { callFunction } from "./functions.ts";
import { checkNative } from "./library.ts";
import { functionNames, noteUse, signatureOf } from "./names.ts";
import { recordValue } from "./records.ts";
import { IN_REWARDS } from "./reward-functions.ts";
import { SPECIAL } from "./special.ts";
import { apply, num, scalar, WRONG, type Value } from "./value.ts";
import type { Op } from "../ir/ir.ts";

/** `f(a, b)` */
export function checkApply(e: ast.Apply, scope: Scope): Value {
  const { cx } = scope;
  const name = e.callee.text;
  const decl = cx.symbols.get(name);
  if (decl?.kind === "Fn") {
    noteUse(scope, e.callee.span, decl);
    return callFunction(e, decl, scope);
  }
  const shared = decl === undefined ? cx.shared.get(name) : undefined;
  if (shared !== undefined) {
    cx.facts.push({ span: e.callee.span, signature: signatureOf(shared.cx, shared.decl), doc: shared.decl.doc, definition: null });
    return callFunction(e, shared.decl, scope, shared.cx);
  }
  if (decl?.kind === "Record") {
    noteUse(scope, e.callee.span, decl);
    return recordValue(e, decl, scope);
  }
  const native = cx.natives.get(name);
  if (native !== undefined) {
    return checkNative(e, native, scope);
  }
  if (!Object.hasOwn(PRELUDE, name)) {
    if (decl !== undefined) cx.bag.add("wrongKind", e.callee.span, { name, found: decl.kind.toLowerCase(), wanted: "function" });
    else reportUnknown(cx.bag, cx.symbols, "function", name, e.callee.span, functionNames(scope));
    for (const a of e.args) check(a.value, scope);
    return WRONG;
  }
  const prelude = PRELUDE[name]!;
  cx.facts.push({ span: e.callee.span, signature: `${name}(${prelude.params.join(", ")})`, doc: prelude.doc, definition: null });
  for (const a of e.args) if (a.weight !== null && name !== "mean") cx.bag.add("weightMisplaced", a.weight.span, {});
  return prelude.rule === "special" ? (SPECIAL[name] ?? IN_REWARDS[name])!(e, scope) : plain(e, prelude, scope);
}

/** True when the number of arguments fits; reported otherwise. */
export function arity(e: ast.Apply, wanted: number, scope: Scope): boolean {
  const named = e.args.find((a) => a.name !== null);
  if (named !== undefined) scope.cx.bag.add("namedArgument", named.span, { name: e.callee.text });
  if (e.args.length === wanted) return named === undefined;
  scope.cx.bag.add("wrongArity", e.span, { name: e.callee.text, wanted, found: e.args.length });
  return false;
}

/** A function of numbers whose units follow one rule. */
function plain(e: ast.Apply, f: PreludeFunction, scope: Scope): Value {
  if (!arity(e, f.params.length, scope)) return WRONG;
  const op = e.callee.text as Op;
  const rad = UNITS["rad"]!;
  if (f.rule === "two to angle") {
    const [y, x] = [quantity(e.args[0]!.value, scope), quantity(e.args[1]!.value, scope)];
    if (y === undefined || x === undefined) return WRONG;
    if (!sameDimension(x.type.unit, y.type.unit)) {
      scope.cx.bag.add("unitMismatch", e.span, { left: typeText(y.type), right: typeText(x.type) });
      return WRONG;
    }
    return scalar(numberOf(rad), apply(op, "num", y.ir, converted(x.ir, x.type.unit, y.type.unit)));
  }
  if (f.rule === "keeps unit") {
    const value = check(e.args[0]!.value, scope);
    if (isWrong(value)) return WRONG;
    const whole = numeric(value, (ir) => apply(op, "num", ir));
    if (whole === undefined) scope.cx.bag.add("typeMismatch", e.args[0]!.span, { wanted: "a number or a vector", found: typeText(value.type) });
    return whole ?? WRONG;
  }
  const q = quantity(e.args[0]!.value, scope);
  if (q === undefined) return WRONG;
  const { unit } = q.type;
  const wanted = f.rule === "angle to plain" ? rad : f.rule === "to plain" || f.rule === "root" ? unit : ONE;
  if (!sameDimension(unit, wanted)) {
    scope.cx.bag.add("wantedUnit", e.args[0]!.span, { found: typeText(q.type), wanted: typeText(numberOf(wanted)) });
    return WRONG;
  }
  const ir = apply(op, "num", converted(q.ir, unit, wanted));
  const result = f.rule === "root" ? numberOf(power(unit, 0.5)) : f.rule === "plain to angle" ? numberOf(rad) : NUMBER;
  return scalar(result, ir);
}

/** All arguments as numbers in the unit of the first that is no bare literal. */
export function alike(e: ast.Apply, values: readonly Value[], scope: Scope): { irs: ReturnType<typeof num>[]; type: ReturnType<typeof numberOf> } | undefined {
  const types = values.map((v) => strip(v.type));
  if (types.some((t) => t.kind === "error")) return undefined;
  const first = types.find((t) => t.kind === "number" && !isOne(t.unit)) ?? types[0];
  if (first?.kind !== "number") {
    scope.cx.bag.add("typeMismatch", e.span, { wanted: "numbers", found: first === undefined ? "nothing" : typeText(first) });
    return undefined;
  }
  const irs: ReturnType<typeof num>[] = [];
  for (const [i, v] of values.entries()) {
    const t = types[i]!;
    if (v.kind !== "scalar" || t.kind !== "number" || !assignable(t, first)) {
      scope.cx.bag.add("unitMismatch", e.args[i]?.span ?? e.span, { left: typeText(first), right: typeText(v.type) });
      return undefined;
    }
    irs.push(converted(v.ir, t.unit, first.unit));
  }
  return { irs, type: numberOf(first.unit) };
}
