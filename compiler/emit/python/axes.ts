import type { NodeRange } from "../../analyze/reward-ranges.ts";
import { LISTS, loopsOf, REDUCTIONS, type NodeIr, type RewardIr } from "../../ir/reward.ts";

/** How many axes each node's array has: environments, then loops by their depth up to the deepest it reads; 0: no array, the same everywhere. */
export interface Axes {
  readonly of: readonly number[];
  /** Perhaps without one element an environment: the first axis is then 1. */
  readonly isFixed: readonly boolean[];
  /** The loops whose index a node reads. */
  readonly loops: readonly (readonly number[])[];
}

const OF_ENVIRONMENT: ReadonlySet<NodeIr["op"]> = new Set(["obs", "act", "feature", "item", "state", "first", "steps", "history"]);

export function axesOf(reward: RewardIr, ranges: readonly NodeRange[]): Axes {
  const loops = loopsOf(reward), of: number[] = [], isFixed: boolean[] = [];
  for (const [id, node] of reward.nodes.entries()) {
    const depths = loops[id]!.map((loop) => reward.loops[loop]!.depth), isList = LISTS.has(node.op);
    if (node.op === "present" && ranges[node.args[0]!]!.known) {
      isFixed.push(true);
      of.push(0);
      continue;
    }
    // How long lists are comes in where they are reduced.
    const read = node.op === "at" ? node.args.slice(0, 1) : REDUCTIONS.has(node.op) ? [...node.args, reward.loops[node.loop!]!.length] : node.args;
    isFixed.push(!OF_ENVIRONMENT.has(node.op) && read.every((arg) => isFixed[arg]!));
    const isAlone = !isList && node.loop === undefined && node.op !== "at" && isFixed.at(-1)! && node.args.every((arg) => of[arg] === 0);
    of.push(isList ? listAxes(reward, node) : isAlone ? 0 : Math.max(-1, ...depths) + 2);
  }
  return { of, isFixed, loops };
}

/** A list's own axis is the last. */
export function listAxes({ loops }: RewardIr, { loop }: NodeIr): number {
  return loops[loop!]!.depth + 2;
}
