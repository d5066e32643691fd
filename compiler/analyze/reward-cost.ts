import type { ProgramIr } from "../ir/ir.ts";
import { LISTS, loopsOf, type RewardIr } from "../ir/reward.ts";
import { rangesOf } from "./reward-ranges.ts";

export interface RewardCost {
  readonly reward: string;
  /** Greatest number of operations for one step. */
  readonly operations: number;
  /** What an environment remembers from one step to the next. */
  readonly bytes: number;
  /** What each term and the whole can be, weight and stage applied; infinite where nothing bounds them. */
  readonly ranges: readonly { readonly name: string; readonly low: number; readonly high: number }[];
}

export function rewardCosts(program: ProgramIr): RewardCost[] {
  return (program.rewards ?? []).map((reward) => {
    const ranges = rangesOf(program.envs.find(({ name }) => name === reward.env)!, reward);
    const cells = reward.cells.reduce((sum, cell) => sum + (cell.kind === "history" ? cell.max : 1), 1);
    const of = (name: string, node: number): RewardCost["ranges"][number] => ({ name, low: ranges[node]!.low, high: ranges[node]!.high });
    const terms = reward.items.flatMap(({ name, counted }) => (counted === null ? [] : [of(name, counted)]));
    return { reward: reward.name, operations: rewardCost(reward), bytes: 8 * cells, ranges: [...terms, of("all", reward.total)] };
  });
}

/** Greatest number of operations for one step: each node once for each value of the loop variables that it varies with. */
export function rewardCost(reward: RewardIr): number {
  const { nodes, loops } = reward, around = loopsOf(reward);
  return nodes.reduce((all, { op, loop, args }, id) => {
    const times = around[id]!.reduce((product, outer) => product * loops[outer]!.max, 1);
    const isOverLoop = loop !== undefined && op !== "index";
    return all + times * (isOverLoop ? loops[loop]!.max + 1 : 1 + (LISTS.has(op) ? 0 : args.length));
  }, 0);
}
