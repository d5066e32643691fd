import type { ProgramIr } from "../../compiler/ir/ir.ts";
import { nearest } from "../../grammar/nearest.ts";
import { Refusal } from "../../runtime/refusal.ts";
import { UsageError, type Options } from "../verb.ts";

/** The name of the reward that is meant. */
export function chosen({ rewards = [] }: ProgramIr, path: string, { reward }: Options): string {
  const names = rewards.map(({ name }) => name);
  const listed = names.map((name) => `\`${name}\``).join(", ");
  if (names.length === 0) throw new Refusal(`${path} has no reward`);
  if (reward === undefined) {
    if (names.length > 1) throw new UsageError(`${path} has several rewards: choose one of ${listed} with \`--reward NAME\``);
    return names[0]!;
  }
  if (names.includes(reward as string)) return reward as string;
  const near = nearest(reward as string, names);
  throw new UsageError(`\`${reward as string}\` is no reward of ${path}; ${near === undefined ? `there is ${listed}` : `did you mean \`${near}\`?`}`);
}
