import type { EnvIr, Shape } from "./ir.ts";

/** The slots of observations that may be missing: all of what is below a field that may be left out. */
export function optionalSlots({ obsShape }: Pick<EnvIr, "obsShape">): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (shape: Shape, isOptional: boolean): void => {
    if (shape.kind === "record") for (const field of shape.fields) visit(field.shape, isOptional || field.optional === true);
    else if (shape.kind === "vector" || shape.kind === "list") for (const item of shape.items) visit(item, isOptional);
    if (!isOptional) return;
    if (shape.kind === "slot") found.add(shape.slot);
    else if (shape.kind === "list") found.add(shape.length);
  };
  visit(obsShape, false);
  return found;
}
