import type { Graph } from "../../compiler/graph/graph.ts";
import { machineGraph } from "../../compiler/graph/machine.ts";
import { treeGraph } from "../../compiler/graph/tree.ts";
import type { TreeIr } from "../../compiler/ir/tree.ts";
import type * as ast from "../../grammar/ast.ts";
import { walk } from "../../grammar/visit.ts";
import { Refusal } from "../../runtime/refusal.ts";

export interface Policy {
  readonly path: string;
  readonly text: string;
  readonly file: ast.File;
  /** None where the file has errors. */
  readonly trees: readonly TreeIr[];
}

/** The tree or machine of that name; without one all machines, and the trees that no other runs. */
export function graphsOf({ path, text, file, trees }: Policy, name: string | undefined): Graph[] {
  const all = file.decls.filter((decl) => decl.kind === "Tree" || decl.kind === "Machine");
  if (all.length === 0) throw new Refusal(`${path} declares no tree and no machine`);
  const chosen = name === undefined ? roots(all) : all.filter((decl) => decl.name.text === name);
  if (chosen.length === 0) throw new Refusal(`${path} has no tree or machine \`${name}\`; it has ${all.map((decl) => `\`${decl.name.text}\``).join(", ")}`);
  return chosen.map((decl) => (decl.kind === "Machine" ? machineGraph(decl, text) : treeGraph(decl, file, text, trees.find((tree) => tree.name === decl.name.text))));
}

function roots(all: readonly (ast.Tree | ast.Machine)[]): readonly (ast.Tree | ast.Machine)[] {
  const run = new Set<string>();
  for (const decl of all) walk(decl, (node) => void (node.kind === "Run" && run.add(node.name.text)));
  const free = all.filter(({ kind, name }) => kind === "Machine" || !run.has(name.text));
  return free.length > 0 ? free : all;
}
