import type { Ir, IrType } from "../ir/ir.ts";
import { INT, type Type } from "../types/types.ts";
import type { Scope } from "./context.ts";
import { apply, num, scalar, WRONG, type ArrayValue, type Value } from "./value.ts";

/** Operators that go through a list in a reward. */
export type Over = "sumOver" | "productOver" | "leastOver" | "mostOver" | "allOver" | "anyOver" | "argminOver" | "listOver";

/** Goes through the indices of a list; `body` is what is made of each. */
export function over(op: Over, t: IrType, list: ArrayValue, scope: Scope, body: (index: Ir) => Ir): Ir {
  const name = `${list.type.max}#${scope.cx.loops.count++}`;
  const index: Ir = { op: "local", t: "num", name };
  return { op, t, name, value: list.type.max, args: [list.length, body(index)] };
}

/** A list of scalars as one value that is computed once. */
export function whole(list: ArrayValue, scope: Scope): Ir | undefined {
  const sample = list.item(num(0));
  if (sample.kind !== "scalar") return undefined;
  return over("listOver", "list", list, scope, (index) => irOf(list.item(index)));
}

/** A list whose elements are those of lists that are computed already. */
export function elementsOf(list: Ir, item: Type, length: Ir, max: number, t: IrType = "num"): ArrayValue {
  return { kind: "array", type: { kind: "list", item, max }, length, item: (index) => scalar(item, { op: "at", t, args: [list, index] }) };
}

/** 0, 1, … below the list's length. */
export function indicesOf(list: ArrayValue): ArrayValue {
  return { kind: "array", type: { kind: "list", item: INT, max: list.type.max }, length: list.length, item: (index) => scalar(INT, index) };
}

export function irOf(value: Value): Ir {
  return value.kind === "scalar" ? value.ir : num(NaN);
}

/** The components of a vector as a list of that length. */
export function components(value: Value): ArrayValue | undefined {
  if (value.kind === "array") return value;
  if (value.kind !== "vector") return undefined;
  return elementsOf(apply("listOf", "list", ...value.parts), value.type.item, num(value.parts.length), value.parts.length);
}

/** Every value of the same shape, chosen by `pick` scalar by scalar; undefined where the shapes differ. */
export function zipped(values: readonly Value[], pick: (irs: readonly Ir[]) => Ir): Value | undefined {
  const [first] = values;
  if (first === undefined) return undefined;
  if (values.every((v) => v.kind === "scalar")) return scalar(first.type, pick(values.map(irOf)));
  if (first.kind === "vector") {
    const parts = values.map((v) => (v.kind === "vector" ? v.parts : []));
    if (parts.some((p) => p.length !== first.parts.length)) return undefined;
    return { ...first, parts: first.parts.map((_, i) => pick(parts.map((p) => p[i]!))) };
  }
  if (first.kind !== "record") return undefined;
  const fields: [string, Value][] = [];
  for (const name of first.fields.keys()) {
    const one = values.map((v) => (v.kind === "record" ? (v.fields.get(name) ?? WRONG) : WRONG));
    const value = zipped(one, pick);
    if (value === undefined) return undefined;
    fields.push([name, value]);
  }
  return { ...first, fields: new Map(fields) };
}
