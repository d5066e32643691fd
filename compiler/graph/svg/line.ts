import type { Clause } from "../graph.ts";
import { element, escaped } from "./element.ts";
import { fixedWidth, sansWidth } from "./measure.ts";

/** How a piece of text is set; the sheet has a class for each. */
export type Style = "word" | "label" | "subject" | "detail" | "note" | "clause" | "role" | "title";
const SIZE: Readonly<Record<Style, number>> = { word: 12, label: 12.5, subject: 12, detail: 11, note: 11, clause: 10.5, role: 11, title: 17 };
const FIXED: ReadonlySet<Style> = new Set(["subject", "detail", "clause"]);
const BOLD: ReadonlySet<Style> = new Set(["label", "title"]);

export interface Piece {
  readonly text: string;
  readonly style: Style;
}

/** What stands on one line of a box, or, with a plate behind it, on several. */
export interface Line {
  readonly rows: readonly (readonly Piece[])[];
  readonly plate: Clause["kind"] | null;
}

const GAP = 7;
/** On either side of a clause. */
const PLATE = 6;

export function widthOf({ text, style }: Piece): number {
  return FIXED.has(style) ? fixedWidth(text, SIZE[style]) : sansWidth(text, SIZE[style], BOLD.has(style));
}

export function lineWidth({ rows, plate }: Line): number {
  return Math.max(...rows.map((pieces) => pieces.reduce((sum, piece) => sum + widthOf(piece), GAP * (pieces.length - 1)))) + (plate === null ? 0 : 2 * PLATE);
}

export function lineHeight({ rows, plate }: Line): number {
  return plate !== null ? 14 * rows.length + 5 : rows[0]![0]!.style === "detail" ? 15 : 18;
}

/** Widest and all heights of lines one under the other. */
export const wide = (lines: readonly Line[]): number => Math.ceil(Math.max(...lines.map(lineWidth)));
export const high = (lines: readonly Line[]): number => lines.reduce((sum, line) => sum + lineHeight(line), 0);

/** Lines one under the other, each beginning where `x` says. */
export function drawLines(lines: readonly Line[], x: (line: Line, i: number) => number, y: number): string {
  let top = y;
  return lines.map((line, i) => {
    const drawn = drawLine(line, x(line, i), top);
    top += lineHeight(line);
    return drawn;
  }).join("");
}

function drawLine(line: Line, x: number, y: number): string {
  const { rows, plate } = line;
  const height = lineHeight(line);
  const back = plate === null ? "" : element("rect", { class: `plate ${plate}`, x, y: y + 1.5, width: lineWidth(line), height: height - 3, rx: 3 });
  const row = plate === null ? height : (height - 5) / rows.length;
  return back + rows.map((pieces, i) => {
    let at = x + (plate === null ? 0 : PLATE);
    return pieces.map((piece) => {
      const drawn = write(piece, at, y + (height - row * rows.length) / 2 + row * (i + 0.5));
      at += widthOf(piece) + GAP;
      return drawn;
    }).join("");
  }).join("");
}

/** Text whose middle is at that height. */
export function write({ text, style }: Piece, x: number, y: number, anchor?: "middle" | "end"): string {
  // Not every viewer knows `dominant-baseline`; a third of the size comes to the same.
  return element("text", { class: style, x, y: y + SIZE[style] * 0.35, "text-anchor": anchor }, escaped(text));
}
