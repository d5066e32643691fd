import { RewardEpisode } from "../../runtime/interpreter/reward.ts";
import { reported } from "../../runtime/rewards/reported.ts";
import { featuresOf } from "../../runtime/texts/features.ts";
import type { Backend, Task } from "./reward-backends.ts";
import type { Case } from "./reward-cases.ts";
import { REFUSED, type Answer } from "./reward-compare.ts";
import { encoded, envOf } from "./reward-inputs.ts";

/** The oracle: each episode on its own, in the host. */
export const interpreter: Backend = {
  name: "interpreter",
  run: async (tasks) => tasks.map((task) => task.cases.map((one) => episode(task, one))),
};

function episode(task: Task, { observations }: Case): readonly Answer[] {
  const { reward } = task;
  const env = envOf(task);
  const running = new RewardEpisode(env, reward);
  const features = featuresOf(reward);
  return observations.map((observation) => {
    const { slots, texts, problem } = encoded(env, observation);
    if (problem !== null) return REFUSED(problem);
    const step = running.step({ obs: slots, acts: [], features: features(texts) });
    if (step.refused !== null) return REFUSED(step.refused);
    const terms = Object.fromEntries(reward.items.map(({ name, value }) => [name, reported(value, reward, step.values)]));
    return { reward: step.reward, why: null, terms, terminated: step.terminated !== null };
  });
}
