import type { Ir } from "../../compiler/ir/ir.ts";
import type { TreeLayout } from "../../compiler/ir/tree-layout.ts";
import { LOG_STEP, TreeStatus, type TreeIr } from "../../compiler/ir/tree.ts";

/** What each node gave at its newest visit in the tick; idle: none. */
export function outcomesOf({ nodes }: TreeIr, { log, logged, logEnd }: TreeLayout, io: Float64Array): number[] {
  const outcomes = nodes.map((): number => TreeStatus.idle);
  for (const one of io.subarray(log, Math.min(logEnd, log + io[logged]!))) {
    const status = one % LOG_STEP;
    if (status !== TreeStatus.halted) outcomes[Math.floor(one / LOG_STEP)] = status;
  }
  return outcomes;
}

/** The nodes whose outcome a formula asks for, each once. */
export function outcomesIn(ir: Ir): readonly string[] {
  return [...new Set([...(ir.op === "outcome" ? [ir.name!] : []), ...(ir.args ?? []).flatMap(outcomesIn)])];
}
