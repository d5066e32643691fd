import { MOST_OPERATIONS, size } from "../ir/size.ts";
import type { Value } from "./value.ts";

/** Counts what each whole expression comes to while it is checked, so that no text can keep the compiler busy. */
export class Effort {
  #depth = 0;
  #left = MOST_OPERATIONS;
  #most = MOST_OPERATIONS;

  /** False where too much was done for this expression already. */
  enter(): boolean {
    if (this.#depth === 0) this.#left = this.#most;
    this.#depth++;
    return this.#left-- > 0;
  }

  /** Defined where the expression that ends here is a whole one and came to too much; only the first is worth a report. */
  leave(value: Value): { readonly report: boolean } | undefined {
    if (sizeOf(value) > MOST_OPERATIONS) this.#left = 0;
    if (--this.#depth > 0 || this.#left > 0) return undefined;
    const report = this.#most === MOST_OPERATIONS;
    // What is too large is often so through the same few functions: all that name them together must not take long either.
    this.#most = Math.max(1_000, this.#most / 2);
    return { report };
  }
}

function sizeOf(value: Value): number {
  if (value.kind === "scalar") return size(value.ir);
  return value.kind === "vector" ? value.parts.reduce((sum, part) => sum + size(part), 0) : 0;
}
