import type { Slot } from "../../compiler/ir/ir.ts";
import type { Values } from "./world.ts";

/** A world's value as a session's buffer holds it: a truth value 0 and 1 is 0 and 2 there. */
export function toSlot({ kind }: Slot, value: number): number {
  return kind === "bool" ? 2 * value : value;
}

export function fromSlot({ kind }: Slot, held: number): number {
  return kind === "bool" ? held / 2 : held;
}

/** The buffer's values by name: a copy, which a world may keep. */
export function fromSlots(slots: readonly Slot[], held: ArrayLike<number>): Values {
  const values: Record<string, number> = {};
  for (let i = 0; i < slots.length; i += 1) values[slots[i]!.name] = fromSlot(slots[i]!, held[i]!);
  return values;
}
