import type * as ast from "../../../grammar/ast.ts";
import { walk } from "../../../grammar/visit.ts";

/** Every `run` of a tree, in order. */
export function runsOf(root: ast.TreeNode): readonly ast.TreeRun[] {
  const runs: ast.TreeRun[] = [];
  walk(root, (node) => {
    if (node.kind === "Run") runs.push(node);
  });
  return runs;
}

/** How often a tree names an entry. */
export function usesOf(root: ast.TreeNode, entry: string): number {
  let uses = 0;
  walk(root, (node) => {
    const name = node.kind === "Name" ? node.name : node.kind === "Path" ? node.parts[0] : node.kind === "Updated" ? node.entry : node.kind === "Loop" ? node.variable : undefined;
    if (name?.text === entry) uses += 1;
  });
  return uses;
}
