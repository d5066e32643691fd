import type * as ast from "../../grammar/ast.ts";
import type { Ir } from "../ir/ir.ts";
import { readType } from "../types/resolve-type.ts";
import { INT, strip, type ListType, type Type } from "../types/types.ts";
import type { Context } from "./context.ts";
import { axis } from "./names.ts";
import { irType, scalar, WRONG, type ArrayValue, type Value } from "./value.ts";

/** The value of an observation, action or memory, taken apart into its slots. `element`: a parameter of a function that makes lists. */
export function signalValue(name: string, type: Type, op: "obs" | "act" | "last" | "mem" | "local" | "element"): Value {
  const leaf = op === "element" ? "local" : op;
  return parts(name, type, (path, t) => ({ op: leaf, t: irType(t), name: path }), op === "element" ? listInOnePiece : listTakenApart);
}

/** An observation in a reward, where lists stay in one piece. */
export function observed(name: string, type: Type): Value {
  return parts(name, type, (path, t) => ({ op: "obs", t: irType(t), name: path }), listInOnePiece);
}

type Leaf = (path: string, type: Type) => Ir;
type OfList = (name: string, type: ListType, leaf: Leaf) => Value;

/** Builds a value of a type from one `Ir` a scalar, named by its path. */
export function parts(name: string, type: Type, leaf: Leaf, list: OfList = listTakenApart): Value {
  const t = strip(type);
  switch (t.kind) {
    case "vec": return { kind: "vector", type: t, parts: Array.from({ length: t.size }, (_, i) => leaf(`${name}.${axis(t, i)}`, t.item)) };
    case "record": return { kind: "record", type: t, fields: new Map(t.fields.map((f) => [f.name, parts(`${name}.${f.name}`, f.type, leaf, list)])) };
    case "list": return list(name, t, leaf);
    case "error": return WRONG;
    default: return scalar(type, leaf(name, type));
  }
}

function listTakenApart(name: string, type: ListType, leaf: Leaf): Value {
  return { kind: "region", type, length: leaf(`${name}.length`, INT), items: Array.from({ length: type.max }, (_, i) => parts(`${name}.${i}`, type.item, leaf)) };
}

function listInOnePiece(name: string, type: ListType, leaf: Leaf): ArrayValue {
  const element = (index: Ir): Leaf => (path, t) => ({ op: "item", t: irType(t), name, path: path === "" ? [] : path.slice(1).split("."), args: [index] });
  return { kind: "array", type, length: leaf(`${name}.length`, INT), item: (index) => parts("", type.item, element(index), () => WRONG) };
}

/** A learned value; whatever its shape, it is unknown while it is late. */
export function modelValue(name: string, decl: ast.Model, cx: Context): Value {
  return parts(name, readType(cx, decl.type), (path, t) => ({ op: "model", t: irType(t), name: path }));
}
