import type { GraphEdge, GraphState, MachineGraph } from "../graph.ts";
import { layered } from "../layout/layered.ts";
import { type Area, type Route, widthFor } from "../layout/routes.ts";
import { element, escaped } from "./element.ts";
import { drawLines, high, type Line, type Style, wide } from "./line.ts";
import { wrap } from "./measure.ts";
import { pathOf } from "./path.ts";
import type { Drawn } from "./tree.ts";

const START = "start of the machine";
const DOT = 14;
const PAD = 12;
const COLUMNS = 34;

interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  /** Null: where the machine begins. */
  readonly edge: GraphEdge | null;
  readonly lines: readonly Line[];
  readonly route: Route;
  readonly label: Area;
}

interface PlacedMachine {
  readonly width: number;
  readonly height: number;
  readonly nodes: ReadonlyMap<string, Area>;
  readonly edges: readonly PlacedEdge[];
}

/** Where everything stands: the states by their names, and the dot before the first. */
export function placeMachine({ states, edges, start }: MachineGraph): PlacedMachine {
  const begin = states.some(({ name }) => name === start) ? [{ from: START, to: start, edge: null, lines: [], width: 0, height: 0, weight: 4 }] : [];
  const all = [...begin, ...edges.map((edge) => {
    const lines = labelLines(edge);
    return { from: edge.from, to: edge.to, edge, lines, width: wide(lines) + 12, height: high(lines) + 6, weight: edge.kind === "go" ? 2 : 1 };
  })];
  const boxes = states.map((state) => {
    const lines = stateLines(state);
    const ends = edges.filter(({ from, to }) => from !== to && (from === state.name || to === state.name)).length;
    return { id: state.name, width: Math.max(wide(lines) + 2 * PAD, widthFor(ends)), height: high(lines) + 14 };
  });
  const placed = layered([{ id: START, width: DOT, height: DOT }, ...boxes], all);
  return { ...placed, edges: all.map(({ from, to, edge, lines, width, height }, i) => ({ from, to, edge, lines, route: placed.edges[i]!.route, label: { ...placed.edges[i]!.label, width, height } })) };
}

export function drawMachine(machine: MachineGraph): Drawn {
  const { width, height, nodes, edges } = placeMachine(machine);
  const head = element("defs", {}, element("marker", { id: "arrow", viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 8, markerHeight: 8, orient: "auto-start-reverse" }, element("path", { class: "head", d: "M0,0.5L10,5L0,9.5Z" })));
  const { x, y } = nodes.get(START)!;
  const ways = edges.map(({ edge, route }) => element("path", { class: edge?.kind === "rollback" ? "edge rollback" : "edge", d: pathOf(route), "marker-end": "url(#arrow)" }));
  const labels = edges.flatMap(({ lines, label }) => (lines.length === 0 ? [] : [drawLabel(lines, label)]));
  const states = machine.states.map((state) => drawState(state, nodes.get(state.name)!));
  return { width: Math.ceil(width), height: Math.ceil(height), svg: [head, element("circle", { class: "head", cx: x, cy: y, r: DOT / 2 }), ...ways, ...states, ...labels].join("\n") };
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

function drawState(state: GraphState, { x, y, width, height }: Area): string {
  const [left, top] = [x - width / 2, y - height / 2];
  const box = element("rect", { class: "state", x: left, y: top, width, height, rx: 9 });
  return element("g", {}, [element("title", {}, escaped(`state ${state.name}`)), box, drawLines(stateLines(state), () => left + PAD, top + 7)].join(""));
}

/** A label on paper of its own. */
function drawLabel(lines: readonly Line[], { x, y }: Area): string {
  const [width, height] = [wide(lines), high(lines)];
  return element("rect", { class: "backing", x: x - width / 2 - 3, y: y - height / 2, width: width + 6, height }) + drawLines(lines, () => x - width / 2, y - height / 2);
}
