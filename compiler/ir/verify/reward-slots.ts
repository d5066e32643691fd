import type { EnvIr, Shape } from "../ir.ts";

/** The lists of an env's observations by the slot of their length: the slots of each element. */
export function listsOf({ obsShape }: EnvIr): ReadonlyMap<number, readonly ReadonlySet<number>[]> {
  const lists = new Map<number, readonly ReadonlySet<number>[]>();
  each(obsShape, (shape) => {
    if (shape.kind === "list") lists.set(shape.length, shape.items.map(slotsIn));
  });
  return lists;
}

/** The text observations of an env. */
export function textsOf({ obsShape }: EnvIr): ReadonlySet<string> {
  const texts = new Set<string>();
  each(obsShape, (shape) => {
    if (shape.kind === "text") texts.add(shape.name);
  });
  return texts;
}

function slotsIn(shape: Shape): ReadonlySet<number> {
  const slots = new Set<number>();
  each(shape, (one) => {
    if (one.kind === "slot") slots.add(one.slot);
    else if (one.kind === "list") slots.add(one.length);
  });
  return slots;
}

function each(shape: Shape, visit: (shape: Shape) => void): void {
  visit(shape);
  if (shape.kind === "record") for (const field of shape.fields) each(field.shape, visit);
  else if (shape.kind === "vector" || shape.kind === "list") for (const item of shape.items) each(item, visit);
}
