import { literal } from "../ir/fold.ts";
import type { ActSlot, EnvIr, Ir } from "../ir/ir.ts";

/** Whether every value that is set is one that its slot can take, as far as it is written plainly. */
export function alwaysFits({ acts }: EnvIr, sets: readonly { readonly name: string; readonly value: Ir }[]): boolean {
  return sets.every(({ name, value }) => {
    const slot = acts.find((one) => one.name === name);
    return slot !== undefined && (slot.kind === "bool" ? value.op === "bool" && value.value !== null : isIn(slot, literal(value)));
  });
}

function isIn({ low, high, integer }: ActSlot, value: number | undefined): boolean {
  if (value === undefined || !Number.isFinite(value)) return false;
  return value >= (low ?? -Infinity) && value <= (high ?? Infinity) && (!integer || Number.isInteger(value));
}
