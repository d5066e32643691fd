import { costs, MOST_A_DECISION } from "../analyze/cost.ts";
import { rewardCost } from "../analyze/reward-cost.ts";
import type { Context } from "../check/context.ts";
import type { ProgramIr } from "../ir/ir.ts";

/** A guard or a reward whose bound says that it may not decide in time. The counter-example was a function that calls another twice, 40 deep. */
export function tooCostly(program: ProgramIr, cx: Context): void {
  const worst = new Map(costs(program).map(({ guard, operations }) => [guard, operations]));
  for (const { name, at } of program.guards) {
    const operations = worst.get(name)!;
    if (operations <= MOST_A_DECISION) continue;
    const span = cx.symbols.get(name)?.name.span ?? { start: at[0], end: at[1] };
    cx.bag.add("tooCostly", span, { name, operations: operations.toExponential(0), limit: MOST_A_DECISION.toExponential(0) });
  }
  for (const reward of program.rewards ?? []) {
    const operations = rewardCost(reward);
    const decl = cx.symbols.get(reward.name);
    if (operations > MOST_A_DECISION && decl !== undefined) cx.bag.add("tooCostly", decl.name.span, { name: reward.name, operations: operations.toExponential(0), limit: MOST_A_DECISION.toExponential(0) });
  }
}
