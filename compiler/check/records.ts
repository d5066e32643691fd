import type * as ast from "../../grammar/ast.ts";
import { reportUnknown } from "../resolve/symbols.ts";
import { written } from "../types/resolve-type.ts";
import { strip, typeText } from "../types/types.ts";
import type { Scope } from "./context.ts";
import { isWrong } from "./expressions.ts";
import { fieldValue } from "./proposers.ts";
import { WRONG, type Value } from "./value.ts";

/** `score(collision: 1, comfort: 0.5)`: a value of a declared record, its fields by name. */
export function recordValue(e: ast.Apply, decl: ast.Record, scope: Scope): Value {
  const { cx } = scope;
  const type = strip(written(cx, decl.type));
  if (type.kind !== "record") return WRONG;
  const fields = new Map<string, Value>();
  let sound = true;
  for (const a of e.args) {
    const field = type.fields.find((f) => f.name === a.name?.text);
    if (a.name === null) cx.bag.add("unnamedArgument", a.span, {});
    else if (field === undefined) reportUnknown(cx.bag, cx.symbols, "field", a.name.text, a.name.span, type.fields.map((f) => f.name));
    else if (fields.has(field.name)) cx.bag.add("duplicateName", a.name.span, { kind: "field", name: field.name });
    const value = field === undefined ? WRONG : fieldValue(a.value, field.type, scope);
    if (isWrong(value) || field === undefined) sound = false;
    else fields.set(field.name, value);
  }
  const missing = type.fields.filter((f) => !fields.has(f.name));
  if (sound && missing.length > 0) cx.bag.add("fieldMissing", e.span, { record: decl.name.text, names: missing.map((f) => `\`${f.name}: ${typeText(f.type)}\``).join(", ") });
  return sound && missing.length === 0 ? { kind: "record", type, fields } : WRONG;
}
