import type { Values } from "../../runtime/simulate/world.ts";

/** Where the cars are: own speed [m/s], distance to the car ahead [m], its speed [m/s]. */
export interface State {
  readonly speed: number;
  readonly gap: number;
  readonly lead: number;
}

/** The cars in a world's values. */
export const cars = (state: Values): State => ({ speed: state["speed"]!, gap: state["gap"]!, lead: state["lead"]! });

/** One tick in seconds: the env runs at 20 Hz. */
export const TICK = 0.05;

/** The value of `x` nearest to it in low..high. */
export const clamp = (x: number, low: number, high: number) => Math.min(Math.max(x, low), high);

/** One Euler step of cruise.pol's dynamics under two accelerations [m/s^2]: each state is clipped to its range. */
export function step(state: State, accel: number, leadAccel: number): State {
  return {
    speed: clamp(state.speed + TICK * accel, 0, 60),
    gap: clamp(state.gap + TICK * (state.lead - state.speed), 0, 300),
    lead: clamp(state.lead + TICK * leadAccel, 0, 60),
  };
}

/** Whether braking at -8 m/s^2 from here keeps more than 2 m, should the car ahead brake as hard to a standstill. */
export function canStop(state: State): boolean {
  let now = state;
  while (now.gap > 2 && now.speed > 0) now = step(now, -8, -8);
  return now.gap > 2;
}
