import type { Ir } from "../ir/ir.ts";
import type { SetIr, TreeIr, TreeNodeIr } from "../ir/tree.ts";
import { visitsOf } from "./tree-visits.ts";

/** Operations for one tick, and for halting the tree behind it. `of`: those of an expression; `controller`: of all that a controller sets. */
export function treeCost(tree: TreeIr, of: (ir: Ir) => number, controller: (name: string) => number): number {
  const run = (sets: readonly SetIr[] = []): number => sum(sets.map(({ value }) => 1 + of(value)));
  const proposed = (node: TreeNodeIr): number => (node.kind !== "do" ? 0 : node.source === null ? sum(node.sets.map(({ value }) => 1 + of(value))) : controller(node.source));
  const weigh = (node: TreeNodeIr): number => {
    const { pre = {}, post = {} } = node;
    const sets = [post.success, post.failure, post.halted, post.always, node.kind === "set" ? node.sets : []];
    return 1 + sum([...Object.values(pre), ...expressionsOf(node)].map(of)) + sum(sets.map(run)) + proposed(node);
  };
  const afterwards = sum(tree.nodes.map((node) => 1 + run(node.post?.halted) + proposed(node)));
  return visitsOf(tree, weigh)[0]! + afterwards;
}

/** What a visit computes besides conditions around the node, sets and proposals. */
function expressionsOf(node: TreeNodeIr): readonly Ir[] {
  switch (node.kind) {
    case "parallel": return [node.success, node.failure];
    case "parallelAll": return [node.failures];
    case "switch": return node.cases;
    // Once more where it fails.
    case "retry": case "repeat": return [node.times, node.times];
    case "timeout": case "delay": case "every": case "wait": return [node.samples];
    case "when": case "check": return [node.value];
    case "loop": return node.values;
    case "extern": return node.args.map(({ value }) => value);
    case "do": return node.until === null ? [] : [node.until];
    default: return [];
  }
}

const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);
