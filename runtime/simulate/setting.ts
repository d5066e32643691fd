import type { EnvIr, SampledGuardIr, Slot } from "../../compiler/ir/ir.ts";
import { layoutOf, type Offer } from "../../compiler/ir/layout.ts";
import type { Guard } from "../guard/guard.ts";
import { offerPlaces } from "../guard/offers.ts";
import { nextState, type NextState } from "../interpreter/dynamics.ts";
import type { OnnxPolicy } from "../proposers/onnx.ts";
import { Refusal } from "../refusal.ts";
import { Actors } from "./actors.ts";
import type { World } from "./world.ts";

/** A network and where its outputs go. */
export interface Network {
  readonly name: string;
  /** Everywhere in a session's buffer. */
  readonly offers: readonly Offer[];
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
  /** By the env's dynamics; null where the world moves by itself. */
  readonly next: NextState | null;
  readonly actors: Actors;
  readonly networks: readonly Network[];
  /** Those of them that drive alone without the guard. */
  readonly drivers: readonly Network[];
  /** Slots by their place. */
  readonly closest: number;
  readonly speed: number;
  readonly effort: number | null;
}

/** Puts a world and a guard together; throws a Refusal where they do not fit. */
export function settingOf(world: World, loaded: Guard): Setting {
  const { ir } = loaded.bundle;
  const guard = loaded.ir;
  if (guard.kind !== "sampled") throw new Refusal(`\`${guard.name}\` guards tool calls, and a world is for a guard over actions`);
  const env = ir.envs.find(({ name }) => name === guard.env)!;
  const rate = env.rate;
  if (rate === null) throw new Refusal(`the env \`${env.name}\` has no rate, so there is nothing to simulate`);
  const odd = [...env.obs, ...env.acts].find(({ kind }) => kind === "enum");
  if (odd !== undefined) throw new Refusal(`\`${odd.name}\` of the env \`${env.name}\` is an enum, and a world holds numbers and truth values alone`);

  const networks = networksOf(env, guard, loaded);
  const drivers = networkNames(world).map((name) => {
    const found = networks.find((one) => one.name === name);
    if (found === undefined) throw new Refusal(`the guard \`${guard.name}\` proposes no embedded network \`${name}\``);
    return found;
  });
  return {
    world, env, guard, rate, ticks: Math.round(world.seconds * rate), next: env.dynamics === null ? null : nextState(ir, env),
    actors: new Actors(ir, env, guard, layoutOf(ir, guard)), networks, drivers,
    closest: place(env.obs, world.closest.of, "observation", env), speed: place(env.obs, world.speed, "observation", env),
    effort: world.effort === undefined ? null : place(env.acts, world.effort, "action", env),
  };
}

/** Networks that drive alone without the guard. */
export function networkNames({ policy }: Pick<World, "policy">): readonly string[] {
  return typeof policy === "string" ? [policy] : policy;
}

function networksOf(env: EnvIr, guard: SampledGuardIr, loaded: Guard): Network[] {
  const { ir } = loaded.bundle;
  const places = offerPlaces(ir, guard, layoutOf(ir, guard));
  return [...loaded.networks].map(([name, policy]) => {
    const { gives } = ir.policies.find((one) => one.name === name)!;
    return { name, policy, slots: gives.map((slot) => place(env.acts, slot, "action", env)), offers: places.filter((one) => one.policy === name).map((one) => one.places) };
  });
}

function place(slots: readonly Slot[], name: string, what: string, env: EnvIr): number {
  const at = slots.findIndex((slot) => slot.name === name);
  if (at < 0) throw new Refusal(`the world speaks of \`${name}\`, and the env \`${env.name}\` has no such ${what}`);
  return at;
}
