import type { State } from "./motion.ts";

// Wider than cruise.pol's 4 m and 1.5 s, so that in ordinary traffic the guard seldom has anything to say.
const DESIRED = 34; // m/s
const HEADWAY = 2; // s
const STANDSTILL = 6; // m
const ACCEL = 1.4; // m/s^2
const BRAKE = 1.8; // m/s^2, comfortable

/**
 * The acceleration [m/s^2] of the Intelligent Driver Model, a comfortable car-following law:
 * Treiber, Hennecke, Helbing, "Congested traffic states in empirical observations and microscopic simulations",
 * Physical Review E 62 (2000), 1805-1824.
 */
export function intelligentDriver({ speed, gap, lead }: State): number {
  const closing = (speed * (speed - lead)) / (2 * Math.sqrt(ACCEL * BRAKE));
  const wanted = STANDSTILL + Math.max(0, HEADWAY * speed + closing);
  const hurry = (speed / DESIRED) * (speed / DESIRED);
  return ACCEL * (1 - hurry * hurry - (wanted / gap) * (wanted / gap));
}
