import { SOFT } from "../../../../grammar/tokens.ts";
import { name as written } from "../../writing/text.ts";

const WORDS: ReadonlySet<string> = new Set(SOFT);

/** Names that are handed out once each, as Pol writes them. */
export class Unique {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  /** The wanted name, counted on where there is one already; null where Pol has no way to write it. */
  take(wanted: string): string | null {
    let name = wanted;
    for (let n = 2; this.#taken.has(name); n++) name = `${wanted}_${n}`;
    this.#taken.add(name);
    return quoted(name);
  }
}

/** Between backticks where it is no plain word, or one that begins something in a tree. */
export function quoted(name: string): string | null {
  return WORDS.has(name) ? `\`${name}\`` : written(name);
}
