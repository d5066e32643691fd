import { fold } from "../ir/fold.ts";
import type { Ir } from "../ir/ir.ts";
import { strip, type Type } from "../types/types.ts";
import { factor, type Unit } from "../types/units.ts";
import { apply, num, type Value } from "./value.ts";

/** The same number in another unit of its dimension. */
export function converted(ir: Ir, from: Unit, to: Unit): Ir {
  const f = factor(from, to);
  if (f.num === f.den) return ir;
  // One rounding where one side of the quotient is 1: 7 cm is 7/100.
  const up = f.num === 1 ? ir : fold(apply("mul", "num", ir, num(f.num)));
  return f.den === 1 ? up : fold(apply("div", "num", up, num(f.den)));
}

/** The same value in the units of another type it is assignable to. */
export function convertedTo(value: Value, type: Type): Value {
  const wanted = strip(type);
  const own = strip(value.type);
  if (value.kind === "scalar" && own.kind === "number" && wanted.kind === "number") {
    return { kind: "scalar", type: value.type.kind === "optional" ? { kind: "optional", inner: wanted } : wanted, ir: converted(value.ir, own.unit, wanted.unit) };
  }
  if (value.kind === "vector" && wanted.kind === "vec") {
    return { kind: "vector", type: wanted, parts: value.parts.map((p) => converted(p, value.type.item.unit, wanted.item.unit)) };
  }
  if (value.kind === "record" && wanted.kind === "record") {
    const fields = new Map(wanted.fields.map((f) => [f.name, convertedTo(value.fields.get(f.name)!, f.type)]));
    return { kind: "record", type: wanted, fields };
  }
  return value;
}
