import type { Ir, IrType } from "../ir/ir.ts";
import type { ListType, RecordType, Type, VecType } from "../types/types.ts";

/**
 * A typed expression, taken apart into scalars: a vector is one `Ir` a component, a record one value a field, a bounded list
 * of observations its length and its elements.
 */
export type Value =
  | { readonly kind: "scalar"; readonly type: Type; readonly ir: Ir }
  | { readonly kind: "vector"; readonly type: VecType; readonly parts: readonly Ir[] }
  | { readonly kind: "record"; readonly type: RecordType; readonly fields: ReadonlyMap<string, Value> }
  | { readonly kind: "region"; readonly type: ListType; readonly length: Ir; readonly items: readonly Value[] }
  /** In a reward a list stays in one piece: `item` gives the element at an index. */
  | ArrayValue;

export interface ArrayValue {
  readonly kind: "array";
  readonly type: ListType;
  readonly length: Ir;
  readonly item: (index: Ir) => Value;
}

export const scalar = (type: Type, ir: Ir): Value => ({ kind: "scalar", type, ir });

export const num = (value: number): Ir => ({ op: "num", t: "num", value });
export const truth = (value: boolean | null): Ir => ({ op: "bool", t: "bool", value });
export const apply = (op: Ir["op"], t: IrType, ...args: Ir[]): Ir => ({ op, t, args });

/** What an expression that was reported stands for: unknown, of a type that fits everywhere. */
export const WRONG: Value = scalar({ kind: "error" }, truth(null));

/** How a type is represented in the intermediate program. */
export function irType(type: Type): IrType {
  switch (type.kind) {
    case "number": case "enum": return "num";
    case "bool": return "bool";
    case "text": case "time": return "text";
    case "list": return "list";
    case "optional": return irType(type.inner);
    case "error": return "bool";
    default: return "json";
  }
}
