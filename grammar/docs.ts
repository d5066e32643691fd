import type { IToken } from "chevrotain";
import { Comma, Doc, LBrace, RBrace } from "./tokens.ts";

/**
 * Finds the `///` text that belongs to what begins or ends with a given token. It goes by tokens, not by lines,
 * so that two items on one line never share a text and the formatter may put them on two.
 */
export class DocTable {
  readonly #above = new Map<number, string>();
  readonly #after = new Map<number, string>();

  constructor(tokens: readonly IToken[], comments: readonly IToken[]) {
    const opened: IToken[] = [];
    let next = 0;
    let lastOpened: IToken | undefined;
    let run: string[] = [];
    let runLine = -1;
    for (const c of comments) {
      for (; next < tokens.length && tokens[next]!.startOffset < c.startOffset; next++) {
        const token = tokens[next]!;
        if (token.tokenType === LBrace) opened.push(token);
        else if (token.tokenType === RBrace) lastOpened = opened.pop();
      }
      if (c.tokenType !== Doc) continue;
      const text = c.image.slice(3).trim();
      const before = tokens[next - 1];
      if (before !== undefined && before.startLine === c.startLine) {
        const last = before.tokenType === Comma ? tokens[next - 2] : before;
        if (last !== undefined) this.#after.set(last.startOffset, text);
        // After a block on one line: the block's head asks for it by the brace that opens.
        if (before.tokenType === RBrace && lastOpened?.startLine === c.startLine) this.#after.set(lastOpened!.startOffset, text);
        continue;
      }
      if (runLine !== c.startLine! - 1) run = [];
      run.push(text);
      runLine = c.startLine!;
      if (tokens[next]?.startLine === runLine + 1) this.#above.set(tokens[next]!.startOffset, run.join("\n"));
    }
  }

  /** The lines directly above the token at `first`, then what stands after one of the tokens at `ends`. */
  of(first: number, ends: readonly number[]): string | null {
    const texts = [this.#above.get(first), ...ends.map((end) => this.#after.get(end))].filter((text) => text !== undefined);
    return texts.length === 0 ? null : texts.join("\n");
  }
}
