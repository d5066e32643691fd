import { canStop, TICK } from "./motion.ts";
import type { State } from "./motion.ts";
import type { Random } from "./random.ts";

/** Cars enter from here [m/s] on: below it, traffic is a jam and not a cut-in. */
const SLOWEST = 8;

/** The state after another car enters close ahead, or undefined where no driver could have kept 2 m. */
export function cutIn(state: State, random: Random): State | undefined {
  const gap = 3 + state.speed * random.between(0.1, 1.2);
  const lead = state.speed * random.between(0.35, 1.05);
  const after = { speed: state.speed, gap, lead };
  return state.speed > SLOWEST && gap < 0.7 * state.gap && canStop(after) ? after : undefined;
}

/** How a car that cut in may brake: from `after` seconds since it entered, for `lasting` seconds. */
export interface HardBrake {
  readonly after: number;
  readonly lasting: number;
  readonly accel: number; // m/s^2, in -8..-5
}

/** Most of those who cut in brake hard soon after, many of them more than once. */
export function hardBrakes(random: Random): HardBrake[] {
  const brakes: HardBrake[] = [];
  for (let after = random.between(0.2, 4); random.chance(0.7); after += random.between(4, 8))
    brakes.push({ after, lasting: random.between(1.5, 4), accel: random.between(-8, -5) });
  return brakes;
}

/** The hard brake [m/s^2] so many ticks after the cut-in, or undefined. */
export function hardBrakeAt(brakes: readonly HardBrake[], ticks: number): number | undefined {
  const now = ticks * TICK;
  return brakes.find(({ after, lasting }) => now >= after && now < after + lasting)?.accel;
}
