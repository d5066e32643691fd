import stringWidth from "fast-string-width";

const tabStop = 4;
const ascii = /^[\t -~]*$/;
/** Made on first use: it reads tables that take some 25 ms to load, and most lines are ASCII. */
let graphemes: Intl.Segmenter | undefined;

// Terminal escapes and bidirectional overrides in a policy must not change what its reader sees.
const unsafe = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Text that a terminal shows as it is: controls and direction marks are spelt out. */
export function visible(text: string): string {
  return text.replace(unsafe, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`);
}

/** A source line as a terminal shows it, and where each of its columns begins there. */
export interface Shown {
  readonly text: string;
  /** The terminal column of a UTF-16 column; one beyond the line is its end. */
  columnOf(column: number): number;
}

/** Expands tabs and measures wide characters. */
export function show(line: string): Shown {
  const starts: number[] = [];
  let text = "";
  let width = 0;
  for (const segment of segments(line)) {
    for (let i = 0; i < segment.length; i++) starts.push(width);
    const cell = segment === "\t" ? " ".repeat(tabStop - (width % tabStop)) : visible(segment);
    text += cell;
    width += stringWidth(cell);
  }
  return { text, columnOf: (column) => starts[column] ?? width };
}

/** What a reader takes for one character each. */
function segments(line: string): Iterable<string> {
  if (ascii.test(line)) return line;
  graphemes ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return Array.from(graphemes.segment(line), ({ segment }) => segment);
}
