import { normal } from "./normal.ts";
import type { Leaf } from "./told.ts";

/** So many letters and digits in a row, taken from a labelled text, count as carrying it. */
export const RUN = 12;
const LEAST = 4;

/**
 * Pieces of labelled values, found again whatever stands between their letters and digits. A detector: who says it in other words,
 * translates or encodes it is not found.
 */
export class Carried {
  /** Where each was told first. */
  readonly #runs = new Map<string, string>();
  /** Whole values too short for a run, by length. */
  readonly #short = new Map<number, Map<string, string>>();

  add(value: Leaf, where: string): void {
    const text = bare(value);
    if (text.length >= RUN) for (let i = 0; i + RUN <= text.length; i++) keep(this.#runs, text.slice(i, i + RUN), where);
    else if (text.length >= LEAST) {
      const known = this.#short.get(text.length) ?? new Map<string, string>();
      keep(known, text, where);
      this.#short.set(text.length, known);
    }
  }

  /** Where something in this value was told; null where nothing of it was. */
  find(value: Leaf): string | null {
    const text = bare(value);
    for (let i = 0; i < text.length; i++) {
      const run = i + RUN <= text.length ? this.#runs.get(text.slice(i, i + RUN)) : undefined;
      if (run !== undefined) return run;
      for (const [length, known] of this.#short) {
        const where = i + length <= text.length ? known.get(text.slice(i, i + length)) : undefined;
        if (where !== undefined) return where;
      }
    }
    return null;
  }

  /** Where all of this value was told, as far as runs show it. */
  whole(value: Leaf): string | null {
    const text = bare(value);
    if (text.length < RUN) return this.#short.get(text.length)?.get(text) ?? null;
    const runs = Array.from({ length: text.length - RUN + 1 }, (_, i) => this.#runs.get(text.slice(i, i + RUN)));
    return runs.every((where) => where === runs[0]) ? (runs[0] ?? null) : null;
  }
}

function keep(known: Map<string, string>, text: string, where: string): void {
  if (!known.has(text)) known.set(text, where);
}

/** Letters and digits alone. */
function bare(value: Leaf): string {
  return typeof value === "boolean" ? "" : normal(String(value)).replace(/[^\p{L}\p{N}]/gu, "");
}
