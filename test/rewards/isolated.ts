import { makeBundle } from "../../compiler/bundle.ts";
import { link } from "../../compiler/emit/link.ts";
import { emit } from "../../compiler/emit/module.ts";
import type { ProgramIr } from "../../compiler/ir/ir.ts";
import { columnWidth, Refused, rewardLayout, type RewardLayout } from "../../compiler/ir/reward-layout.ts";
import { RewardEpisode, type RewardStep } from "../../runtime/interpreter/reward.ts";
import { Sandbox } from "../../runtime/sandbox/isolate.ts";
import { program } from "../interpreter/build.ts";
import type { Chance } from "../property/random.ts";
import type { RewardProgram } from "./generate.ts";
import { anyStep, type StepInput } from "./inputs.ts";

const source = { path: "t.pol", text: "" };

/** All of these in one module: reward i is called `r<i>`, over env `e<i>`. */
export function together(programs: readonly RewardProgram[]): ProgramIr {
  return program({ envs: programs.map(({ env }, i) => ({ ...env, name: `e${i}` })), rewards: programs.map(({ reward }, i) => ({ ...reward, name: `r${i}`, env: `e${i}` })) });
}

/** Opens them in one isolate. `most`: nodes of emitted code in one function. */
export async function opened<T>(programs: readonly RewardProgram[], use: (sandbox: Sandbox, name: (i: number) => string) => T, most?: number): Promise<T> {
  const bundle = await makeBundle(together(programs), source, {}, "0");
  const js = most === undefined ? bundle.js : await link(emit(bundle.ir, source, most).code);
  const sandbox = await Sandbox.open({ ...bundle, js }, 256);
  try {
    return use(sandbox, (i) => `r${i}`);
  } finally {
    sandbox.dispose();
  }
}

/** Environments of one reward in the isolate, as numbers in a buffer. */
export class Columns {
  readonly io: Float64Array;
  readonly layout: RewardLayout;
  readonly n: number;
  readonly step: () => void;
  readonly reset: () => void;

  constructor(sandbox: Sandbox, name: string, { reward }: RewardProgram, n: number) {
    this.n = n;
    this.layout = rewardLayout(reward);
    this.io = new Float64Array(new SharedArrayBuffer(8 * this.layout.columns * columnWidth(n)));
    const { reset, step } = sandbox.bindReward(name, this.io, n);
    this.step = step;
    this.reset = reset;
    reset();
  }

  get(column: number, k: number): number {
    return this.io[column * columnWidth(this.n) + k]!;
  }

  set(column: number, k: number, value: number): void {
    this.io[column * columnWidth(this.n) + k] = value;
  }

  write(k: number, { obs, acts, features, reset }: StepInput): void {
    const { layout } = this;
    for (const [slot, column] of layout.obs) this.set(column, k, obs[slot]!);
    for (const [slot, column] of layout.acts) this.set(column, k, acts[slot]!);
    features.forEach((value, i) => this.set(layout.features + i, k, value));
    if (reset) this.set(layout.resets, k, 1);
  }

  output(node: number, k: number): number | number[] {
    const { column, list } = this.layout.outputs.get(node)!;
    if (list === null) return this.get(column, k);
    return Array.from({ length: this.get(list.length, k) }, (_, i) => this.get(column + i, k));
  }
}

export interface Compared {
  readonly steps: number;
  readonly refused: number;
  readonly differences: readonly string[];
}

/** Some episodes of `n` environments in the isolate, each beside the interpreter. */
export function compare(c: Chance, sandbox: Sandbox, name: string, over: RewardProgram, n: number, steps: number): Compared {
  const columns = new Columns(sandbox, name, over, n);
  const episodes = Array.from({ length: n }, () => new RewardEpisode(over.env, over.reward));
  const differences: string[] = [];
  let refused = 0;
  for (let step = 0; step < steps; step++) {
    const given = episodes.map(() => anyStep(c, over.env, over.reward));
    given.forEach((input, k) => columns.write(k, input));
    columns.step();
    for (const [k, episode] of episodes.entries()) {
      if (given[k]!.reset) episode.reset();
      const expected = episode.step(given[k]!);
      if (expected.refused !== null) refused++;
      differences.push(...differ(over, expected, columns, k).map((what) => `${name}, step ${step}, environment ${k}: ${what}`));
    }
  }
  return { steps: n * steps, refused, differences };
}

function differ({ reward }: RewardProgram, expected: RewardStep, columns: Columns, k: number): string[] {
  const { layout } = columns;
  const found: string[] = [];
  const say = (what: string, is: unknown, not: unknown): void => void found.push(`${what} is ${String(is)} and not ${String(not)}`);
  const why = columns.get(layout.refused, k);
  if ((why !== Refused.no) !== (expected.refused !== null)) say("refusal", why, expected.refused);
  if (why >= Refused.item && expected.refused?.includes(`\`${reward.items[(why - Refused.item) >> 1]!.name}\``) !== true) say("the reason", why, expected.refused);
  // A power may differ in its last bits.
  const tolerance = reward.nodes.some(({ op }) => op === "pow") ? 1e-9 : 0;
  for (const node of layout.outputs.keys()) if (!same(columns.output(node, k), expected.values.get(node)!, tolerance)) say(`node ${node}`, columns.output(node, k), expected.values.get(node));
  for (const which of ["terminated", "truncated"] as const) {
    const stop = reward.stops[columns.get(layout[which], k)]?.name ?? null;
    if (stop !== expected[which]) say(which, stop, expected[which]);
  }
  if (columns.get(layout.resets, k) !== 0) say("the reset", columns.get(layout.resets, k), 0);
  return found;
}

/** −0 counts as 0, NaN as NaN. */
export function same(a: number | readonly number[], b: number | readonly number[], tolerance: number): boolean {
  if (typeof a === "number" && typeof b === "number") return a === b || (a !== a && b !== b) || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));
  return typeof a !== "number" && typeof b !== "number" && a.length === b.length && a.every((one, i) => same(one, b[i]!, tolerance));
}
