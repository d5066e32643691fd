import type * as ast from "../../grammar/ast.ts";
import type { Ir } from "../ir/ir.ts";
import { readType } from "../types/resolve-type.ts";
import { INT, strip, type Type } from "../types/types.ts";
import type { Context } from "./context.ts";
import { axis } from "./names.ts";
import { irType, scalar, WRONG, type Value } from "./value.ts";

/** The value of an observation, action or memory, taken apart into its slots. */
export function signalValue(name: string, type: Type, op: "obs" | "act" | "last" | "mem" | "local"): Value {
  return parts(name, type, (path, t) => ({ op, t: irType(t), name: path }));
}

/** Builds a value of a type from one `Ir` a scalar, named by its path. */
export function parts(name: string, type: Type, leaf: (path: string, type: Type) => Ir): Value {
  const t = strip(type);
  switch (t.kind) {
    case "vec": return { kind: "vector", type: t, parts: Array.from({ length: t.size }, (_, i) => leaf(`${name}.${axis(t.size, i)}`, t.item)) };
    case "record": return { kind: "record", type: t, fields: new Map(t.fields.map((f) => [f.name, parts(`${name}.${f.name}`, f.type, leaf)])) };
    case "list": return {
      kind: "region",
      type: t,
      length: leaf(`${name}.length`, INT),
      items: Array.from({ length: t.max }, (_, i) => parts(`${name}.${i}`, t.item, leaf)),
    };
    case "error": return WRONG;
    default: return scalar(type, leaf(name, type));
  }
}

/** A learned value; whatever its shape, it is unknown while it is late. */
export function modelValue(name: string, decl: ast.Model, cx: Context): Value {
  return parts(name, readType(cx, decl.type), (path, t) => ({ op: "model", t: irType(t), name: path }));
}
