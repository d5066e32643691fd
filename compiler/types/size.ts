import type { Type } from "./types.ts";

/** A type of more scalars than this is refused: each becomes a place in memory, a line of the emitted module, or a part of a schema. */
export const MOST_SCALARS = 10_000;

const apart = new WeakMap<Type, number>();
const whole = new WeakMap<Type, number>();

/** How many scalars a type comes to; a list counts all its elements where it is taken apart, and else one. */
export function scalarsIn(type: Type, listsApart: boolean): number {
  const known = listsApart ? apart : whole;
  const found = known.get(type) ?? counted(type, (inner) => scalarsIn(inner, listsApart), listsApart);
  known.set(type, found);
  return found;
}

function counted(type: Type, of: (inner: Type) => number, listsApart: boolean): number {
  switch (type.kind) {
    case "vec": return type.size;
    case "record": return type.fields.reduce((sum, field) => sum + of(field.type), 0);
    case "list": return 1 + (listsApart ? type.max : 1) * of(type.item);
    case "optional": return of(type.inner);
    default: return 1;
  }
}
