import type { ProgramIr } from "../../compiler/ir/ir.ts";
import type { TreeIr, TreeNodeIr } from "../../compiler/ir/tree.ts";
import { Refusal } from "../refusal.ts";

/** The nodes that a name means: one by its full name, else all that are called so in a subtree, or that run or propose what is called so. */
export function nodesNamed(tree: TreeIr, name: string): readonly string[] {
  const exact = tree.nodes.filter((node) => node.name === name);
  const found = exact.length > 0 ? exact : tree.nodes.filter((node) => node.name.endsWith(`/${name}`) || (node.kind === "extern" && node.leaf === name) || (node.kind === "do" && node.source === name));
  if (found.length > 0) return found.map((node) => node.name);
  const leaves = tree.nodes.filter(({ kind }) => kind === "extern" || kind === "do").map((node) => `\`${node.name}\``);
  throw new Refusal(`the tree \`${tree.name}\` has no node \`${name}\`${leaves.length === 0 ? "" : `; it has ${leaves.slice(0, 8).join(", ")}${leaves.length > 8 ? " and more" : ""}`}`);
}

/** The program with leaves that the host runs in place of nodes of one tree, and of all below them. */
export function mocked(program: ProgramIr, name: string, nodes: ReadonlySet<string>): ProgramIr {
  return { ...program, trees: (program.trees ?? []).map((tree) => (tree.name === name ? { ...tree, nodes: without(tree.nodes, nodes) } : tree)) };
}

function without(nodes: readonly TreeNodeIr[], mocks: ReadonlySet<string>): TreeNodeIr[] {
  const kept: TreeNodeIr[] = [];
  const keep = (from: number): number => {
    const index = kept.length;
    const node = nodes[from]!;
    kept.push(node);
    const { name, at, pre, post } = node;
    if (mocks.has(name) && node.kind !== "extern") kept[index] = { kind: "extern", leaf: name, args: [], outputs: [], name, at, children: [], ...(pre && { pre }), ...(post && { post }) };
    else kept[index] = { ...node, children: node.children.map(keep) };
    return index;
  };
  keep(0);
  return kept;
}
