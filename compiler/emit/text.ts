import { LineIndex } from "../../grammar/spans.ts";
import type { Source } from "../../grammar/spans.ts";
import type { At } from "../ir/ir.ts";

/** Everything that does not show, or moves what shows. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;
const LONGEST = 160;

/** A string literal that shows what it holds. */
export function literal(text: string): string {
  return JSON.stringify(text).replace(UNSEEN, (c) => [...Array(c.length).keys()].map((i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, "0")}`).join(""));
}

/** Text for inside a comment: one line that cannot end it. */
export function comment(text: string): string {
  const seen = text.replace(UNSEEN, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`).replaceAll("*/", "*\\/");
  return seen.length > LONGEST ? `${seen.slice(0, LONGEST)} …` : seen;
}

/** Says where in the source something stands: `cruise.pol:41`, and that line. */
export class Lines {
  readonly #index: LineIndex;
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
    this.#index = new LineIndex(source.text);
  }

  cite([start]: At): string {
    const { line } = this.#index.at(start);
    const text = this.#source.text.slice(this.#index.start(line), this.#index.start(line + 1)).replaceAll("\t", " ").trim();
    return comment(`${this.#source.path}:${line + 1}  ${text}`);
  }
}
