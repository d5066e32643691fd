import type { ProgramIr } from "../ir/ir.ts";
import { treeLayout } from "../ir/tree-layout.ts";
import { treeCosts } from "./cost.ts";
import { visitsOf } from "./tree-visits.ts";

export interface TreeBounds {
  readonly tree: string;
  /** With those of the trees it runs. */
  readonly nodes: number;
  /** Greatest number of nodes visited in one tick. */
  readonly visits: number;
  /** Greatest number of operations for one tick, and for halting it. */
  readonly operations: number;
  /** What a session keeps from one tick to the next. */
  readonly bytes: number;
}

export function treeBounds(program: ProgramIr): TreeBounds[] {
  const operations = treeCosts(program);
  return (program.trees ?? []).map((tree, i) => {
    const { state, stateEnd } = treeLayout(program.envs.find(({ name }) => name === tree.env)!, tree);
    return { tree: tree.name, nodes: tree.nodes.length, visits: visitsOf(tree)[0]!, operations: operations[i]!.operations, bytes: Float64Array.BYTES_PER_ELEMENT * (stateEnd - state) };
  });
}
