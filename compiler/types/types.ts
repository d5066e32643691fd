import { isOne, ONE, sameDimension, unitText, type Unit } from "./units.ts";

export interface NumberType {
  readonly kind: "number";
  readonly unit: Unit;
  readonly integer: boolean;
  /** Least and greatest where declared, in this unit. */
  readonly low?: number;
  readonly high?: number;
}
export interface EnumType {
  readonly kind: "enum";
  readonly name: string;
  readonly values: readonly string[];
}
export interface VecType {
  readonly kind: "vec";
  readonly size: number;
  readonly item: NumberType;
  /** Of a quaternion: how data orders its components. */
  readonly order?: QuaternionOrder;
}
export type QuaternionOrder = "xyzw" | "wxyz";
export interface RecordType {
  readonly kind: "record";
  readonly fields: readonly { readonly name: string; readonly type: Type; readonly doc: string | null }[];
}
export interface ListType {
  readonly kind: "list";
  readonly item: Type;
  readonly max: number;
}
/** What may be missing; wherever the value is used, missing is unknown. */
export interface OptionalType {
  readonly kind: "optional";
  readonly inner: Type;
}
export type Type =
  | NumberType | EnumType | VecType | RecordType | ListType | OptionalType
  | { readonly kind: "bool" }
  | { readonly kind: "text"; readonly values?: readonly string[] }
  | { readonly kind: "time" }
  /** Something `in` can be asked of: `folder("/home")`. */
  | { readonly kind: "set"; readonly of: Type }
  /** JSON whose schema says too little to compute with. */
  | { readonly kind: "json" }
  /** After a report: has every type, silences what follows. */
  | { readonly kind: "error" };

export const NUMBER: NumberType = { kind: "number", unit: ONE, integer: false };
export const INT: NumberType = { kind: "number", unit: ONE, integer: true };
export const BOOL: Type = { kind: "bool" };
export const TEXT: Type = { kind: "text" };
export const ERROR: Type = { kind: "error" };

export const numberOf = (unit: Unit): NumberType => ({ kind: "number", unit, integer: false });

export function strip(type: Type): Type {
  return type.kind === "optional" ? strip(type.inner) : type;
}

/** A type in the words of the language. */
export function typeText(type: Type): string {
  switch (type.kind) {
    case "number": return isOne(type.unit) && unitText(type.unit) === "" ? (type.integer ? "int" : "number") : `[${unitText(type.unit)}]`;
    case "enum": return type.name;
    case "vec": return type.order !== undefined ? `quat<${type.order}>` : `vec${type.size}${unitText(type.item.unit) === "" ? "" : `[${unitText(type.item.unit)}]`}`;
    case "record": return `{ ${type.fields.map((f) => `${f.name}: ${typeText(f.type)}`).join(", ")} }`;
    case "list": return `list<${typeText(type.item)}, ${type.max}>`;
    case "optional": return `${typeText(type.inner)}?`;
    case "set": return `a set of ${typeText(type.of)}`;
    case "json": return "JSON";
    case "error": return "an unreadable type";
    default: return type.kind;
  }
}

/** Whether a value of `from` may stand where `to` is wanted; units of one dimension are converted. */
export function assignable(from: Type, to: Type): boolean {
  const a = strip(from);
  const b = strip(to);
  if (a.kind === "error" || b.kind === "error") return true;
  if (a.kind === "number" && b.kind === "number") return sameDimension(a.unit, b.unit);
  if (a.kind === "vec" && b.kind === "vec") return a.size === b.size && a.order === b.order && sameDimension(a.item.unit, b.item.unit);
  if (a.kind === "enum" && b.kind === "enum") return a.name === b.name;
  if (a.kind === "list" && b.kind === "list") return assignable(a.item, b.item);
  if (a.kind === "record" && b.kind === "record") {
    return a.fields.length === b.fields.length && b.fields.every((f) => a.fields.some((g) => g.name === f.name && assignable(g.type, f.type)));
  }
  if (a.kind === "set" && b.kind === "set") return assignable(a.of, b.of);
  return a.kind === b.kind;
}
