import type * as ast from "../../grammar/ast.ts";
import type { Context } from "../check/context.ts";
import { reportUnknown } from "../resolve/symbols.ts";
import { BOOL, ERROR, INT, NUMBER, numberOf, TEXT, type NumberType, type QuaternionOrder, type Type } from "./types.ts";
import { nearest } from "../../grammar/nearest.ts";
import { MOST_SCALARS, scalarsIn } from "./size.ts";
import { ONE, unitOf, UNITS, type Unit } from "./units.ts";

const PLAIN: Readonly<Record<string, Type>> = {
  bool: BOOL, int: INT, number: NUMBER, text: TEXT, time: { kind: "time" }, duration: numberOf(UNITS["s"]!),
};
const ORDERS: readonly QuaternionOrder[] = ["xyzw", "wxyz"];
const quaternion = (order: QuaternionOrder): Type => ({ kind: "vec", size: 4, item: NUMBER, order });
const LIST_DEFAULT = 1000;

/** Reads a unit, reporting each word that is none. */
export function readUnit(cx: Context, unit: ast.Unit | null): Unit {
  if (unit === null) return ONE;
  for (const f of [...unit.above, ...unit.below]) if (f.number !== null && f.number !== 1) cx.bag.add("unitNumber", f.span, { number: f.number });
  return unitOf(unit, (word) => {
    const near = nearest(word.text, Object.keys(UNITS));
    cx.bag.add("unknownUnit", word.span, { name: word.text }, near === undefined ? {} : { help: `did you mean \`${near}\`?`, fixes: [{ title: `Write \`${near}\``, span: word.span, text: near }] });
  });
}

/** Reads the type of something that is taken apart into scalars. */
export function readType(cx: Context, type: ast.Type): Type {
  return limited(cx, type, true);
}

/** Reads the type of a tool's argument or result, which stays in one piece. */
export function readWhole(cx: Context, type: ast.Type): Type {
  return limited(cx, type, false);
}

function limited(cx: Context, type: ast.Type, apart: boolean): Type {
  const read = written(cx, type);
  if (scalarsIn(read, apart) <= MOST_SCALARS) return read;
  cx.bag.add("typeTooLarge", type.span, { limit: MOST_SCALARS });
  return ERROR;
}

/** Reads a written type, however large. */
export function written(cx: Context, type: ast.Type): Type {
  const inner = withoutOptional(cx, type);
  return type.optional ? { kind: "optional", inner } : inner;
}

function withoutOptional(cx: Context, type: ast.Type): Type {
  switch (type.kind) {
    case "UnitType": return numberOf(readUnit(cx, type.unit));
    case "RecordType": {
      const seen = new Set<string>();
      for (const f of type.fields) {
        if (seen.has(f.name.text)) cx.bag.add("duplicateName", f.name.span, { kind: "field", name: f.name.text });
        seen.add(f.name.text);
      }
      return { kind: "record", fields: type.fields.map((f) => ({ name: f.name.text, type: written(cx, f.type), doc: f.doc })) };
    }
    case "NamedType": return named(cx, type);
  }
}

function named(cx: Context, type: ast.NamedType): Type {
  const name = type.name.text;
  const unit = readUnit(cx, type.unit);
  const vec = /^vec([2-9]|1[0-6])$/.exec(name);
  if (vec) return { kind: "vec", size: Number(vec[1]), item: numberOf(unit) };
  if (name === "list") return list(cx, type);
  if (name === "quat") return quaternion(orderOf(cx, type));
  if (name === "pose") {
    const position: Type = { kind: "vec", size: 3, item: numberOf(type.unit === null ? UNITS["m"]! : unit) };
    return { kind: "record", fields: [{ name: "position", type: position, doc: null }, { name: "rotation", type: quaternion(orderOf(cx, type)), doc: null }] };
  }
  if (Object.hasOwn(PLAIN, name)) {
    const plain = PLAIN[name]!;
    return type.unit !== null && plain.kind === "number" ? ({ ...plain, unit } satisfies NumberType) : plain;
  }
  const decl = cx.symbols.get(name);
  if (decl?.kind === "Enum") return enumOf(decl);
  if (decl?.kind === "Record") return recordOf(cx, decl, type);
  reportUnknown(cx.bag, cx.symbols, "type", name, type.name.span, [...Object.keys(PLAIN), "list", "vec2", "vec3", "quat", "pose", ...cx.symbols.names("enum", "record")]);
  return ERROR;
}

/** `quat<wxyz>`; without an order it is the one of ROS, Isaac and SciPy. */
function orderOf(cx: Context, type: ast.NamedType): QuaternionOrder {
  const [written, ...more] = type.args;
  if (written === undefined) return "xyzw";
  const order = ORDERS.find((one) => written.kind === "NamedType" && written.name.text === one);
  if (order === undefined || more.length > 0) cx.bag.add("badType", written.span, { what: "the order of a quaternion's components", how: "`xyzw` or `wxyz`" });
  return order ?? "xyzw";
}

const reading = new Set<ast.Record>();
/** Each is read once: records of records of records would multiply. */
const records = new WeakMap<ast.Record, Type>();

function recordOf(cx: Context, decl: ast.Record, use: ast.NamedType): Type {
  if (reading.has(decl)) {
    cx.bag.add("recursion", use.name.span, { kind: "record", name: decl.name.text });
    return ERROR;
  }
  const known = records.get(decl);
  if (known !== undefined) return known;
  reading.add(decl);
  const type = written(cx, decl.type);
  reading.delete(decl);
  records.set(decl, type);
  return type;
}

export function enumOf(decl: ast.Enum): Type {
  return { kind: "enum", name: decl.name.text, values: decl.values.map((v) => v.text) };
}

function list(cx: Context, type: ast.NamedType): Type {
  const [item, max] = type.args;
  if (item === undefined || item.kind === "Num") {
    cx.bag.add("badType", type.span, { what: "a list", how: "`list<number, 8>`: what it holds and how many at most" });
    return ERROR;
  }
  const size = max?.kind === "Num" ? max.value : LIST_DEFAULT;
  if (max !== undefined && (max.kind !== "Num" || !Number.isInteger(size) || size < 1)) {
    cx.bag.add("badType", max.span, { what: "the size of a list", how: "a whole number from 1" });
    return ERROR;
  }
  return { kind: "list", item: written(cx, item), max: size };
}
