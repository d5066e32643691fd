import { type Graph, type GraphEdge, type GraphNode, type GraphState, type MachineGraph, nodesOf, type Shape, type TreeGraph } from "./graph.ts";
import { CHARACTER } from "./symbols.ts";

export interface MermaidOptions {
  readonly expand: boolean;
  readonly status: ReadonlyMap<string, string> | null;
}

/** Opening and closing of each shape in a flowchart. */
const SHAPES: Readonly<Record<Shape, readonly [string, string]>> = {
  control: ["[", "]"], decorator: ["{{", "}}"], check: ["([", "])"], do: ["(", ")"], set: ["[/", "/]"], wait: ["([", "])"], run: ["[[", "]]"], extern: [">", "]"], constant: ["((", "))"],
};
/** Readable on light and on dark paper. */
const STATUSES: Readonly<Record<string, string>> = {
  running: "fill:#1f6feb,stroke:#1f6feb,color:#ffffff", success: "fill:#1a7f37,stroke:#1a7f37,color:#ffffff", failure: "fill:#cf222e,stroke:#cf222e,color:#ffffff",
  skipped: "fill:#6e7781,stroke:#6e7781,color:#ffffff", halted: "fill:#b4480a,stroke:#b4480a,color:#ffffff",
};

/** A tree as a flowchart, a machine as a state diagram. */
export function mermaid(graph: Graph, options: MermaidOptions): string {
  const lines = graph.kind === "tree" ? flowchart(graph, options) : stateDiagram(graph);
  return `---\ntitle: ${JSON.stringify(`${graph.kind} ${graph.name}`)}\n---\n${lines.join("\n")}\n`;
}

function flowchart(graph: TreeGraph, { expand, status }: MermaidOptions): string[] {
  const nodes: string[] = [], edges: string[] = [], used = new Map<string, string[]>();
  const add = (node: GraphNode, parent: string | null): void => {
    const id = `n${nodes.length}`;
    const folded = node.shape === "run" && !expand;
    const [open, close] = SHAPES[node.shape];
    nodes.push(`  ${id}${open}"${textOf(node, folded)}"${close}`);
    if (parent !== null) edges.push(`  ${parent} -->${node.role === null ? "" : `|"${quoted(node.role)}"|`} ${id}`);
    const is = status?.get(node.name ?? "");
    if (is !== undefined) used.set(is, [...(used.get(is) ?? []), id]);
    if (!folded) for (const child of node.children) add(child, id);
  };
  add(graph.root, null);
  const board = graph.board.length === 0 ? [] : [`  board[("${graph.board.map(({ port, name, type, start }) => quoted(`${port === null ? "" : `${port} `}${name}: ${type}${start === null ? "" : ` = ${start}`}`)).join("<br/>")}")]`];
  const classes = [...used].flatMap(([is, ids]) => [`  classDef ${is} ${STATUSES[is] ?? ""}`, `  class ${ids.join(",")} ${is}`]);
  return ["flowchart LR", ...board, ...nodes, ...edges, ...classes];
}

function textOf({ symbol, word, label, subject, details, clauses, children }: GraphNode, folded: boolean): string {
  const head = [CHARACTER[symbol], word, ...(label === null || label === subject ? [] : [label]), ...(subject === null ? [] : [subject])].join(" ");
  const inside = folded && children.length > 0 ? [`(${nodesOf(children[0]!).length} inside)`] : [];
  return [head, ...details, ...inside, ...clauses.map(({ text }) => text)].map(quoted).join("<br/>");
}

function stateDiagram({ states, edges, start, board }: MachineGraph): string[] {
  const ids = new Map(states.map(({ name }, i) => [name, `s${i}`]));
  const begin = ids.has(start) ? [`  [*] --> ${ids.get(start)!}`] : [];
  const note = board.length === 0 || !ids.has(start) ? [] : [`  note right of ${ids.get(start)!}`, ...board.map(({ name, type, start: value }) => `    ${quoted(`${name}: ${type}${value === null ? "" : ` = ${value}`}`)}`), "  end note"];
  return ["stateDiagram-v2", ...states.map((state) => `  state "${stateText(state)}" as ${ids.get(state.name)!}`), ...begin, ...edges.map((edge) => `  ${ids.get(edge.from)!} --> ${ids.get(edge.to)!} : ${edgeText(edge)}`), ...note];
}

function stateText({ name, may, clauses }: GraphState): string {
  return [name, ...(may === null ? [] : [`may ${may.join(", ")}`]), ...clauses.map(({ text }) => text)].map(quoted).join("<br/>");
}

function edgeText({ kind, when, dwell }: GraphEdge): string {
  return quoted(kind === "rollback" ? "rollback" : `${when}${dwell === null ? "" : ` for ${dwell}`}`);
}

/** Signs that Mermaid or a browser would read as its own. */
function quoted(text: string): string {
  return text.replace(/[#"<>&`;%]/g, (sign) => `#${sign.codePointAt(0)!};`).replace(/[\0-\x1f]/g, " ");
}
