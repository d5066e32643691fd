import type { Cost } from "../compiler/analyze/cost.ts";
import type { RewardCost } from "../compiler/analyze/reward-cost.ts";
import type { SpecCost } from "../compiler/analyze/spec-cost.ts";
import type { TreeBounds } from "../compiler/analyze/tree-bounds.ts";

export function costLine({ guard, operations, bytes, events }: Cost): string {
  const count = operations.toLocaleString("en");
  return bytes > 0 ? `\`${guard}\`: at most ${count} operations a step, ${bytes} bytes a session` : `\`${guard}\`: at most ${count} operations a call, over ${events.toLocaleString("en")} events of a principal`;
}

export function specCostLine({ spec, session, wholeTrace }: SpecCost): string {
  if (session === null) return `\`${spec}\`: needs the whole trace: ${wholeTrace}`;
  const { bytes, rows, looksBack, horizon, ahead, because } = session;
  const settled = horizon === null ? "never, it looks ahead without an end" : horizon.samples === 0 ? "at once" : `after ${counted(horizon.samples, "sample")} (${Number(horizon.seconds.toPrecision(6))} s)`;
  const look = `a look of ${counted(ahead, "sample")}`;
  const interval = because === null ? look : `${because}: ${look}`;
  const cost = looksBack === null ? "amortised constant" : `each window by the clock a look back at ${counted(looksBack, "sample")} at most`;
  return `\`${spec}\`: ${bytes} bytes a session; ${counted(rows, "row")} a sample, ${cost}; settled ${settled}; interval at the first sample: ${interval}`;
}

export function rewardCostLine({ reward, operations, bytes, ranges }: RewardCost): string {
  const end = (x: number): string => (Number.isFinite(x) ? String(Number(x.toPrecision(6))) : x > 0 ? "∞" : "−∞");
  const between = ranges.map(({ name, low, high }) => `${name === "all" && ranges.length > 1 ? "in all" : `\`${name}\``} ${end(low)}..${end(high)}`);
  return `\`${reward}\`: at most ${operations.toLocaleString("en")} operations a step, ${bytes} bytes an environment; pays ${(ranges.length === 2 ? between.slice(0, 1) : between).join(", ")}`;
}

export function treeLine({ tree, nodes, visits, operations, bytes }: TreeBounds): string {
  return `\`${tree}\`: ${counted(nodes, "node")}, at most ${counted(visits, "visit")} and ${counted(operations, "operation")} a tick, ${bytes} bytes a session`;
}

const counted = (n: number, what: string): string => `${n.toLocaleString("en")} ${what}${n === 1 ? "" : "s"}`;
