import type * as ast from "../../grammar/ast.ts";
import { readType } from "../types/resolve-type.ts";
import { assignable, strip, typeText } from "../types/types.ts";
import { CONSTANTS, type Context } from "./context.ts";
import { convertedTo } from "./convert.ts";
import { check, datum, isWrong } from "./expressions.ts";
import { scalar, WRONG, type Value } from "./value.ts";

/** A constant's value, whatever the order of declarations; one that needs itself is reported. */
export function constantValue(decl: ast.Const, cx: Context): Value {
  const name = decl.name.text;
  const known = cx.consts.get(name);
  if (known === "busy") {
    cx.bag.add("recursion", decl.name.span, { kind: "constant", name });
    return WRONG;
  }
  if (known !== undefined) return known;
  cx.consts.set(name, "busy");
  const value = evaluate(decl, cx);
  cx.consts.set(name, value);
  return value;
}

function evaluate(decl: ast.Const, cx: Context): Value {
  const scope = CONSTANTS(cx, "a constant");
  if (decl.type === null) return check(decl.value, scope);
  const type = readType(cx, decl.type);
  const wanted = strip(type);
  if (wanted.kind === "number") return scalar(wanted, datum(decl.value, wanted.unit, scope));
  const value = check(decl.value, scope);
  if (isWrong(value) || assignable(value.type, type)) return convertedTo(value, type);
  cx.bag.add("typeMismatch", decl.value.span, { wanted: typeText(type), found: typeText(value.type) });
  return WRONG;
}
