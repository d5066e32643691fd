import type { Bundle } from "../../compiler/bundle.ts";
import type { EnvIr, Shape, Slot, TestIr, TestStepIr } from "../../compiler/ir/ir.ts";
import { RewardEpisode, type RewardStep } from "../interpreter/reward.ts";
import { oracle, type Sample } from "../interpreter/trace.ts";
import { Refusal } from "../refusal.ts";
import { featuresOf, type Texts } from "../texts/features.ts";
import type { Report } from "./tests.ts";

/** What a step of a test sees. */
interface Given {
  readonly obs: readonly number[];
  readonly act: readonly number[];
  readonly texts: Texts;
}

const TRUTH = ["false", "unknown", "true"] as const;

/** Plays a test on a reward: each `given` and `with` is one step. What is not given is unknown; an action that is not is the default. */
export function runRewardTest(test: TestIr, { ir }: Bundle, report: Report): void {
  const on = ir.rewards?.find((one) => one.name === test.on);
  const env = ir.envs.find((one) => one.name === on?.env);
  if (env === undefined) throw new Refusal(`there is no reward \`${test.on}\``);
  const loose: EnvIr = { ...env, obsShape: allOptional(env.obsShape) };
  const wanted = new Set([test.on, ...test.steps.flatMap((s) => (s.kind === "expectTrend" ? [s.reward] : []))]);
  const played = new Map((ir.rewards ?? []).filter(({ name }) => wanted.has(name)).map((reward) => [reward.name, { read: featuresOf(reward), episode: new RewardEpisode(loose, reward) }]));
  const paid = new Map([...played.keys()].map((name): [string, RewardStep[]] => [name, []]));
  const nothing: Given = { obs: unknownObservation(env), act: env.acts.map((slot) => (slot.kind === "bool" ? 2 * slot.default : slot.default)), texts: {} };
  const trace: Sample[] = [];
  let now = nothing;
  for (const step of test.steps) {
    if (step.kind === "given" || step.kind === "with") {
      now = withSets(step, env, step.kind === "given" ? nothing : now);
      trace.push({ obs: now.obs, act: now.act, last: trace.at(-1)?.act ?? nothing.act, mem: [], active: NaN });
      for (const [name, { read, episode }] of played) paid.get(name)!.push(episode.step({ obs: now.obs, acts: now.act, features: read(now.texts) }));
    } else if (step.kind === "expectTrend") expectTrend(step, paid.get(step.reward)!, report);
    else if (step.kind === "expect") {
      if (trace.length === 0) report.fail(step.at, "nothing was given before this `expect`");
      else {
        const truth = oracle(ir, env, trace).truth(step.formula, trace.length - 1);
        if (truth !== 2) report.fail(step.at, `\`${step.text}\` is ${TRUTH[truth]}`);
      }
    }
  }
}

function expectTrend({ at, reward, up }: Extract<TestStepIr, { kind: "expectTrend" }>, steps: readonly RewardStep[], report: Report): void {
  const [before, now] = steps.slice(-2);
  if (now === undefined || before === undefined) return report.fail(at, `\`${reward}\` is compared with the step before: there must be two, a \`given\` and a \`with\``);
  const refused = before.refused ?? now.refused;
  if (refused !== null) return report.fail(at, `\`${reward}\` is not known: ${refused}`);
  if (typeof before.reward !== "number" || typeof now.reward !== "number") return report.fail(at, `\`${reward}\` is a list, which neither increases nor decreases`);
  if (up ? now.reward > before.reward : now.reward < before.reward) return;
  report.fail(at, `\`${reward}\` went from ${shown(before.reward)} to ${shown(now.reward)}, it does not ${up ? "increase" : "decrease"}`);
}

const shown = (x: number): string => String(Number(x.toPrecision(6)));

/** An observation of which nothing is known. */
export function unknownObservation(env: EnvIr): number[] {
  const lengths = new Set<number>();
  lists(env.obsShape, lengths);
  return env.obs.map(({ kind }, i) => (lengths.has(i) ? 0 : kind === "bool" ? 1 : NaN));
}

function lists(shape: Shape, found: Set<number>): void {
  if (shape.kind === "list") found.add(shape.length);
  if (shape.kind === "record") for (const { shape: inner } of shape.fields) lists(inner, found);
  else if (shape.kind === "vector" || shape.kind === "list") for (const item of shape.items) lists(item, found);
}

function withSets({ sets, acts, texts }: Extract<TestStepIr, { kind: "given" | "with" }>, env: EnvIr, before: Given): Given {
  return { obs: placed(before.obs, env.obs, sets), act: placed(before.act, env.acts, acts ?? []), texts: { ...before.texts, ...Object.fromEntries((texts ?? []).map(({ name, value }) => [name, value])) } };
}

function placed(before: readonly number[], slots: readonly Slot[], sets: readonly { readonly name: string; readonly value: number }[]): number[] {
  const values = [...before];
  for (const { name, value } of sets) values[slots.findIndex((slot) => slot.name === name)] = value;
  return values;
}

function allOptional(shape: Shape): Shape {
  if (shape.kind !== "record") return shape;
  return { ...shape, fields: shape.fields.map((field) => ({ ...field, optional: true as const, shape: allOptional(field.shape) })) };
}
