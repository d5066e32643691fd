import { literal } from "../ir/fold.ts";
import type { TreeIr, TreeNodeIr } from "../ir/tree.ts";

/** Nodes visited in one tick, at most: some milliseconds. */
export const MOST_VISITS = 1_000_000;

/** The greatest number of nodes visited in one tick, by node: of it and all below it; or what these visits weigh. */
export function visitsOf({ nodes }: Pick<TreeIr, "nodes">, weigh: (node: TreeNodeIr) => number = () => 1): readonly number[] {
  const visits = new Array<number>(nodes.length).fill(0);
  // Children stand behind their parents.
  for (let n = nodes.length - 1; n >= 0; n--) visits[n] = weigh(nodes[n]!) + below(nodes[n]!, nodes[n]!.children.map((c) => visits[c]!));
  return visits;
}

const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);
const most = (all: readonly number[]): number => Math.max(0, ...all);

function below(node: TreeNodeIr, children: readonly number[]): number {
  switch (node.kind) {
    case "ifThenElse": case "whileDoElse": return children[0]! + most(children.slice(1));
    case "switch": return most(children);
    case "retry": case "repeat": return attempts(node) * children[0]!;
    case "recovery": return children[0]! + node.retries * sum(children);
    default: return sum(children);
  }
}

/** How often a loop can turn in one tick: it ends the attempt it was in, and begins one more. */
function attempts({ times }: { readonly times: Parameters<typeof literal>[0] }): number {
  const known = literal(times) ?? -1;
  return known === -1 ? 2 : Math.max(0, Math.min(2, Math.ceil(known)));
}
