import type { ActSlot, EnvIr, Slot } from "../../ir/ir.ts";
import { wordsOf } from "./words.ts";

/** An input of a unit a second, or of such a name, is 0 at rest. */
const MOVES: ReadonlySet<string> = new Set([
  "vel", "vels", "velocity", "velocities", "speed", "speeds", "qvel", "linvel", "angvel", "omega", "vx", "vy", "vz",
  "accel", "acceleration", "jerk", "action", "actions", "torque", "torques",
]);
const RATE = /\/\(?[^)]*\b(?:s|ms|us|min|h)\b/;
/** But not one that says what is wanted, allowed or counted. */
const WANTED: ReadonlySet<string> = new Set([
  "limit", "limits", "max", "min", "target", "desired", "wanted", "command", "commanded", "cmd", "goal", "reference", "ref", "scale", "scales", "weight", "weights",
  "cost", "penalty", "threshold", "params", "config",
]);
const STILL: ReadonlySet<string> = new Set(["static", "still", "stationary", "rest", "resting"]);
const MOVING: ReadonlySet<string> = new Set(["moving"]);

/** What an observation is while nothing moves, where its unit or its name says so; a truth is 0 or 2. */
export function atRestObserved({ name, kind, unit, low, high }: Slot): number | undefined {
  const words = wordsOf(name);
  if (words.some((word) => WANTED.has(word))) return undefined;
  if (kind === "bool") return words.some((word) => STILL.has(word)) ? 2 : words.some((word) => MOVING.has(word)) ? 0 : undefined;
  const moves = kind === "num" && (RATE.test(unit) || words.some((word) => MOVES.has(word)));
  return moves && (low ?? 0) <= 0 && (high ?? 0) >= 0 ? 0 : undefined;
}

/** No action: 0, or the default where 0 cannot be given. */
export function atRestAction({ kind, low, high, default: by }: ActSlot): number {
  if (kind === "bool") return 2 * by;
  return kind === "num" && (low ?? 0) <= 0 && (high ?? 0) >= 0 ? 0 : by;
}

const EARLIER = /(^|\.)(?:prev|previous|last|old)[_.](?=.)/;

/** The slot that this one holds the value of at the step before, by its name: `prev_potential` of `potential`. */
export function slotNow({ obs }: EnvIr, slot: number): number | undefined {
  const { name } = obs[slot]!, now = name.replace(EARLIER, "$1");
  if (now === name) return undefined;
  const found = obs.findIndex((other) => other.name === now);
  return found < 0 ? undefined : found;
}
