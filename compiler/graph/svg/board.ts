import type { BoardEntry } from "../graph.ts";
import { element, escaped } from "./element.ts";
import { write } from "./line.ts";
import { cutTo, fixedWidth } from "./measure.ts";
import type { Drawn } from "./tree.ts";

const ROW = 16;
const HEAD = 22;
/** Rows of a column before another one begins. */
const ROWS = 8;
const COLUMNS = 44;
const PADDING = 10;

/** A tree's ports and its blackboard, with their types, as a box. */
export function drawBoard(entries: readonly BoardEntry[]): Drawn {
  const rows = entries.map(({ port, name, type, start }) => ({ text: cutTo(`${port === null ? "" : `${port} `}${name}: ${type}${start === null ? "" : ` = ${start}`}`, COLUMNS), whole: `${name}: ${type}${start === null ? "" : ` = ${start}`}` }));
  const columns: (typeof rows)[] = [];
  const high = Math.max(ROWS, Math.ceil(rows.length / 4));
  for (let i = 0; i < rows.length; i += high) columns.push(rows.slice(i, i + high));
  const widths = columns.map((column) => Math.max(...column.map(({ text }) => fixedWidth(text, 11))) + 24);
  const title = entries.every(({ port }) => port !== null) ? "ports" : entries.some(({ port }) => port !== null) ? "ports and blackboard" : "blackboard";
  const width = Math.ceil(Math.max(widths.reduce((sum, one) => sum + one, 2 * PADDING - 24), 170));
  const height = HEAD + ROW * Math.min(high, rows.length) + 8;
  const texts = columns.flatMap((column, c) => column.map(({ text, whole }, r) => {
    const x = PADDING + widths.slice(0, c).reduce((sum, one) => sum + one, 0);
    return element("g", {}, element("title", {}, escaped(whole)) + write({ text, style: "detail" }, x, HEAD + 4 + ROW * (r + 0.5)));
  }));
  const svg = [element("rect", { class: "board", x: 0, y: 0, width, height, rx: 3 }), element("path", { class: "rule", d: `M0,${HEAD}H${width}` }), write({ text: title, style: "note" }, PADDING, HEAD / 2), ...texts].join("");
  return { width, height, svg };
}
