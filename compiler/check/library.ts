import type * as ast from "../../grammar/ast.ts";
import { refusal } from "../../stdlib/sets.ts";
import { pattern } from "../../stdlib/text/pattern.ts";
import type { Native } from "../resolve/modules.ts";
import { assignable, BOOL, typeText, type Type } from "../types/types.ts";
import type { Scope } from "./context.ts";
import { check, isWrong, text } from "./expressions.ts";
import { apply, irType, scalar, WRONG, type Value } from "./value.ts";

/** A function of the standard library. A set is given by texts that are written out, so that they are checked here. */
export function checkNative(e: ast.Apply, native: Native, scope: Scope): Value {
  const { cx } = scope;
  const name = e.callee.text;
  const { params, rest, result } = native;
  const signature = `${name}(${[...params.map(typeText), ...(rest === undefined ? [] : [`${typeText(rest)}, …`])].join(", ")}) -> ${typeText(result)}`;
  cx.facts.push({ span: e.callee.span, signature, doc: native.doc, definition: null });
  const named = e.args.find((a) => a.name !== null);
  if (named !== undefined) cx.bag.add("namedArgument", named.span, { name });
  const fits = e.args.length === params.length || (rest !== undefined && e.args.length > params.length);
  if (!fits) cx.bag.add("wrongArity", e.span, { name, wanted: rest === undefined ? params.length : `${params.length} or more`, found: e.args.length });
  const values = e.args.map((a, i) => operand(a.value, params[i] ?? rest ?? params.at(-1)!, scope));
  if (!fits || named !== undefined || values.some(isWrong)) return WRONG;
  const irs = values.map((v) => (v as Extract<Value, { kind: "scalar" }>).ir);
  if (result.kind !== "set") return scalar(result, { ...apply("native", irType(result), ...irs), name });
  const open = irs.findIndex((ir) => ir.op !== "text" || typeof ir.value !== "string");
  if (open >= 0) {
    cx.bag.add("notConstant", e.args[open]!.span, { what: `\`${name}\`` });
    return WRONG;
  }
  const path = irs.map((ir) => ir.value as string);
  const problem = refusal(name, path);
  if (problem !== null) cx.bag.add("badSet", e.span, { name, problem });
  return problem === null ? scalar(result, { op: "native", t: "json", name, path, args: [] }) : WRONG;
}

function operand(e: ast.Expr, wanted: Type, scope: Scope): Value {
  const value = check(e, scope);
  if (isWrong(value) || (value.kind === "scalar" && (wanted.kind === "json" || assignable(value.type, wanted)))) return value;
  scope.cx.bag.add("typeMismatch", e.span, { wanted: typeText(wanted), found: typeText(value.type) });
  return WRONG;
}

/** `subject matches "[a-z ]*"` */
export function checkMatches(e: ast.Matches, scope: Scope): Value {
  const value = text(e.value, scope);
  const { refuse } = pattern(e.pattern.value);
  if (refuse !== null) scope.cx.bag.add("badPattern", e.pattern.span, { problem: refuse });
  return scalar(BOOL, { ...apply("matches", "bool", value), value: e.pattern.value });
}
