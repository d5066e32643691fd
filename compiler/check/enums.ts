import type * as ast from "../../grammar/ast.ts";
import { reportUnknown } from "../resolve/symbols.ts";
import { strip, type EnumType, type Type } from "../types/types.ts";
import type { Scope } from "./context.ts";
import { check } from "./expressions.ts";
import { num, scalar, WRONG, type Value } from "./value.ts";

/** `mode == fast`: a bare name beside an enum is one of its values. */
export function enumLiteral(left: ast.Expr, right: ast.Expr, scope: Scope): { left: Value; right: Value } | undefined {
  if (right.kind === "Name" && isFree(right, scope)) {
    const value = check(left, scope);
    const type = strip(value.type);
    if (type.kind === "enum" || isListed(type)) return { left: value, right: valueOf(type, right, scope) };
  }
  if (left.kind === "Name" && isFree(left, scope)) {
    const value = check(right, scope);
    const type = strip(value.type);
    if (type.kind === "enum" || isListed(type)) return { left: valueOf(type, left, scope), right: value };
  }
  return undefined;
}

/** A name that is no variable, argument, signal or constant: looked at before it could be reported as unknown. */
function isFree(e: ast.NameExpr, scope: Scope): boolean {
  const name = e.name.text;
  const decl = scope.cx.symbols.get(name);
  const value = decl?.kind === "Const" || decl?.kind === "Memory" || decl?.kind === "Model" || decl?.kind === "Spec";
  return !value && name !== "active" && !scope.locals.has(name) && !scope.env?.signals.has(name) && !scope.tool?.params.fields.some((f) => f.name === name);
}

type Listed = { readonly kind: "text"; readonly values: readonly string[] };

/** A text whose schema lists what it may be reads like an enum. */
function isListed(type: Type): type is Listed {
  return type.kind === "text" && type.values !== undefined;
}

function valueOf(type: EnumType | Listed, e: ast.NameExpr, scope: Scope): Value {
  const i = type.values.indexOf(e.name.text);
  if (i >= 0) return type.kind === "enum" ? scalar(type, num(i)) : scalar(type, { op: "text", t: "text", value: e.name.text });
  reportUnknown(scope.cx.bag, scope.cx.symbols, `value of \`${type.kind === "enum" ? type.name : "this argument"}\``, e.name.text, e.span, type.values);
  return WRONG;
}
