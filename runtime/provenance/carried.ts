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
  /** Runs by hash, with where they were told first: two that are alike by accident only make it refuse more. */
  readonly #runs = new Map<number, string>();
  /** Whole values too short for a run, by length. */
  readonly #short = new Map<number, Map<string, string>>();

  add(value: Leaf, where: string): void {
    const text = bare(value);
    if (text.length >= RUN) for (const run of runs(text)) keep(this.#runs, run, where);
    else if (text.length >= LEAST) {
      const known = this.#short.get(text.length) ?? new Map<string, string>();
      this.#short.set(text.length, known);
      keep(known, text, where);
    }
  }

  /** Where a text was told that has all of this value in it, by the first run of it; null where it is too short to say, or nobody did. */
  whole(value: Leaf): string | null {
    const text = bare(value);
    if (text.length < RUN) return this.#short.get(text.length)?.get(text) ?? null;
    for (const run of runs(text)) if (!this.#runs.has(run)) return null;
    return this.#runs.get(hash(text, 0)) ?? null;
  }

  /** Where something was told that is in this value; null where nothing of it is. */
  find(value: Leaf): string | null {
    const text = bare(value);
    for (const run of runs(text)) {
      const where = this.#runs.get(run);
      if (where !== undefined) return where;
    }
    for (const [length, known] of this.#short) for (let i = 0; i < text.length; i++) {
      const where = known.get(text.slice(i, i + length));
      if (where !== undefined) return where;
    }
    return null;
  }
}

/** The first place is kept. */
function keep<Key>(map: Map<Key, string>, key: Key, where: string): void {
  if (!map.has(key)) map.set(key, where);
}

/** Of each run in a text, in order. */
function* runs(text: string): Generator<number> {
  for (let i = 0; i + RUN <= text.length; i++) yield hash(text, i);
}

/** Of the run that begins here: 52 bits of two FNV-1a hashes. */
function hash(text: string, from: number): number {
  let [a, b] = [0x811c9dc5, 0x01234567];
  for (let i = from; i < from + RUN; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x01000193);
  }
  return (a >>> 0) * 2 ** 20 + (b >>> 12);
}

/** Letters and digits alone. */
function bare(value: Leaf): string {
  return typeof value === "boolean" ? "" : normal(String(value)).replace(/[^\p{L}\p{N}]/gu, "");
}
