import { type GraphNode, nodesOf, type Shape } from "../graph.ts";
import { element, escaped, tenth } from "./element.ts";
import { ICON, ICONS, MARKS } from "./icons.ts";
import { drawLines, high, type Line, lineWidth, type Piece, type Style } from "./line.ts";
import { wrap } from "./measure.ts";

/** Columns of small text that a box has at most, and lines that one condition has. */
const COLUMNS = 40;
const LINES = 3;
const WIDEST = 290;
/** Left and right of what is written; slanted sides need more. */
const INSET: Readonly<Record<Shape, number>> = { control: 8, decorator: 14, check: 11, do: 8, set: 13, wait: 11, run: 13, extern: 8, constant: 11 };
const ABOVE = 5;

/** A node's box: what is written in it, and how large that is. */
export interface Box {
  readonly node: GraphNode;
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
}

/** `folded`: its subtree is not drawn; `marked`: there is room for what it gave. */
export function boxOf(node: GraphNode, folded: boolean, marked: boolean): Box {
  const lines = linesOf(node, folded);
  const inner = Math.max(...lines.map((line, i) => lineWidth(line) + (i === 0 ? (marked ? 2 : 1) * (ICON + 7) : 0)));
  return { node, lines, width: even(inner + 2 * INSET[node.shape]), height: even(high(lines) + 2 * ABOVE) };
}

/** The middle then stands on a whole pixel, and straight edges are straight. */
const even = (size: number): number => 2 * Math.ceil(size / 2);

function linesOf({ word, label, subject, details, clauses, shape, children }: GraphNode, folded: boolean): Line[] {
  const piece = (text: string, style: Style): Piece => ({ text, style });
  const head = [piece(word, "word"), ...(label === null || label === subject ? [] : [piece(label, "label")]), ...(subject === null ? [] : [piece(subject, "subject")])];
  const beside: Line = { rows: [[...head, ...details.map((text) => piece(text, "detail"))]], plate: null };
  const fits = lineWidth(beside) + ICON <= WIDEST;
  const small = fits ? [] : details.flatMap((text) => wrap(text, COLUMNS, LINES));
  const inside = folded && shape === "run" && children.length > 0 ? nodesOf(children[0]!).length : 0;
  const alone = (text: string, style: Style): Line => ({ rows: [[piece(text, style)]], plate: null });
  return [
    fits ? beside : { rows: [head], plate: null },
    ...small.map((text) => alone(text, "detail")),
    ...(inside > 0 ? [alone(inside === 1 ? "1 node inside" : `${inside} nodes inside`, "note")] : []),
    ...clauses.map(({ kind, text }) => ({ rows: wrap(text, COLUMNS, 2).map((row) => [piece(row, "clause")]), plate: kind })),
  ];
}

/** The box with its top left corner there. */
export function drawBox({ node, lines, width, height }: Box, x: number, y: number, status: string | null): string {
  const left = x + INSET[node.shape];
  const text = drawLines(lines, (_, i) => left + (i === 0 ? ICON + 7 : 0), y + ABOVE);
  const icon = element("path", { class: "icon", d: ICONS[node.symbol], transform: `translate(${tenth(left)},${tenth(y + ABOVE + 2)})` });
  const mark = status === null || MARKS[status] === undefined ? "" : element("path", { class: "icon mark", d: MARKS[status], transform: `translate(${tenth(x + width - INSET[node.shape] - ICON)},${tenth(y + ABOVE + 2)})` });
  const classes = ["node", node.shape, ...(node.implied ? ["implied"] : []), ...(status === null ? [] : [status])];
  return element("g", { class: classes.join(" ") }, `${element("title", {}, escaped(hover(node, status)))}${outline(node.shape, x, y, width, height)}${icon}${mark}${text}`);
}

/** All of what a box may have cut. */
function hover({ name, word, label, subject, details, clauses }: GraphNode, status: string | null): string {
  const first = [word, label, subject].filter((one) => one !== null).join(" ");
  return [`${first}${status === null ? "" : `: ${status}`}`, ...(name === null || name === first ? [] : [name]), ...details, ...clauses.map(({ text }) => text)].join("\n");
}

function outline(shape: Shape, x: number, y: number, width: number, height: number): string {
  const box = { class: "shape", x, y, width, height };
  const polygon = (...points: readonly (readonly [number, number])[]): string => element("polygon", { class: "shape", points: points.map(([dx, dy]) => `${tenth(x + dx)},${tenth(y + dy)}`).join(" ") });
  switch (shape) {
    case "check": case "wait": case "constant": return element("rect", { ...box, rx: Math.min(14, height / 2) });
    case "decorator": return polygon([9, 0], [width - 9, 0], [width, height / 2], [width - 9, height], [9, height], [0, height / 2]);
    case "set": return polygon([9, 0], [width, 0], [width - 9, height], [0, height]);
    case "run": return element("rect", { ...box, rx: 2 }) + element("path", { class: "bars", d: `M${tenth(x + 5)},${tenth(y)}v${tenth(height)}M${tenth(x + width - 5)},${tenth(y)}v${tenth(height)}` });
    case "control": return element("rect", { ...box, rx: 5 });
    case "do": case "extern": return element("rect", { ...box, rx: 2 });
  }
}
