import type { GraphNode, TreeGraph } from "../graph.ts";
import { type Cell, type Placed, tidy } from "../layout/tidy.ts";
import { type Box, boxOf, drawBox } from "./box.ts";
import { element } from "./element.ts";
import { write } from "./line.ts";
import { sansWidth } from "./measure.ts";
import { rounded } from "./path.ts";

export type Direction = "right" | "down";

export interface TreeOptions {
  /** Without one: down where that is not wider than a page. */
  readonly direction?: Direction;
  /** Draw what subtrees hold. */
  readonly expand: boolean;
  /** By node's name; a node without one was not visited. Null: there was no tick. */
  readonly status: ReadonlyMap<string, string> | null;
}

/** A part of a picture with its top left corner at the origin. */
export interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly svg: string;
}

/** A box in its place, and the stretch before it that its role takes. */
export interface PlacedBox {
  readonly box: Box;
  readonly parent: PlacedBox | null;
  readonly x: number;
  readonly y: number;
}

const PAGE = 1100;
const ROLE = 11;
const GAPS = { right: { sibling: 9, cousin: 16, level: 34 }, down: { sibling: 16, cousin: 28, level: 34 } } as const;

export function drawTree(graph: TreeGraph, options: TreeOptions): Drawn {
  const { boxes, direction, width, height } = placeTree(graph, options);
  const status = ({ node }: Box): string | null => (options.status === null ? null : (options.status.get(node.name ?? "") ?? "unseen"));
  const edges = boxes.flatMap((one) => (one.parent === null ? [] : [edge(one.parent, one, direction, status(one.box))]));
  return { width, height, svg: [...edges, ...boxes.map(({ box, x, y }) => drawBox(box, x, y, status(box)))].join("\n") };
}

export interface PlacedTree {
  readonly boxes: readonly PlacedBox[];
  readonly direction: Direction;
  readonly width: number;
  readonly height: number;
}

/** Where everything stands. */
export function placeTree({ root }: TreeGraph, options: TreeOptions): PlacedTree {
  const down = options.direction === "right" ? null : place(root, "down", options);
  return down !== null && (options.direction === "down" || down.width <= PAGE) ? down : place(root, "right", options);
}

function place(root: GraphNode, direction: Direction, options: TreeOptions): PlacedTree {
  const placed = tidy(cellOf(root, direction, options), GAPS[direction]);
  const found = new Map<Box, PlacedBox>();
  for (const one of placed) found.set(one.of, { box: one.of, parent: one.parent === null ? null : found.get(one.parent)!, ...corner(one, direction) });
  const boxes = [...found.values()];
  return { boxes, direction, width: boxes.reduce((most, { x, box }) => Math.max(most, x + box.width), 0), height: boxes.reduce((most, { y, box }) => Math.max(most, y + box.height), 0) };
}

function corner({ of, breadth, depth }: Placed<Box>, direction: Direction): { readonly x: number; readonly y: number } {
  const before = roleRoom(of.node, direction);
  return direction === "right" ? { x: Math.round(depth + before), y: Math.round(breadth) - of.height / 2 } : { x: Math.round(breadth) - of.width / 2, y: Math.round(depth + before) };
}

function cellOf(node: GraphNode, direction: Direction, options: TreeOptions): Cell<Box> {
  const folded = node.shape === "run" && !options.expand;
  const box = boxOf(node, folded, options.status !== null);
  const across = direction === "right";
  const breadth = across ? box.height : Math.max(box.width, node.role === null ? 0 : roleWidth(node.role) + 12);
  const depth = (across ? box.width : box.height) + roleRoom(node, direction);
  return { of: box, breadth, depth, children: folded ? [] : node.children.map((child) => cellOf(child, direction, options)) };
}

const roleWidth = (role: string): number => Math.ceil(sansWidth(role, ROLE));
/** Kept free in front of a box for what its parent has it for. */
const roleRoom = ({ role }: GraphNode, direction: Direction): number => (role === null ? 0 : direction === "right" ? roleWidth(role) + 16 : 18);

function edge(parent: PlacedBox, child: PlacedBox, direction: Direction, status: string | null): string {
  const { role } = child.box.node;
  const room = roleRoom(child.box.node, direction);
  const classes = ["edge", ...(status === null || status === "unseen" ? [] : ["visited"])].join(" ");
  if (direction === "right") {
    const from = parent.y + parent.box.height / 2, to = child.y + child.box.height / 2;
    const turn = child.x - room - GAPS.right.level / 2;
    const path = element("path", { class: classes, d: rounded([[parent.x + parent.box.width, from], [turn, from], [turn, to], [child.x, to]], 6) });
    return role === null ? path : path + onEdge(role, child.x - room / 2, to);
  }
  const from = parent.x + parent.box.width / 2, to = child.x + child.box.width / 2;
  const turn = child.y - room - GAPS.down.level / 2;
  const path = element("path", { class: classes, d: rounded([[from, parent.y + parent.box.height], [from, turn], [to, turn], [to, child.y]], 6) });
  return role === null ? path : path + onEdge(role, to, child.y - room / 2 - 1);
}

/** A role in the middle of its edge, on paper of its own. */
function onEdge(role: string, x: number, y: number): string {
  const width = roleWidth(role) + 6;
  return element("rect", { class: "backing", x: x - width / 2, y: y - 8, width, height: 16 }) + write({ text: role, style: "role" }, x, y, "middle");
}
