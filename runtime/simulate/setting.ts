import type { EnvIr, ProgramIr, SampledGuardIr, Slot } from "../../compiler/ir/ir.ts";
import type { Guard } from "../guard/guard.ts";
import { nextState, type NextState } from "../interpreter/dynamics.ts";
import type { OnnxPolicy } from "../proposers/onnx.ts";
import { Refusal } from "../refusal.ts";
import type { World } from "./world.ts";

/** A network and where its outputs go. */
export interface Network {
  readonly proposer: number;
  /** Action slots, in the order of its outputs. */
  readonly slots: readonly number[];
  readonly policy: OnnxPolicy;
}

/** A world together with the guard it is for: all that an episode needs. */
export interface Setting {
  readonly world: World;
  readonly env: EnvIr;
  readonly guard: SampledGuardIr;
  readonly rate: number;
  /** Ticks in an episode. */
  readonly ticks: number;
  readonly next: NextState;
  readonly networks: readonly Network[];
  /** Index among `networks` of the one that drives alone without the guard. */
  readonly driver: number;
  /** Slots by their place. */
  readonly closest: number;
  readonly speed: number;
  readonly effort: number;
}

/** Puts a world and a guard together; throws a Refusal where they do not fit. */
export function settingOf(world: World, loaded: Guard): Setting {
  const { ir } = loaded.bundle;
  const guard = loaded.ir;
  if (guard.kind !== "sampled") throw new Refusal(`\`${guard.name}\` guards tool calls, and a world is for a guard over actions`);
  const env = ir.envs.find(({ name }) => name === guard.env)!;
  const rate = env.rate;
  if (env.dynamics === null || rate === null) throw new Refusal(`the env \`${env.name}\` has no dynamics, so there is nothing to simulate`);
  const odd = [...env.obs, ...env.acts].find(({ kind }) => kind !== "num");
  if (odd !== undefined) throw new Refusal(`\`${odd.name}\` of the env \`${env.name}\` is no number, and a world holds numbers alone`);

  const networks = networksOf(ir, env, guard, loaded);
  const driver = networks.findIndex(({ proposer }) => guard.proposers[proposer]!.name === world.policy);
  if (driver < 0) throw new Refusal(`the guard \`${guard.name}\` proposes no embedded network \`${world.policy}\``);
  return {
    world, env, guard, rate, ticks: Math.round(world.seconds * rate), next: nextState(ir, env), networks, driver,
    closest: place(env.obs, world.closest.of, "observation", env), speed: place(env.obs, world.speed, "observation", env), effort: place(env.acts, world.effort, "action", env),
  };
}

function networksOf(ir: ProgramIr, env: EnvIr, guard: SampledGuardIr, loaded: Guard): Network[] {
  return guard.proposers.flatMap(({ name }, proposer) => {
    const policy = loaded.networks.get(name);
    const gives = ir.policies.find((one) => one.name === name)?.gives ?? [];
    return policy === undefined ? [] : [{ proposer, policy, slots: gives.map((slot) => place(env.acts, slot, "action", env)) }];
  });
}

function place(slots: readonly Slot[], name: string, what: string, env: EnvIr): number {
  const at = slots.findIndex((slot) => slot.name === name);
  if (at < 0) throw new Refusal(`the world speaks of \`${name}\`, and the env \`${env.name}\` has no such ${what}`);
  return at;
}
