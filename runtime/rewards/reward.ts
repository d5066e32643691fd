import type { Bundle } from "../../compiler/bundle.ts";
import type { EnvIr } from "../../compiler/ir/ir.ts";
import type { RewardIr } from "../../compiler/ir/reward.ts";
import { bundleOf } from "../files/load.ts";
import { Refusal } from "../refusal.ts";
import { Sandbox } from "../sandbox/isolate.ts";
import { RewardBatch } from "./batch.ts";
import { RewardSession } from "./session.ts";

export interface RewardOptions {
  /** Which reward; it may be left out where there is one. */
  readonly reward?: string;
}

/** Buffers are shared with the host; what a reward itself needs is little. */
const MEMORY_MB = 256;

/** Loads a reward from a `.pol` file or a bundle. Throws a Refusal, in one sentence, for anything that cannot be used. */
export async function loadReward(path: string, options: RewardOptions = {}): Promise<Reward> {
  return openReward(await bundleOf(path, { models: "none" }), options);
}

/** Opens a reward of a bundle that has been read or made already. */
export async function openReward(bundle: Bundle, { reward }: RewardOptions = {}): Promise<Reward> {
  const ir = rewardOf(bundle, reward);
  return new Reward(bundle, ir, await Sandbox.open(bundle, MEMORY_MB));
}

/** The reward of that name, or the only one. */
export function rewardOf({ ir, path }: Bundle, name: string | undefined): RewardIr {
  const rewards = ir.rewards ?? [];
  const names = rewards.map((one) => `\`${one.name}\``).join(", ");
  if (rewards.length === 0) throw new Refusal(`${path} declares no reward`);
  if (name === undefined && rewards.length > 1) throw new Refusal(`${path} has several rewards (${names}): say which`);
  const found = name === undefined ? rewards[0] : rewards.find((one) => one.name === name);
  if (found === undefined) throw new Refusal(`${path} has no reward \`${name}\`; it has ${names}`);
  return found;
}

/** A loaded reward: one isolate, any number of sessions and batches. */
export class Reward {
  readonly bundle: Bundle;
  readonly ir: RewardIr;
  readonly env: EnvIr;
  readonly #sandbox: Sandbox;

  constructor(bundle: Bundle, ir: RewardIr, sandbox: Sandbox) {
    this.bundle = bundle;
    this.ir = ir;
    this.env = bundle.ir.envs.find(({ name }) => name === ir.env)!;
    this.#sandbox = sandbox;
  }

  /** One environment, from observations in JSON. */
  session(): RewardSession {
    return new RewardSession(this.batch(1));
  }

  /** Many environments at once, from columns of numbers. */
  batch(n: number): RewardBatch {
    return new RewardBatch(this.#sandbox, this.env, this.ir, n);
  }

  dispose(): void {
    this.#sandbox.dispose();
  }
}
