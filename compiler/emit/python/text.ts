/** Everything that does not show, or moves what shows; halves of surrogate pairs are of `C`. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;
const WIDTH = 120;

/** A Python string literal that shows what it holds. */
export function literal(text: string): string {
  const body = text.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\t", "\\t").replaceAll("\r", "\\r").replace(UNSEEN, escaped);
  return `"${body}"`;
}

function escaped(c: string): string {
  const point = c.codePointAt(0)!, hex = point.toString(16);
  return point <= 0xff ? `\\x${hex.padStart(2, "0")}` : point <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

/** Text for inside a comment or a docstring: one line that cannot end it. */
export function shown(text: string): string {
  return text.replace(/\s+/g, " ").replace(UNSEEN, (c) => `<${c.codePointAt(0)!.toString(16)}>`).replaceAll("\\", "/").replaceAll('"""', "'''").trim();
}

/** A docstring of paragraphs; those that are lists keep their lines. */
export function docstring(paragraphs: readonly (string | readonly string[])[]): string[] {
  const lines = paragraphs.flatMap((one, i) => [...(i > 0 ? [""] : []), ...(typeof one === "string" ? wrap(one) : one)]);
  const [first = "", ...rest] = lines;
  return rest.length === 0 ? [`"""${closed(first)}"""`] : [`"""${first}`, ...rest, '"""'];
}

/** A quote at the end would be read as part of the closing ones. */
const closed = (line: string): string => (line.endsWith('"') ? `${line} ` : line);

export function wrap(text: string, indent = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = indent;
    }
    line = line.trim() === "" ? `${line}${word}` : `${line} ${word}`;
  }
  return [...lines, line];
}

export function indented(lines: readonly string[], by = 1): string[] {
  return lines.map((line) => (line === "" ? "" : `${"    ".repeat(by)}${line}`));
}

export function tuple(items: readonly string[]): string {
  return `(${items.join(", ")}${items.length === 1 ? "," : ""})`;
}

/** Something with items between brackets: one line while it fits, else as many as it takes. */
export function bracketed(open: string, items: readonly string[], close: string): string[] {
  const line = `${open}${items.join(", ")}${close}`;
  if (line.length <= WIDTH) return [line];
  const rows: string[] = [];
  for (const item of items) {
    const last = rows.at(-1);
    if (last !== undefined && last.length + item.length + 6 <= WIDTH) rows[rows.length - 1] = `${last} ${item},`;
    else rows.push(`${item},`);
  }
  return [open, ...indented(rows), close];
}
