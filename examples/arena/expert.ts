import type { Observation } from "./observe.ts";
import { clamp, RADIANS } from "./places.ts";
import { TARGET } from "./player.ts";
import type { Action } from "./state.ts";

/** Turns to the enemy, or to where it was, and fires while it would hit. */
export function takeAim(seen: Observation): Pick<Action, "turn" | "fire"> {
  const off = seen["enemy.bearing"];
  const wide = Math.atan2(TARGET, seen["enemy.distance"]) / RADIANS;
  return { turn: clamp(12 * off, -180, 180), fire: seen["enemy.visible"] > 0.5 && seen.ammo > 0 && Math.abs(off) < wide + 0.5 };
}

const HURT = 60; // below it, somebody who is not seen waits behind a pillar

/** Circles around an enemy, or around where one was; hurt and unseen, goes into cover. */
export function roamAbout(seen: Observation): Pick<Action, "move" | "turn"> {
  const off = seen["enemy.bearing"];
  const visible = seen["enemy.visible"] > 0.5;
  const turn = clamp(4 * off, -180, 180);
  if (!visible && seen.health < HURT) return { move: towards(seen["cover.bearing"], Math.tanh(seen["cover.distance"])), turn };
  const nearer = Math.tanh((seen["enemy.distance"] - (visible ? 15 : 6)) / 4);
  const [ahead, left] = [towards(off, nearer), towards(off - 90, Math.sqrt(1 - nearer * nearer))];
  return { move: [ahead[0] + left[0], ahead[1] + left[1]], turn };
}

const towards = (degrees: number, fast: number): [number, number] => [fast * Math.cos(degrees * RADIANS), fast * Math.sin(degrees * RADIANS)];
