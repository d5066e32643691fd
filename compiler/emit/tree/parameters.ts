import type { Ir } from "../../ir/ir.ts";

/** The number that a parameter is, where that is known; what is not known counts as 0. */
export function constantOf({ op, value }: Ir): number | undefined {
  return op === "num" ? (typeof value === "number" && !Number.isNaN(value) ? value : 0) : undefined;
}
