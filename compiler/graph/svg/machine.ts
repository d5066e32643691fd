import type { GraphEdge, GraphState, MachineGraph } from "../graph.ts";
import { layered } from "../layout/layered.ts";
import { element, escaped } from "./element.ts";
import { drawLines, high, type Line, type Style, wide } from "./line.ts";
import { wrap } from "./measure.ts";
import { pathOf } from "./path.ts";
import type { Drawn } from "./tree.ts";

const START = "start of the machine";
const DOT = 14;
const PAD = 12;
const COLUMNS = 34;

export function drawMachine(machine: MachineGraph): Drawn {
  const states = machine.states.map((state) => ({ state, lines: stateLines(state) }));
  const labels = machine.edges.map(labelLines);
  const nodes = [{ id: START, width: DOT, height: DOT }, ...states.map(({ state, lines }) => ({ id: state.name, width: wide(lines) + 2 * PAD, height: high(lines) + 14 }))];
  const start = machine.states.some(({ name }) => name === machine.start) ? [{ from: START, to: machine.start, width: 0, height: 0, weight: 4 }] : [];
  const placed = layered(nodes, [...start, ...machine.edges.map(({ from, to, kind }, i) => ({ from, to, width: wide(labels[i]!) + 12, height: high(labels[i]!) + 6, weight: kind === "go" ? 2 : 1 }))]);
  const dot = placed.nodes.get(START)!;
  const arrows = placed.edges.map(({ route, label }, i) => {
    const edge = i < start.length ? null : machine.edges[i - start.length]!;
    const line = element("path", { class: `edge${edge?.kind === "rollback" ? " rollback" : ""}`, d: pathOf(route), "marker-end": "url(#arrow)" });
    return { line, text: edge === null ? "" : drawLabel(labels[i - start.length]!, label.x, label.y) };
  });
  const boxes = states.map(({ state, lines }) => {
    const { x, y, width, height } = placed.nodes.get(state.name)!;
    return drawState(state, lines, x - width / 2, y - height / 2, width, height);
  });
  const head = element("defs", {}, element("marker", { id: "arrow", viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 8, markerHeight: 8, orient: "auto-start-reverse" }, element("path", { class: "head", d: "M0,0.5L10,5L0,9.5Z" })));
  return { width: Math.ceil(placed.width), height: Math.ceil(placed.height), svg: [head, element("circle", { class: "head", cx: dot.x, cy: dot.y, r: DOT / 2 }), ...arrows.map(({ line }) => line), ...boxes, ...arrows.map(({ text }) => text)].join("\n") };
}

const row = (text: string, style: Style): Line => ({ rows: [[{ text, style }]], plate: null });

function stateLines({ name, may, clauses }: GraphState): Line[] {
  const list = may === null ? [] : wrap(`may ${may.join(", ")}`, COLUMNS, 3);
  return [row(name, "label"), ...list.map((text) => row(text, "detail")), ...clauses.map(({ kind, text }): Line => ({ rows: wrap(text, COLUMNS, 3).map((part) => [{ text: part, style: "clause" }]), plate: kind }))];
}

function labelLines({ kind, when, dwell }: GraphEdge): Line[] {
  if (kind === "rollback") return [row("rollback", "note")];
  return [...wrap(when, COLUMNS, 3), ...(dwell === null ? [] : [`for ${dwell}`])].map((text) => row(text, "detail"));
}

function drawState({ name }: GraphState, lines: readonly Line[], x: number, y: number, width: number, height: number): string {
  return element("g", {}, [element("title", {}, escaped(`state ${name}`)), element("rect", { class: "state", x, y, width, height, rx: 9 }), drawLines(lines, () => x + PAD, y + 7)].join(""));
}

/** A label on paper of its own, its middle there. */
function drawLabel(lines: readonly Line[], x: number, y: number): string {
  const [width, height] = [wide(lines), high(lines)];
  return element("rect", { class: "backing", x: x - width / 2 - 3, y: y - height / 2, width: width + 6, height }) + drawLines(lines, () => x - width / 2, y - height / 2);
}
