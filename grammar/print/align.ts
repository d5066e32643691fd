import type { Line } from "./lines.ts";

/** What is that much wider than the next is left out of a column: it would push the column far right. */
const OUTLIER = 40;
const COMMENT_GAP = 3;

/** Sets cells under one another, then comments, and joins the lines. */
export function align(lines: readonly Line[]): string {
  const verbs = verbWidths(lines);
  for (let i = 0; i < lines.length; ) {
    let end = i + 1;
    while (end < lines.length && follows(lines[end - 1]!, lines[end]!)) end++;
    const run = lines.slice(i, end);
    if (run[0]!.group !== null) alignRun(run, verbs.get(run[0]!.block) ?? 0);
    // Wide gaps set columns apart; where there is one line, there is no column.
    if (run.length === 1) for (const cell of run[0]!.cells) cell.gap = Math.min(cell.gap, 1);
    i = end;
  }
  const texts = lines.map(joined);
  const widths = texts.map(lengthOf);
  const columns = commentColumns(lines, widths);
  const out: string[] = [];
  lines.forEach((line, i) => {
    if (line.blankBefore && i > 0) out.push("");
    const { comment } = line;
    if (comment === null) out.push(texts[i]!);
    else if (line.commentOnly) out.push(" ".repeat(line.indent) + comment);
    else out.push(texts[i]! + " ".repeat(columns[i]! - widths[i]!) + comment);
  });
  return out.length === 0 ? "" : `${out.join("\n")}\n`;
}

function follows(before: Line, line: Line): boolean {
  return line.group !== null && line.group === before.group && line.block === before.block && !line.blankBefore;
}

/** The verbs of all rules of a block stand in one column, whatever is between them. */
function verbWidths(lines: readonly Line[]): Map<number, number> {
  const widths = new Map<number, number>();
  for (const { group, block, cells } of lines) {
    if (group === "rule") widths.set(block, Math.max(widths.get(block) ?? 0, cells[0]!.text.length));
  }
  return widths;
}

function alignRun(run: readonly Line[], least: number): void {
  const out = new Set<Line>();
  const deepest = Math.max(...run.map(({ cells }) => cells.length));
  for (let column = 0; column < deepest - 1; column++) {
    let part: Line[] = [];
    for (const line of run) {
      if (out.has(line)) continue;
      if (line.cells.length > column + 1) part.push(line);
      else {
        pad(part, column, 0, out);
        part = [];
      }
    }
    pad(part, column, column === 0 ? least : 0, out);
  }
}

/** Widens the cells of a column to the widest of them; outliers leave the run. */
function pad(part: readonly Line[], column: number, least: number, out: Set<Line>): void {
  const widths = part.map(({ cells }) => lengthOf(cells[column]!.text));
  const limit = withoutOutliers(widths);
  const width = Math.max(least, ...widths.filter((w) => w <= limit));
  part.forEach(({ cells }, i) => {
    if (widths[i]! <= limit) cells[column]!.text += " ".repeat(width - widths[i]!);
    else out.add(part[i]!);
  });
}

/** The greatest width before a jump too far. */
function withoutOutliers(widths: readonly number[]): number {
  const sorted = [...widths].sort((a, b) => a - b);
  for (let i = 1; i < sorted.length; i++) if (sorted[i]! > sorted[i - 1]! + OUTLIER) return sorted[i - 1]!;
  return sorted.at(-1) ?? 0;
}

function joined({ indent, cells }: Line): string {
  let text = " ".repeat(indent);
  cells.forEach((cell, i) => {
    // An empty cell in a column that is empty on every line takes no room.
    if (i > 0 && cell.text !== "") text += " ".repeat(cell.gap);
    text += cell.text;
  });
  return text.trimEnd();
}

/** Where each line's comment begins: one column for the lines of a block between blank lines, lone comments and nested blocks. */
function commentColumns(lines: readonly Line[], widths: readonly number[]): number[] {
  const columns = widths.map((width) => width + COMMENT_GAP);
  let part: number[] = [];
  const close = (): void => {
    const limit = withoutOutliers(part.map((i) => widths[i]!));
    const together = part.filter((i) => widths[i]! <= limit);
    const column = Math.max(...together.map((i) => columns[i]!));
    for (const i of together) columns[i] = column;
    part = [];
  };
  lines.forEach((line, i) => {
    const before = lines[i - 1];
    const apart = before === undefined || line.block !== before.block || line.commentOnly || before.opens || line.blankBefore;
    if (apart) close();
    if (line.comment !== null && !line.commentOnly && !line.opens) part.push(i);
  });
  close();
  return columns;
}

function lengthOf(text: string): number {
  // Every sign beyond ASCII that a column could meet counts once, surrogate pairs included.
  return /^[\x00-\x7f]*$/.test(text) ? text.length : [...text].length;
}
