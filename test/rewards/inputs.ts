import type { EnvIr, Slot } from "../../compiler/ir/ir.ts";
import { optionalSlots } from "../../compiler/ir/optional-slots.ts";
import type { RewardIr } from "../../compiler/ir/reward.ts";
import type { Chance } from "../property/random.ts";

export interface StepInput {
  /** Another episode begins with this step. */
  readonly reset: boolean;
  readonly obs: number[];
  readonly acts: number[];
  readonly features: number[];
}

/** One step's input: mostly valid, now and then with something wrong in it. */
export function anyStep(c: Chance, env: EnvIr, reward: RewardIr): StepInput {
  const optional = optionalSlots(env);
  const obs = env.obs.map((slot, at) => (optional.has(at) && c.is(0.4) ? missing(slot) : valid(c, slot)));
  const acts = env.acts.map((slot) => valid(c, slot));
  beyond(c, env, obs);
  if (c.is(0.06)) spoil(c, env.obs, obs);
  if (c.is(0.02)) spoil(c, env.acts, acts);
  const features = reward.features.map(({ t }) => (t === "bool" ? c.below(3) : c.is(0.2) ? NaN : c.number()));
  if (features.length > 0 && c.is(0.03)) features[c.below(features.length)] = Infinity;
  return { reset: c.is(0.15), obs, acts, features: features.map((x) => (Math.abs(x) > 100 && x < Infinity ? 7 : x)) };
}

const missing = ({ kind }: Slot): number => (kind === "bool" ? 1 : NaN);

function valid(c: Chance, { kind, low, high, integer }: Slot): number {
  if (kind === "bool") return c.pick([0, 2]);
  const from = low ?? -10, to = high ?? 10;
  const within = from + c.next() * (to - from);
  if (!integer && c.is(0.6)) return within;
  return c.is(0.2) ? c.pick([from, to]) : Math.min(to, Math.max(Math.ceil(from), Math.round(within)));
}

/** Nobody looks at what is behind a list's end. */
function beyond(c: Chance, { obsShape }: EnvIr, obs: number[]): void {
  if (obsShape.kind !== "record") return;
  for (const { shape } of obsShape.fields) {
    if (shape.kind !== "list") continue;
    shape.items.forEach((item, i) => {
      const slots = item.kind === "record" ? item.fields.map((field) => field.shape) : [item];
      for (const slot of slots) if (slot.kind === "slot" && !(i < obs[shape.length]!)) obs[slot.slot] = c.pick([0, NaN, 1e9, 3.5, 1]);
    });
  }
}

/** Puts something that is not valid, or at its edge, where anything may stand. */
function spoil(c: Chance, slots: readonly Slot[], values: number[]): void {
  const at = c.below(slots.length), { kind, low, high } = slots[at]!;
  values[at] = kind === "bool" ? c.pick([1, NaN, 0.5]) : c.pick([NaN, Infinity, -Infinity, (low ?? 0) - 0.5, (high ?? 0) + 1, 0.25]);
}
