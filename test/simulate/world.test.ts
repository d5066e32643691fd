import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadGuard } from "../../runtime/guard/guard.ts";
import { playBatch } from "../../runtime/simulate/batch.ts";
import { BareDriver } from "../../runtime/simulate/drivers.ts";
import { loadWorld } from "../../runtime/simulate/load-world.ts";
import { settingOf } from "../../runtime/simulate/setting.ts";
import { cruiseFolder, worldText } from "./folder.ts";

const guard = await loadGuard(join(import.meta.dirname, "../../examples/cruise/cruise.pol"));
afterAll(() => guard.dispose());

/** Plays a world of this text, from its file on. */
async function play(text: string) {
  const file = join(cruiseFolder({}), "world.mjs");
  writeFileSync(file, text);
  const setting = settingOf(await loadWorld(file), guard);
  return playBatch(setting, new BareDriver(setting), 1, 0, 3);
}

test("a sound world plays", async () => {
  const figures = (await play(worldText())).map((course) => course.figures());
  expect(figures.map(({ steps, violated, event }) => ({ steps, violated, event }))).toEqual(Array.from({ length: 3 }, () => ({ steps: 40, violated: false, event: null })));
});

test("an event counts where it happens, and only where one is announced", async () => {
  const event = "event: (k, { speed }) => (k === 7 ? { gap: 1.5 + speed / 100 } : undefined),";
  const happened = (await play(worldText("", `hasEvent: true, ${event}`)))[0]!.figures();
  expect(happened).toMatchObject({ event: 7, steps: 7, violated: true });
  expect(happened.closest).toBeLessThan(2);
  expect((await play(worldText("", event)))[0]!.figures()).toMatchObject({ event: null, steps: 40 });
});

test("what is counted is reported by its name, and has to be a number", async () => {
  const counted = async (episode: string) => (await play(worldText(`counts: ["honks"],`, episode)))[0]!;
  expect((await counted("counts: () => [3],")).figures().counts).toEqual([3]);
  for (const wrong of ["", "counts: () => [],", "counts: () => [NaN],"]) {
    const course = await counted(wrong);
    expect(() => course.figures()).toThrow("in the world's episode 1, `counts` gives no number for each of the world's");
  }
});

test.each([
  ["is no JavaScript", "export const world = {", /^world\.mjs cannot be loaded \(.*\)$/],
  ["lacks a field", "export const world = { guard: 'cruise' };", "world.mjs exports no world: `world.seconds` is no number"],
  ["has nobody to drive", worldText("policy: [],"), "world.mjs exports no world: `world.policy` names no network"],
  ["counts what has no name", worldText("counts: [1],"), "world.mjs exports no world: `world.counts` is no list of strings"],
  ["has no limit", worldText("closest: { name: 'x', of: 'gap', unit: 'm' },"), "world.mjs exports no world: `world.closest.limit` is no number"],
  ["lasts no time", worldText("seconds: 0,"), "world.mjs exports no world: `world.seconds` is 0"],
  ["has half an episode", worldText("episodes: 0.5,"), "world.mjs exports no world: `world.episodes` is 0.5"],
  ["asks for another policy", worldText(`policy: "coast",`), "the guard `cruise` proposes no embedded network `coast`"],
  ["speaks of what is not there", worldText(`speed: "pace",`), "the world speaks of `pace`, and the env `highway` has no such observation"],
  ["fails", worldText(`violated: () => { throw new Error("fog"); },`), "in the world's episode 1, it failed: fog"],
  ["disturbs beyond what is declared", worldText("", "disturb: () => ({ lead: -9 }),"), "in the world's episode 1, the disturbance `lead` is -9 at tick 0, outside -8..3"],
  ["disturbs by no number", worldText("", "disturb: () => ({ lead: NaN }),"), "in the world's episode 1, the disturbance gives no number for `lead`"],
  ["leaves a state out", worldText("", "start: { speed: 1, gap: 9 },"), "in the world's episode 1, the start gives no number for `lead`"],
  ["sets what is not there", worldText("", "hasEvent: true, event: () => ({ fog: 1 }),"), "in the world's episode 1, the event sets `fog`, which is no observation"],
])("a world that %s is refused in one sentence", async (_, text, message) => {
  await expect(play(text)).rejects.toMatchObject({ name: "Refusal", message: typeof message === "string" ? message : expect.stringMatching(message) });
});
