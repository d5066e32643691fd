import { createColors } from "picocolors";
import type { GraphNode, TreeGraph } from "../../compiler/graph/graph.ts";
import { cutTo } from "../../compiler/graph/svg/measure.ts";
import { CHARACTER } from "../../compiler/graph/symbols.ts";

/** In front of a node: what it gave at this tick. */
export const MARKS: Readonly<Record<string, string>> = { running: "●", success: "✓", failure: "✗", skipped: "–", halted: "■" };
const NONE = "·";

export type Statuses = ReadonlyMap<string, string>;

export interface OutlineOptions {
  readonly color: boolean;
  readonly columns: number;
  /** More lines than this are too many: what was not visited is folded then. */
  readonly lines: number;
}

/** The tree with each node's status, a line a node, indented. */
export function outline({ root }: TreeGraph, statuses: Statuses, { color, columns, lines }: OutlineOptions): string[] {
  const all = linesOf(root, statuses, false);
  const shown = all.length <= lines ? all : linesOf(root, statuses, true);
  const cut = shown.length <= lines ? shown : [...shown.slice(0, lines - 1), { depth: 0, text: `and ${shown.length - lines + 1} lines more`, status: undefined }];
  return cut.map(({ depth, text, status }) => painted(cutTo(`${MARKS[status ?? ""] ?? NONE} ${"  ".repeat(depth)}${text}`, columns), status, color));
}

interface OutlineLine {
  readonly depth: number;
  readonly text: string;
  readonly status: string | undefined;
}

function linesOf(root: GraphNode, statuses: Statuses, fold: boolean): OutlineLine[] {
  const lines: OutlineLine[] = [];
  const add = (node: GraphNode, depth: number): void => {
    const status = statuses.get(node.name ?? "");
    const folded = fold && status === undefined && node.children.length > 0;
    lines.push({ depth, text: `${wordsOf(node)}${folded ? " …" : ""}`, status });
    if (!folded) for (const child of node.children) add(child, depth + 1);
  };
  add(root, 0);
  return lines;
}

/** A node on one line. */
export function wordsOf({ symbol, word, label, subject, details, role }: GraphNode): string {
  return [...(role === null ? [] : [`${role}:`]), CHARACTER[symbol], word, ...(label === null || label === subject ? [] : [label]), ...(subject === null ? [] : [subject]), ...details].join(" ");
}

/** Colours of statuses; what was not visited is faint. */
export function painted(text: string, status: string | undefined, color: boolean): string {
  const { cyan, green, red, yellow, dim } = createColors(color);
  const paint = { running: cyan, success: green, failure: red, halted: yellow }[status ?? ""] ?? dim;
  return paint(text);
}
