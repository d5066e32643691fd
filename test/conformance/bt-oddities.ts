import type { TreeIr, TreeNodeIr } from "../../compiler/ir/tree.ts";

/** Oddities of the library that the strict mode does not have, each by itself. */
const FLAGS = ["yields", "stalls", "swallows", "sticks", "slips", "loses"] as const;

/** The tree with one oddity of the library and none of the others, for each that it could have. */
export function oddities(tree: TreeIr): readonly (readonly [oddity: string, tree: TreeIr])[] {
  const has = (flag: string): boolean => tree.nodes.some((node) => flag in node && (flag !== "yields" || node.kind === "memorySequence"));
  const set = (node: TreeNodeIr, flag: string): TreeNodeIr => (flag in node && (flag !== "yields" || node.kind === "memorySequence") ? { ...node, [flag]: true } as TreeNodeIr : node);
  return [
    ...FLAGS.filter(has).map((flag) => [flag, { ...tree, nodes: tree.nodes.map((node) => set(node, flag)) }] as const),
    ["haltsEvery", { ...tree, haltsEvery: true }], ["keepsWake", { ...tree, keepsWake: true }],
  ];
}
