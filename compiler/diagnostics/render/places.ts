import { LineIndex, type Span } from "../../../grammar/spans.ts";

/** The text of a path, where it is known. */
export type Texts = (path: string) => string | undefined;

/** A place as people count: lines and columns from 1, columns in UTF-16 units, as editors do. */
export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** Turns spans into positions, with one line index a text. */
export class Places {
  readonly #texts: Texts;
  readonly #known = new Map<string, { readonly text: string; readonly lines: LineIndex }>();

  constructor(texts: Texts) {
    this.#texts = texts;
  }

  /** The text of a path; a path that nobody knows reads as empty. */
  text(path: string): string {
    return this.#file(path).text;
  }

  /** A zero-based line without its end. */
  line(path: string, line: number): string {
    const { text, lines } = this.#file(path);
    return text.slice(lines.start(line), lines.start(line + 1)).replace(/\r?\n$/, "");
  }

  position(path: string, offset: number): Position {
    const { line, column } = this.#file(path).lines.at(offset);
    return { offset, line: line + 1, column: column + 1 };
  }

  range(path: string, span: Span): { readonly start: Position; readonly end: Position } {
    return { start: this.position(path, span.start), end: this.position(path, span.end) };
  }

  #file(path: string): { readonly text: string; readonly lines: LineIndex } {
    let file = this.#known.get(path);
    if (!file) {
      const text = this.#texts(path) ?? "";
      file = { text, lines: new LineIndex(text) };
      this.#known.set(path, file);
    }
    return file;
  }
}
