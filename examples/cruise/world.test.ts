import { expect, test } from "vitest";
import { canStop, cars, step, TICK } from "./motion.ts";
import type { State } from "./motion.ts";
import { world } from "./world.ts";

const ACCELS = [-2, 0, 1];

/** Every state, cut-in and disturbance of an episode, under a driver that looks at nothing. */
function drive(seed: number) {
  const episode = world.episode(seed);
  let state = cars(episode.start);
  const seen = { states: [state], cutIns: [] as State[], leads: [] as number[], hasEvent: episode.hasEvent };
  for (let k = 0; k < world.seconds / TICK; k++) {
    const after = episode.event(k, { ...state });
    if (after) seen.cutIns.push((state = cars(after)));
    const lead = episode.disturb(k, { ...state })["lead"]!;
    seen.leads.push(lead);
    state = step(state, ACCELS[Math.floor(k / 40) % 3]!, lead);
    seen.states.push(state);
  }
  return seen;
}

const runs = Array.from({ length: 100 }, (_, seed) => drive(seed));

test("the same seed gives the same episode", () => {
  expect(Array.from({ length: 100 }, (_, seed) => drive(seed))).toEqual(runs);
});

test("the car ahead keeps within its declared range, and is gentle where nobody cuts in", () => {
  for (const { leads, hasEvent } of runs) {
    expect(Math.min(...leads)).toBeGreaterThanOrEqual(hasEvent ? -8 : -3);
    expect(Math.max(...leads)).toBeLessThanOrEqual(hasEvent ? 3 : 2);
  }
});

test("an episode starts where braking is enough, and so does every cut-in", () => {
  for (const { states, cutIns } of runs) expect([states[0]!, ...cutIns].every(canStop)).toBe(true);
});

test("a car cuts in at most once, only where an event is announced, and often enough", () => {
  for (const { cutIns, hasEvent } of runs) expect(cutIns.length).toBeLessThanOrEqual(hasEvent ? 1 : 0);
  expect(runs.filter(({ cutIns }) => cutIns.length > 0).length).toBeGreaterThan(20);
});
