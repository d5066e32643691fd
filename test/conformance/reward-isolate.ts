import type { RewardBatch, RewardResult } from "../../runtime/rewards/batch.ts";
import { openReward, type Reward } from "../../runtime/rewards/reward.ts";
import type { Answers, Backend, Task } from "./reward-backends.ts";
import type { Answer } from "./reward-compare.ts";
import { encoded, givenOf } from "./reward-inputs.ts";

/** As somebody embeds it: observations in JSON, one episode after the other. */
export const stepByStep: Backend = { name: "isolate, step by step", run: (tasks) => each(tasks, sessions) };

/** As somebody trains with it: all episodes of a task side by side, in columns. */
export const inBatch: Backend = { name: "isolate, in batch", run: (tasks) => each(tasks, together) };

async function each(tasks: readonly Task[], run: (reward: Reward, task: Task) => Answers): Promise<Answers[]> {
  const all: Answers[] = [];
  for (const task of tasks) {
    const reward = await openReward(task.bundle);
    try {
      all.push(run(reward, task));
    } finally {
      reward.dispose();
    }
  }
  return all;
}

function sessions(reward: Reward, { cases }: Task): Answers {
  const session = reward.session();
  return cases.map(({ observations }) => {
    session.reset();
    return observations.map((observation) => answer(session.step({ observation: givenOf(reward.env.obsShape, observation) })));
  });
}

/** An episode that is over before others stands still: what it gives from then on, nobody asks. */
function together(reward: Reward, { cases }: Task): Answers {
  const batch = reward.batch(cases.length);
  const all: Answer[][] = cases.map(() => []);
  const columns = columnsOf(batch);
  const longest = Math.max(...cases.map(({ observations }) => observations.length));
  for (let t = 0; t < longest; t++) {
    const going = [...cases.keys()].filter((k) => t < cases[k]!.observations.length);
    for (const k of going) {
      const { slots, texts } = encoded(batch.env, cases[k]!.observations[t]);
      for (const [slot, column] of columns) column[k] = slots[slot]!;
      batch.texts(k, texts);
    }
    batch.step();
    for (const k of going) all[k]!.push(answer(batch.result(k)));
  }
  return all;
}

/** The columns of the observations that the reward reads, by slot. */
function columnsOf(batch: RewardBatch): readonly (readonly [slot: number, column: Float64Array])[] {
  const read = new Set(batch.inputs);
  return batch.env.obs.flatMap(({ name }, slot) => (read.has(name) ? [[slot, batch.input(name)] as const] : []));
}

function answer({ reward, refused, terms, logs, terminated }: RewardResult): Answer {
  return { reward, why: refused, terms: { ...terms, ...logs }, terminated: terminated !== null };
}
