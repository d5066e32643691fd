import { HARD } from "../../../grammar/tokens.ts";

const KEYWORDS: ReadonlySet<string> = new Set(HARD);

/** Hands out names that Pol can have, each once. */
export class Names {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  /** The wanted name, without the signs that Pol's names do not have, and counted on where there is one already. */
  take(wanted: string): string {
    const plain = wanted.replace(/[^A-Za-z0-9_]/g, "_");
    return this.#free(plain, plain, 2);
  }

  /** `part_1`, `part_2`, … */
  next(stem: string): string {
    return this.#free(`${stem}_1`, stem, 2);
  }

  #free(first: string, stem: string, from: number): string {
    let name = first;
    for (let n = from; this.#taken.has(name); n++) name = `${stem}_${n}`;
    this.#taken.add(name);
    return name;
  }
}

/** As it is written: a keyword stands in backticks. */
export function quoted(name: string): string {
  return KEYWORDS.has(name) ? `\`${name}\`` : name;
}

export const isName = (text: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
