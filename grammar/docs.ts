import type { IToken } from "chevrotain";

/** Finds the `///` text that belongs to what stands on given lines (1-based, as the lexer counts). */
export class DocTable {
  readonly #own = new Map<number, string>();
  readonly #trailing = new Map<number, string>();

  constructor(comments: readonly IToken[], text: string) {
    for (const c of comments) {
      if (!c.image.startsWith("///")) continue;
      const before = text.slice(c.startOffset - (c.startColumn! - 1), c.startOffset);
      (before.trim() === "" ? this.#own : this.#trailing).set(c.startLine!, c.image.slice(3).trim());
    }
  }

  /** Lines directly above `first`, then the one after the code on `last`. */
  of(first: number, last: number): string | null {
    const lines: string[] = [];
    for (let line = first - 1; this.#own.has(line); line--) lines.unshift(this.#own.get(line)!);
    const after = this.#trailing.get(last);
    if (after !== undefined) lines.push(after);
    return lines.length === 0 ? null : lines.join("\n");
  }
}
