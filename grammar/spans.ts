/** A stretch of source text, in UTF-16 offsets: `start` inclusive, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One `.pol` text and the name people know it by. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** Turns offsets into zero-based lines and columns; built once a text. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) === 10) this.#starts.push(i + 1);
  }

  get lines(): number {
    return this.#starts.length;
  }

  /** Zero-based line and UTF-16 column; an offset outside the text is clamped into it. */
  at(offset: number): { line: number; column: number } {
    const o = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= o) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: o - this.#starts[low]! };
  }

  /** Offset of the first character of a zero-based line (the text's end beyond the last). */
  start(line: number): number {
    return this.#starts[line] ?? this.#length;
  }
}

/** A piece of source on one line, without its comments; what looks like one inside a text is none. */
export function oneLine(source: string): string {
  return source.replace(/("(?:\\.|[^"\\\n])*")|\/\/[^\n]*/g, "$1").replace(/\s+/g, " ").trim();
}
