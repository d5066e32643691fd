import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { Simulator, type RunResult } from "../../runtime/simulate/simulate.ts";
import { cruiseFolder, worldText } from "./folder.ts";

const CRUISE = join(import.meta.dirname, "../../examples/cruise");
const [alone, two] = await Promise.all([1, 2].map((workers) => Simulator.open(join(CRUISE, "cruise.pol"), join(CRUISE, "world.ts"), workers)));
afterAll(() => [alone, two].forEach((simulator) => simulator!.close()));

/** Everything but what a clock said. */
const figures = ({ all, withEvent, withoutEvent, episodes }: RunResult) => ({ all, withEvent, withoutEvent, episodes });

test.each([true, false])("one worker and two give the same figures (guarded: %s)", async (guarded) => {
  const ended: number[] = [];
  const play = { guarded, episodes: 80, seed: 3 };
  const first = await two!.play({ ...play, onProgress: (count) => ended.push(count) });
  expect(figures(first)).toEqual(figures(await alone!.play(play)));
  expect(first.episodes.map(({ episode }) => episode)).toEqual(Array.from({ length: 80 }, (_, i) => i));
  expect(ended.reduce((sum, count) => sum + count)).toBe(80);
}, 240_000);

test("the network alone comes to violations, each of which ends its episode; the guard to none", async () => {
  const play = { episodes: 64, seed: 1 };
  const [guarded, unguarded] = [await two!.play({ ...play, guarded: true }), await two!.play({ ...play, guarded: false })];
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
  ["to open", "export {};", "world.mjs exports no world: `world` is no object"],
  ["to play", worldText("", `disturb: () => { throw new Error("out of road"); },`), "in the world's episode 1, it failed: out of road"],
])("what a worker refuses %s arrives as a refusal", async (_, text, message) => {
  const folder = cruiseFolder({ "world.mjs": text });
  const played = async (): Promise<void> => {
    const simulator = await Simulator.open(join(folder, "cruise.pol"), join(folder, "world.mjs"), 1);
    await simulator.play({ guarded: false, episodes: 2, seed: 1 }).finally(() => simulator.close());
  };
  await expect(played()).rejects.toMatchObject({ name: "Refusal", message });
}, 60_000);
