import { Graph, layout } from "@dagrejs/dagre";
import { type Point, type Route, Router } from "./routes.ts";

export interface LayeredNode {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface LayeredEdge {
  readonly from: string;
  readonly to: string;
  /** Room for its label. */
  readonly width: number;
  readonly height: number;
  /** How straight and short it should be. */
  readonly weight: number;
}

/** Middles of nodes and of labels, and the ways of edges. */
export interface Layered {
  readonly width: number;
  readonly height: number;
  readonly nodes: ReadonlyMap<string, Point & LayeredNode>;
  readonly edges: readonly { readonly route: Route; readonly label: Point }[];
}

// The library's types do not reach a project of ECMAScript modules.
interface DagreGraph {
  setGraph(label: object): void;
  setNode(id: string, label: object): void;
  setEdge(from: string, to: string, label: object, name: string): void;
  graph(): { readonly width: number; readonly height: number };
  node(id: string): Point;
  edge(from: string, to: string, name: string): Point & { readonly points: readonly Point[] };
}

/** Places a graph in layers from the first node down; labels have room of their own. */
export function layered(nodes: readonly LayeredNode[], edges: readonly LayeredEdge[]): Layered {
  const graph = new (Graph as new (options: object) => DagreGraph)({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 40, edgesep: 24, ranksep: 48 });
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  edges.forEach(({ from, to, width, height, weight }, i) => graph.setEdge(from, to, { width, height, weight, labelpos: "c" }, String(i)));
  (layout as (graph: DagreGraph) => void)(graph);
  const placed = new Map(nodes.map((node) => [node.id, { ...node, ...at(graph.node(node.id)) }]));
  const ways = edges.map((edge, i) => {
    const { points, ...label } = graph.edge(edge.from, edge.to, String(i));
    return { from: placed.get(edge.from)!, to: placed.get(edge.to)!, through: points.slice(1, -1).map(at), label: { ...at(label), width: edge.width, height: edge.height } };
  });
  const routes = new Router([...placed.values()], ways).routes();
  return { width: graph.graph().width, height: graph.graph().height, nodes: placed, edges: ways.map(({ label }, i) => ({ route: routes[i]!, label: at(label) })) };
}

const at = ({ x, y }: Point): Point => ({ x, y });
