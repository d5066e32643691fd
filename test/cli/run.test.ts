import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cruiseFolder, worldText } from "../simulate/folder.ts";
import { pol } from "./io.ts";

const CRUISE = join(import.meta.dirname, "../../examples/cruise");

test("prints one JSON object, and writes nothing beside it", async () => {
  const cwd = cruiseFolder({});
  const { code, out, err } = await pol(["run", CRUISE, "--episodes", "20", "--workers", "1", "--json"], cwd);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const run = JSON.parse(out);
  expect(run).toMatchObject({ guard: "cruise", policy: "net", event: "cut-in", episodes: 20, seed: 1, workers: 1 });
  const { guarded, unguarded } = run;
  expect(guarded).toMatchObject({ violations: 0, decisionMicros: { median: expect.any(Number), p99: expect.any(Number) }, interventions: expect.any(Number), interventionsBy: { coast: 0, brake: expect.any(Number) }, comfort: expect.any(Number) });
  expect(guarded.meanSpeed).toBe(guarded.withoutEvent.meanSpeed);
  expect(guarded.networkShare).toBe(guarded.withoutEvent.networkShare);
  expect(guarded.smallestGap).toBe(guarded.all.smallestGap);
  expect(guarded.withEvent.episodes + guarded.withoutEvent.episodes).toBe(20);
  expect(Math.abs(guarded.meanSpeed / unguarded.meanSpeed - 1)).toBeLessThan(0.03);
  expect(guarded.networkShare).toBeGreaterThanOrEqual(0.95);
  expect(existsSync(join(cwd, "run.svg"))).toBe(false);
}, 120_000);

test("prints a table, a sentence and a sketch, and draws the picture in this folder", async () => {
  const cwd = cruiseFolder({});
  const { code, out, err } = await pol(["run", join(CRUISE, "cruise.pol"), "--episodes", "40", "--workers", "1"], cwd);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(/violations +0 +[1-9]\d*\n/);
  expect(out).toMatch(/Without its guard the network let the smallest gap fall to 2 m or less in [1-9]\d* of 40 episodes; with it, in none\.\n/);
  expect(out).toMatch(/gap over time, episode \d+ {3}━━ guarded {3}── unguarded \(ends at [\d.]+ s\) {3}╌╌ 2 m\n/);
  expect(out).toMatch(/▲ cut-in at [\d.]+ s\n\nWrote run\.svg\n$/);
  const svg = readFileSync(join(cwd, "run.svg"), "utf8");
  expect(svg).toMatch(/^<svg width="960"/);
  for (const text of ["cut-in at", "2 m reached at", "accel, m/s²", "brake", "The smallest gap of each of 40 episodes"]) expect(svg).toContain(text);
}, 120_000);

test("draws into the example's own folder only when asked", async () => {
  const folder = cruiseFolder({ "world.mjs": worldText() });
  expect(await pol(["run", ".", "--workers", "1"], folder)).toMatchObject({ code: 0, out: expect.not.stringContaining("Wrote") });
  expect(existsSync(join(folder, "run.svg"))).toBe(false);
  const asked = await pol(["run", ".", "--workers", "1", "--episode", "2", "--plot", "here.svg"], folder);
  expect(asked).toMatchObject({ code: 0, out: expect.stringContaining("Wrote here.svg") });
  expect(readFileSync(join(folder, "here.svg"), "utf8")).toContain("Episode 2:");
  const nowhere = await pol(["run", ".", "--workers", "1", "--json", "--plot", "no/where.svg"], folder);
  expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining("the picture cannot be written") });
}, 120_000);

test("ends with 1 when the guarded run has a violation", async () => {
  const folder = cruiseFolder({ "world.mjs": worldText("violated: () => true,") });
  const { code, out } = await pol(["run", folder, "--workers", "1", "--json"], folder);
  expect({ code, violations: JSON.parse(out).guarded.violations, steps: JSON.parse(out).guarded.steps }).toEqual({ code: 1, violations: 3, steps: 0 });
}, 60_000);

test("says in one sentence what is missing", async () => {
  const folder = cruiseFolder({});
  const said = async (path: string) => {
    const { code, out, err } = await pol(["run", path], folder);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    return err.replaceAll(folder, "DIR");
  };
  expect(await said(".")).toBe("pol: there is no world (`world.ts`, `world.mjs` or `world.js`) in DIR\n");
  expect(await said("none")).toBe("pol: there is no file or folder DIR/none\n");
  mkdirSync(join(folder, "empty"));
  expect(await said("empty")).toBe("pol: there is no .pol file in DIR/empty\n");
  const twice = cruiseFolder({ "world.mjs": worldText(), "world.js": worldText(), "other.pol": "" });
  expect((await pol(["run", twice])).err).toBe(`pol: ${twice} has more than one .pol file: cruise.pol, other.pol\n`);
  expect((await pol(["run", join(twice, "cruise.pol")])).err).toContain("more than one world (`world.ts`, `world.mjs` or `world.js`): world.js, world.mjs\n");
  const broken = cruiseFolder({ "world.mjs": worldText(), "cruise.pol": "env {" });
  expect(await pol(["run", broken])).toMatchObject({ code: 1, err: expect.stringMatching(/^pol: .*cruise\.pol:1: .*\n$/) });
}, 60_000);

test.each([["--episodes", "0"], ["--workers", "0"], ["--episode", "99"], ["--episodes", "many"]])("%s %s is wrong usage", async (option, value) => {
  const folder = cruiseFolder({ "world.mjs": worldText() });
  expect(await pol(["run", folder, option, value])).toMatchObject({ code: 2, out: "" });
}, 60_000);

test("a world that moves itself: several networks alone, leaves of a tree, and what the world counts", async () => {
  const cwd = cruiseFolder({});
  const arena = join(CRUISE, "../arena");
  const { code, out, err } = await pol(["run", arena, "--episodes", "8", "--workers", "1", "--json"], cwd);
  expect(err).toBe("");
  const run = JSON.parse(out);
  expect(code).toBe(run.guarded.violations > 0 ? 1 : 0);
  expect(run).toMatchObject({ guard: "player", policy: ["roam", "aim"], event: "raid", unguarded: { all: { networkShare: 1 }, counts: { reloads: 0 } } });
  expect(Object.keys(run.guarded.interventionsBy)).toEqual(["retreat", "reload", "stand"]);
  expect(run.guarded.counts.reloads).toBeGreaterThan(0);

  const shown = await pol(["run", arena, "--episodes", "8", "--workers", "1", "--plot", "arena.svg"], cwd);
  for (const text of [/enemies defeated +\d+ +\d+\n/, /by reload +[\d,]+ ticks +–\n/, /roam and aim act +/, /mean ammo +/, "the networks let the lowest health fall to 0 or less in"]) expect(shown.out).toMatch(text);
  expect(shown.out).not.toContain("comfort");
  const svg = readFileSync(join(cwd, "arena.svg"), "utf8");
  for (const text of ["the networks alone", ">ammo<", "The lowest health of each of 8 episodes"]) expect(svg).toContain(text);
}, 240_000);
