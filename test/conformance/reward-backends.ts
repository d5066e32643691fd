import type { Bundle } from "../../compiler/bundle.ts";
import type { RewardIr } from "../../compiler/ir/reward.ts";
import type { Case } from "./reward-cases.ts";
import type { Answer } from "./reward-compare.ts";

/** A compiled file with the cases of its task. */
export interface Task {
  readonly name: string;
  readonly bundle: Bundle;
  readonly reward: RewardIr;
  readonly cases: readonly Case[];
}

/** The answers to a task's cases, or why there are none. */
export type Answers = readonly (readonly Answer[])[] | string;

/** Something that runs rewards. */
export interface Backend {
  readonly name: string;
  /** Answers in the order of the tasks; a text instead says in one sentence why this machine cannot run it. */
  readonly run: (tasks: readonly Task[]) => Promise<readonly Answers[] | string>;
}
