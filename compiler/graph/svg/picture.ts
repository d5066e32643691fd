import type { Graph } from "../graph.ts";
import { drawBoard } from "./board.ts";
import { element, escaped, tenth } from "./element.ts";
import { MARKS } from "./icons.ts";
import { write } from "./line.ts";
import { drawMachine } from "./machine.ts";
import { sansWidth, wrap } from "./measure.ts";
import { sheet } from "./theme.ts";
import { type Drawn, drawTree, type TreeOptions } from "./tree.ts";

export interface PictureOptions extends TreeOptions {
  /** What is said beside the name: which tick is shown. */
  readonly caption: string | null;
}

const MARGIN = 20;
/** Between two parts of one graph, and between graphs. */
const GAP = 20;
const APART = 44;

/** Graphs as one SVG, one under the other. */
export function picture(graphs: readonly Graph[], options: PictureOptions): string {
  const drawn = graphs.map((graph) => stack(partsOf(graph, options), GAP));
  const { width, height, svg } = stack(drawn, APART);
  const [w, h] = [width + 2 * MARGIN, height + 2 * MARGIN];
  const title = graphs.map(({ kind, name }) => `${kind} ${name}`).join(", ");
  const body = [element("title", {}, escaped(title)), element("style", {}, sheet()), element("rect", { class: "paper", x: 0, y: 0, width: w, height: h }), element("g", { transform: `translate(${MARGIN},${MARGIN})` }, svg)];
  return `${element("svg", { xmlns: "http://www.w3.org/2000/svg", width: w, height: h, viewBox: `0 0 ${tenth(w)} ${tenth(h)}`, role: "img" }, `\n${body.join("\n")}\n`)}\n`;
}

function partsOf(graph: Graph, options: PictureOptions): Drawn[] {
  return [heading(graph, options), ...(graph.board.length > 0 ? [drawBoard(graph.board)] : []), graph.kind === "tree" ? drawTree(graph, options) : drawMachine(graph)];
}

function heading(graph: Graph, { caption, status }: PictureOptions): Drawn {
  const name = `${graph.kind} ${graph.name}`;
  const beside = [`over ${graph.over}`, ...(graph.kind === "tree" && graph.compatible ? ["compatible"] : []), ...(caption === null ? [] : [caption])].join(" · ");
  const doc = graph.doc === null ? [] : wrap(graph.doc.split(/\n\s*\n/)[0]!.replace(/\s+/g, " ").trim(), 100, 2);
  const at = sansWidth(name, 17, true) + 10;
  const key = status === null ? null : legend();
  const top = 24 + doc.length * 16;
  const svg = [
    write({ text: name, style: "title" }, 0, 10), write({ text: beside, style: "word" }, at, 12), ...doc.map((line, i) => write({ text: line, style: "word" }, 0, 34 + 16 * i)),
    ...(key === null ? [] : [element("g", { transform: `translate(0,${top + 6})` }, key.svg)]),
  ];
  const width = Math.ceil(Math.max(at + sansWidth(beside, 12), ...doc.map((line) => sansWidth(line, 12)), key?.width ?? 0));
  return { width, height: top + (key === null ? 0 : 6 + key.height), svg: svg.join("") };
}

function legend(): Drawn {
  let x = 0;
  const svg = Object.entries(MARKS).map(([status, d]) => {
    const patch = element("g", { class: status }, element("rect", { class: "shape", x: x + 1, y: 0, width: 22, height: 18, rx: 4 }) + element("path", { class: "icon mark", d, transform: `translate(${tenth(x + 5)},2)` })) + write({ text: status, style: "note" }, x + 29, 9);
    x += 29 + sansWidth(status, 11) + 16;
    return patch;
  });
  return { width: Math.ceil(x), height: 18, svg: svg.join("") };
}

/** Parts one under the other, all beginning at the left. */
function stack(parts: readonly Drawn[], gap: number): Drawn {
  let y = 0;
  const svg = parts.map((part, i) => {
    if (i > 0) y += gap;
    const moved = element("g", { transform: `translate(0,${tenth(y)})` }, `\n${part.svg}\n`);
    y += part.height;
    return moved;
  });
  return { width: Math.max(...parts.map(({ width }) => width)), height: y, svg: svg.join("\n") };
}
