import { analyze } from "../../compiler/program.ts";
import type { RewardIr } from "../../compiler/ir/reward.ts";
import { encode } from "../../runtime/guard/shape.ts";
import { RewardEpisode, type RewardStep } from "../../runtime/interpreter/reward.ts";
import { reported } from "../../runtime/rewards/reported.ts";
import { featuresOf } from "../../runtime/texts/features.ts";

const HOST = { readText: () => undefined, exists: () => true };

/** What a file's findings are: code and message. */
export function findings(text: string): readonly string[] {
  return analyze({ path: "a.pol", text }, HOST).diagnostics.map(({ code, message }) => `${code} ${message}`);
}

export interface Paid {
  readonly step: RewardStep;
  readonly reward: RewardStep["reward"];
  /** Terms and logs as they are reported. */
  readonly items: Readonly<Record<string, unknown>>;
  readonly counted: Readonly<Record<string, unknown>>;
}

/** The last reward of a file, run by the reference interpreter over observations in JSON. */
export function play(text: string): { readonly reward: RewardIr; readonly step: (observation: object, action?: object) => Paid; readonly reset: () => void } {
  const { program, diagnostics } = analyze({ path: "a.pol", text }, HOST);
  const wrong = diagnostics.filter(({ severity }) => severity === "error");
  const reward = program.rewards?.at(-1);
  if (wrong.length > 0 || reward === undefined) throw new Error(wrong.map(({ code, message }) => `${code} ${message}`).join("; ") || "no reward");
  const env = program.envs.find(({ name }) => name === reward.env)!;
  const episode = new RewardEpisode(env, reward);
  const features = featuresOf(reward);
  return {
    reward,
    reset: () => episode.reset(),
    step: (observation, action) => {
      const obs = new Float64Array(env.obs.length).fill(NaN);
      const acts = Float64Array.from(env.acts, (slot) => (slot.kind === "bool" ? 2 * slot.default : slot.default));
      const problems = encode(env.obsShape, env.obs, observation, obs, 0);
      if (action !== undefined) problems.push(...encode(env.actShape, env.acts, action, acts, 0));
      if (problems.length > 0) throw new Error(problems.join("; "));
      const step = episode.step({ obs, acts, features: features(observation as Record<string, string>) });
      const of = (pick: (item: RewardIr["items"][number]) => unknown): Record<string, unknown> => Object.fromEntries(reward.items.map((item) => [item.name, pick(item)]));
      return { step, reward: step.reward, items: of((item) => reported(item.value, reward, step.values)), counted: of((item) => (item.counted === null ? null : step.values.get(item.counted))) };
    },
  };
}
