import stringWidth from "fast-string-width";

/** Of a font size: no common fixed-width font is wider. */
const FIXED = 0.62;
const NARROW = /[fijlrtI.,:;'"|!()[\]{}/\\ -]/;
const WIDE = /[mwMW@%]/;
const CAPITAL = /[A-Z0-9_<>=+]/;

/** An upper bound for text in a fixed-width font. */
export function fixedWidth(text: string, size: number): number {
  return stringWidth(text) * FIXED * size;
}

/** An upper bound for text in any of the common fonts without serifs: which of them a reader has is not known here. */
export function sansWidth(text: string, size: number, bold = false): number {
  let em = 0;
  for (const character of text) em += NARROW.test(character) ? 0.42 : WIDE.test(character) ? 1 : CAPITAL.test(character) ? 0.78 : 0.63 * Math.max(1, stringWidth(character));
  return em * size * (bold ? 1.1 : 1);
}

/** As many columns as fit. */
export function cutTo(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  let kept = "";
  for (const character of text) {
    if (stringWidth(kept) + stringWidth(character) > columns - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** Lines of at most so many columns; they break before words such as `and` and behind commas where they can, and what is beyond the last is cut. */
export function wrap(text: string, columns: number, lines: number): string[] {
  const whole = pack(text.split(/(?<=[,;]) | (?=(?:and|or|implies|else) )/).flatMap((part) => (stringWidth(part) <= columns ? [part] : pack(part.split(" "), columns))), columns);
  if (whole.length <= lines) return whole.map((line) => cutTo(line, columns));
  return [...whole.slice(0, lines - 1), `${whole[lines - 1]} …`].map((line) => cutTo(line, columns));
}

function pack(parts: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && stringWidth(last) + 1 + stringWidth(part) <= columns) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(part);
  }
  return lines;
}
