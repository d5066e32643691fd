import type { Ir } from "../ir/ir.ts";
import type { ReportIr } from "../ir/reward.ts";
import { over } from "../check/arrays.ts";
import type { Scope } from "../check/context.ts";
import { axis } from "../check/names.ts";
import { num, type ArrayValue, type Value } from "../check/value.ts";
import type { Lowering } from "./lower.ts";

type Leaf = (value: Extract<Value, { kind: "scalar" }>, path: string) => Ir;

/** A value of the same shape with other scalars. */
function rebuilt(value: Value, leaf: Leaf, path = ""): Value {
  switch (value.kind) {
    case "scalar": return { ...value, ir: leaf(value, path) };
    case "vector": return { ...value, parts: value.parts.map((ir, i) => leaf({ kind: "scalar", type: value.type.item, ir }, `${path}.${axis(value.type, i)}`)) };
    case "record": return { ...value, fields: new Map([...value.fields].map(([name, of]) => [name, rebuilt(of, leaf, `${path}.${name}`)])) };
    default: return value;
  }
}

/** Gives a value a name: it is computed once, and what comes later reads it by that name. */
export function named(name: string, value: Value, lowering: Lowering, scope: Scope): Value {
  const { own } = lowering.sources;
  const keep = (path: string, ir: Ir, t = ir.t): Ir => {
    own.set(name + path, lowering.lower(ir));
    return { op: "own", t, name: name + path };
  };
  if (value.kind === "record") return { ...value, fields: new Map([...value.fields].map(([field, of]) => [field, named(`${name}.${field}`, of, lowering, scope)])) };
  if (value.kind !== "array") return rebuilt(value, ({ ir }, path) => keep(path, ir));
  const lists = new Map<string, Ir>();
  rebuilt(value.item(num(0)), ({ ir }, path) => {
    const list = over("listOver", "list", value, scope, (index) => leafAt(value.item(index), path));
    lists.set(path, keep(path, list, "list"));
    return ir;
  });
  const item = (index: Ir): Value => rebuilt(value.item(index), ({ ir }, path) => ({ op: "at", t: ir.t, args: [lists.get(path)!, index] }));
  return { ...value, item } satisfies ArrayValue;
}

function leafAt(value: Value, wanted: string): Ir {
  let found = num(NaN);
  rebuilt(value, ({ ir }, path) => {
    if (path === wanted) found = ir;
    return ir;
  });
  return found;
}

/** How a named value is reported. A list of records is reported as a record of lists. */
export function reportOf(name: string, value: Value, lowering: Lowering): ReportIr {
  const node = (path: string): number => lowering.sources.own.get(name + path)!;
  const of = (v: Value, path: string, kind: "scalar" | "list"): ReportIr => {
    if (v.kind === "vector") return { kind: "vector", items: v.parts.map((_, i) => ({ kind, node: node(`${path}.${axis(v.type, i)}`) })) };
    if (v.kind === "record") return { kind: "record", fields: [...v.fields].map(([field, inner]) => ({ name: field, value: of(inner, `${path}.${field}`, kind) })) };
    if (v.kind === "array") return of(v.item(num(0)), path, "list");
    return { kind, node: node(path) };
  };
  return of(value, "", "scalar");
}

/** An array's elements as one list, where they are single numbers. */
export function listIr(value: ArrayValue, scope: Scope, f: (element: Ir) => Ir = (ir) => ir): Ir {
  return over("listOver", "list", value, scope, (index) => f(leafAt(value.item(index), "")));
}

