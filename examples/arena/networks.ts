import { newNetwork } from "../cruise/network.ts";
import type { Network } from "../cruise/network.ts";
import type { Random } from "../cruise/random.ts";
import { NAMES } from "./observe.ts";
import type { Observation } from "./observe.ts";

/** Of health, ammo, visible, distance [m] and bearing [deg] of the enemy, and of cover: to aim, a few degrees are much. */
const inputScaling = (degrees: number) => ({ offset: [50, 15, 0.5, 15, 0, 8, 0], scale: [30, 10, 0.5, 10, degrees, 6, 60] });

/** Outputs are, of `aim`, turn [deg/s] and fire, and of `roam` move ahead, move left and turn. */
const SCALINGS = {
  aim: { ...inputScaling(8), centre: [0, 0.5], reach: [180, 0.5] },
  roam: { ...inputScaling(30), centre: [0, 0, 0], reach: [1, 1, 180] },
};
export type Name = keyof typeof SCALINGS;

export const untrained = (name: Name, random: Random): Network => newNetwork([NAMES.length, 32, 32, SCALINGS[name].reach.length], SCALINGS[name], random);

export const inputs = (seen: Observation): number[] => NAMES.map((name) => seen[name]);
