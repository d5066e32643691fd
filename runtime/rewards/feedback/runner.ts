import type { RewardStep } from "../../interpreter/reward.ts";
import type { NodeValue } from "../../interpreter/reward-nodes.ts";
import type { RewardBatch } from "../batch.ts";
import { reportedNodes } from "../../../compiler/ir/reward-layout.ts";
import type { PlayedInput } from "./episodes.ts";

/** What one step gave: to be read before the next one. */
export interface PlayedStep extends Pick<RewardStep, "refused" | "terminated" | "truncated"> {
  /** By node, of those that items report and count, and of the total. */
  readonly values: { get(node: number): NodeValue | undefined };
}

/** What runs a reward: one step of an episode after the other. */
export interface Runner {
  reset(): void;
  step(input: PlayedInput): PlayedStep;
}

/** Runs it in the isolate, as a batch of one. */
export function batchRunner(batch: RewardBatch): Runner {
  const { env, ir } = batch;
  const wanted = new Set(batch.inputs);
  const columns = (of: "obs" | "acts") => env[of].flatMap(({ name }, slot) => (wanted.has(name) ? [{ of, slot, column: batch.input(name) }] : []));
  const inputs = [...columns("obs"), ...columns("acts")];
  const outputs = new Map(reportedNodes(ir).map((node) => [node, batch.output(node)]));
  const { refused, terminated, truncated } = batch;
  const stop = (column: Float64Array): string | null => ir.stops[column[0]!]?.name ?? null;
  const values: PlayedStep["values"] = {
    get(node) {
      const output = outputs.get(node);
      return output === undefined || output instanceof Float64Array ? output?.[0] : output.elements.slice(0, output.length[0]).map((column) => column[0]!);
    },
  };
  return {
    reset: () => batch.reset(),
    step(input) {
      for (const { of, slot, column } of inputs) column[0] = input[of][slot]!;
      if (ir.features.length > 0) batch.texts(0, input.texts);
      batch.step();
      return { refused: refused[0] === 0 ? null : batch.result(0).refused, terminated: stop(terminated), truncated: stop(truncated), values };
    },
  };
}
