import fc from "fast-check";
import { expect, test } from "vitest";
import { verify } from "../../compiler/ir/verify.ts";
import { NODES } from "../../compiler/ir/reward.ts";
import { RewardEpisode } from "../../runtime/interpreter/reward.ts";
import { program } from "../interpreter/build.ts";
import { rewardPrograms, steps } from "./generate.ts";

const TIMES = process.env["POL_LONG"] === "1" ? 10 : 1;

test("what is generated has no faults", () => {
  fc.assert(fc.property(rewardPrograms(), ({ env, reward }) => {
    expect(verify(JSON.parse(JSON.stringify(program({ envs: [env], rewards: [reward] }))))).toEqual([]);
  }), { numRuns: 200 * TIMES });
});

/** Backends that are compared on these programs are compared in all that a reward can have. */
test("all that a reward can have is generated, and most steps are not refused", () => {
  const ops = new Set<string>(), deep = new Set<number>(), why = new Set<string>(), taken = { terminated: 0, truncated: 0, list: 0, refused: 0, all: 0 };
  const programs = fc.sample(rewardPrograms(), { numRuns: 400, seed: 7 });
  for (const { env, reward } of programs) {
    for (const { op } of reward.nodes) ops.add(op);
    for (const { depth } of reward.loops) deep.add(depth);
    const episode = new RewardEpisode(env, reward);
    for (const input of fc.sample(steps(env, reward, 5), { numRuns: 1, seed: 7 }).flat()) {
      if (input.reset) episode.reset();
      const { reward: value, refused, terminated, truncated } = episode.step(input);
      taken.all += 1;
      if (refused !== null) taken.refused += 1;
      if (refused !== null) why.add(refused.replace(/`.*?`/g, "it").replace(/is -?[\d.e+]+, .*/, "is a number"));
      if (typeof value !== "number") taken.list += 1;
      if (terminated !== null) taken.terminated += 1;
      if (truncated !== null) taken.truncated += 1;
    }
  }
  expect([...ops].sort()).toEqual(Object.keys(NODES).sort());
  expect([...deep].sort()).toEqual([0, 1, 2]);
  expect([...why].sort()).toEqual(["it is a number", "it is neither true nor false", "it is not finite", "it is not known", "shape it is not known", "term it is not known", "what is read out of a text is no finite number"]);
  expect(taken.refused / taken.all).toBeLessThan(0.4);
  for (const count of Object.values(taken)) expect(count).toBeGreaterThan(50);
});
