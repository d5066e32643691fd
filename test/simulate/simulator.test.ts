import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { Simulator, type RunResult } from "../../runtime/simulate/simulate.ts";
import { cruiseFolder, worldText } from "./folder.ts";

const CRUISE = join(import.meta.dirname, "../../examples/cruise");
const [alone, three] = await Promise.all([1, 3].map((workers) => Simulator.open(join(CRUISE, "cruise.pol"), join(CRUISE, "world.ts"), workers)));
afterAll(() => [alone, three].forEach((simulator) => simulator!.close()));

/** Everything but what a clock said. */
const figures = ({ all, withEvent, withoutEvent, episodes }: RunResult) => ({ all, withEvent, withoutEvent, episodes });

test.each([true, false])("one worker and three give the same figures (guarded: %s)", async (guarded) => {
  const ended: number[] = [];
  const play = { guarded, episodes: 150, seed: 3 };
  const first = await three!.play({ ...play, onProgress: (count) => ended.push(count) });
  expect(figures(first)).toEqual(figures(await alone!.play(play)));
  expect(first.episodes.map(({ episode }) => episode)).toEqual(Array.from({ length: 150 }, (_, i) => i));
  expect(ended.reduce((sum, count) => sum + count)).toBe(150);
}, 240_000);

test("the network alone comes to violations, each of which ends its episode; the guard to none", async () => {
  const play = { episodes: 64, seed: 1 };
  const [guarded, unguarded] = [await three!.play({ ...play, guarded: true }), await three!.play({ ...play, guarded: false })];
  expect(guarded.all.violations).toBe(0);
  expect(guarded.all.steps).toBe(64 * 600);
  expect(guarded.decisionMicros.median).toBeGreaterThan(0);
  const crashed = unguarded.episodes.filter(({ violated }) => violated);
  expect(crashed.length).toBeGreaterThan(0);
  for (const { closest, steps } of crashed) expect(closest <= 2 && steps < 600).toBe(true);

  const { episode, steps } = crashed[0]!;
  const trace = await alone!.trace(false, 1, episode);
  expect(trace.violated).toBe(true);
  expect(trace.actions["accel"]).toHaveLength(steps);
  expect(trace.acting).toEqual(Array.from({ length: steps }, () => "net"));
  expect(trace.states["gap"]!.findIndex((gap) => gap <= 2)).toBe(steps);
}, 240_000);

test.each([
  ["fails", worldText("", `disturb: () => { throw new Error("out of road"); },`), "in the world's episode 1, it failed: out of road"],
  ["disturbs beyond what is declared", worldText("", "disturb: () => ({ lead: -9 }),"), "in the world's episode 1, the disturbance `lead` is -9 at tick 0, outside -8..3"],
  ["leaves a state out", worldText("", "start: { speed: 1, gap: 9 },"), "in the world's episode 1, the start gives no number for `lead`"],
  ["sets what is not there", worldText("", "hasEvent: true, event: () => ({ fog: 1 }),"), "in the world's episode 1, the event sets `fog`, which is no observation"],
])("a world that %s is refused in one sentence", async (_, text, message) => {
  const folder = cruiseFolder({ "world.mjs": text });
  const simulator = await Simulator.open(join(folder, "cruise.pol"), join(folder, "world.mjs"), 1);
  await expect(simulator.play({ guarded: false, episodes: 2, seed: 1 })).rejects.toMatchObject({ name: "Refusal", message });
  simulator.close();
}, 60_000);

test.each([
  ["is no JavaScript", "export const world = {", /^world\.mjs cannot be loaded \(.*\)$/],
  ["exports nothing", "export {};", "world.mjs exports no world: `world` is no object"],
  ["lacks a field", "export const world = { guard: 'cruise' };", "world.mjs exports no world: `world.policy` is no string"],
  ["lasts no time", worldText("seconds: 0,"), "world.mjs exports no world: `world.seconds` is 0"],
  ["is for another guard", worldText(`guard: "bank",`), "cruise.pol has no guard `bank`; it has `cruise`"],
  ["asks for another policy", worldText(`policy: "coast",`), "the guard `cruise` proposes no embedded network `coast`"],
  ["speaks of what is not there", worldText(`speed: "pace",`), "the world speaks of `pace`, and the env `highway` has no such observation"],
])("a world that %s does not open", async (_, text, message) => {
  const folder = cruiseFolder({ "world.mjs": text });
  const opening = Simulator.open(join(folder, "cruise.pol"), join(folder, "world.mjs"), 1);
  await expect(opening).rejects.toMatchObject({ name: "Refusal", message: typeof message === "string" ? message : expect.stringMatching(message) });
}, 60_000);
