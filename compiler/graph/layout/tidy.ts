import { hierarchy, tree } from "d3-hierarchy";

/** A node's size along the axis on which siblings stand, and along the one that leads down the tree. */
export interface Cell<T> {
  readonly of: T;
  readonly breadth: number;
  readonly depth: number;
  readonly children: readonly Cell<T>[];
}

export interface Placed<T> {
  readonly of: T;
  readonly parent: T | null;
  /** Its middle. */
  readonly breadth: number;
  /** Where its level begins. */
  readonly depth: number;
}

/** Places a tree in levels: siblings keep their order, parents stand in the middle of their children, and nothing overlaps. */
export function tidy<T>(root: Cell<T>, gaps: { readonly sibling: number; readonly cousin: number; readonly level: number }): Placed<T>[] {
  const between = tree<Cell<T>>().nodeSize([1, 1]).separation((a, b) => (a.data.breadth + b.data.breadth) / 2 + (a.parent === b.parent ? gaps.sibling : gaps.cousin));
  const nodes = between(hierarchy(root, ({ children }) => [...children])).descendants();
  const levels: number[] = [];
  for (const { depth, data } of nodes) levels[depth] = Math.max(levels[depth] ?? 0, data.depth);
  const begins: number[] = [];
  levels.reduce((at, level) => (begins.push(at), at + level + gaps.level), 0);
  const least = nodes.reduce((found, { x, data }) => Math.min(found, x - data.breadth / 2), Infinity);
  return nodes.map(({ x, depth, data, parent }) => ({ of: data.of, parent: parent?.data.of ?? null, breadth: x - least, depth: begins[depth]! }));
}
