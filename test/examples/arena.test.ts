import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { analyze } from "../../compiler/program.ts";
import { untrained, type Name } from "../../examples/arena/networks.ts";
import { asRecord, NAMES, type Observation } from "../../examples/arena/observe.ts";
import { world } from "../../examples/arena/world.ts";
import { toOnnx } from "../../examples/cruise/onnx.ts";
import { random } from "../../examples/cruise/random.ts";
import { loadGuard, type Guard } from "../../runtime/guard/guard.ts";
import type { SampledSession } from "../../runtime/guard/sampled.ts";
import { hostBeside } from "../../runtime/files/host.ts";
import { playBatch } from "../../runtime/simulate/batch.ts";
import { BareDriver, GuardedDriver } from "../../runtime/simulate/drivers.ts";
import { splitFigures, type Figures } from "../../runtime/simulate/figures.ts";
import { episodeSeed } from "../../runtime/simulate/seed.ts";
import { settingOf } from "../../runtime/simulate/setting.ts";
import { arenaPicture } from "../../scripts/arena-picture.ts";

const FOLDER = join(import.meta.dirname, "../../examples/arena");
const POLICY = join(FOLDER, "shooter.pol");
const read = (name: string): string => readFileSync(join(FOLDER, name), "utf8");

/** The example with another text or with networks that have learned nothing. */
async function changed({ text = read("shooter.pol"), raw = [] }: { readonly text?: string; readonly raw?: readonly Name[] }): Promise<Guard> {
  const folder = mkdtempSync(join(tmpdir(), "pol-arena-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "shooter.pol"), text);
  for (const name of ["aim", "roam"] as const) {
    if (raw.includes(name)) writeFileSync(join(folder, `${name}.onnx`), toOnnx(untrained(name, random(7)), name, "a test"));
    else copyFileSync(join(FOLDER, `${name}.onnx`), join(folder, `${name}.onnx`));
  }
  return loadGuard(join(folder, "shooter.pol"));
}

/** 64 episodes of seed 1, those with a raid. */
async function figures(guard: Guard, guarded: boolean): Promise<Figures> {
  try {
    const setting = settingOf(world, guard);
    const courses = await playBatch(setting, guarded ? new GuardedDriver(setting, guard, 64) : new BareDriver(setting), 1, 0, 64);
    return splitFigures(courses.map((course) => course.figures()), { actors: setting.actors.names, networks: ["roam", "aim"], counts: world.counts! }).withEvent;
  } finally {
    await guard.dispose();
  }
}

const played = loadGuard(POLICY).then((guard) => figures(guard, true));

test("the policy is without an error or a warning, and all of it runs", () => {
  const { diagnostics } = analyze({ path: "shooter.pol", text: read("shooter.pol") }, hostBeside(POLICY));
  expect(diagnostics.filter(({ severity }) => severity === "error" || severity === "warning")).toEqual([]);
});

test("with the guard the player reloads, retreats, and outlives the networks alone; nobody fires while reloading", async () => {
  const guarded = await played;
  const alone = await figures(await loadGuard(POLICY), false);
  expect(alone.violations).toBeGreaterThan(guarded.episodes / 2);
  expect(guarded.violations).toBeLessThan(alone.violations / 3);
  expect(guarded.counts["enemies defeated"]!).toBeGreaterThan(2 * alone.counts["enemies defeated"]!);
  expect(guarded.counts).toMatchObject({ reloads: expect.toSatisfy((n: number) => n > guarded.episodes), "fire with reload": 0 });
  expect(alone.counts).toMatchObject({ reloads: 0, "fire with reload": 0 });
  for (const name of ["retreat", "reload", "stand"]) expect(guarded.by[name]).toBeGreaterThan(0);
}, 240_000);

test.each(["aim", "roam"] as const)("what `%s` has learned shows beside a network that has not", async (name) => {
  const trained = (await played).counts, not = (await figures(await changed({ raw: [name] }), true)).counts;
  const least = { aim: 20, roam: 1.05 }[name];
  expect(trained["enemies defeated"]!).toBeGreaterThan(least * not["enemies defeated"]!);
}, 240_000);

/** An episode through the public step: its length, and how often who acted. Networks answer a whole batch, as their last bits depend on its size. */
async function byHand(guard: Guard, number: number) {
  const episode = world.episode(episodeSeed(1, number));
  const session = guard.session() as SampledSession;
  const acted = new Map<string, number>();
  let seen = episode.start as Observation;
  let k = 0;
  for (; k < 1800 && seen.health > 0; k += 1) {
    const batch = new Float32Array(64 * NAMES.length);
    batch.set(NAMES.map((name) => seen[name]), number * NAMES.length);
    const row = async (name: Name, width: number) => (await guard.networks.get(name)!.infer(batch, 64)).slice(number * width, (number + 1) * width);
    const [[turn, fire], [x, y, turns]] = [await row("aim", 2), await row("roam", 3)];
    const { action, acting, record } = session.step(asRecord(seen), { aim: { action: { turn, fire: fire! > 0.5 } }, roam: { action: { move: [x, y], turn: turns } } });
    const leaf = record.proposers[0]!.leaves?.findLast(({ outcome }) => outcome === "running")?.name;
    const who = acting === "stand" ? "stand" : leaf === "do" ? "reload" : leaf!.replace("do ", "");
    acted.set(who, (acted.get(who) ?? 0) + 1);
    const { move, turn: applied, fire: fires, reload } = action as { move: number[]; turn: number; fire: boolean; reload: boolean };
    seen = episode.next!(k, seen, { "move.x": move[0]!, "move.y": move[1]!, turn: applied, fire: Number(fires), reload: Number(reload) }) as Observation;
  }
  return { steps: k, acted, counts: episode.counts!() };
}

test("an episode of a run is that of a loop written by hand, leaf by leaf", async () => {
  const guard = await loadGuard(POLICY);
  onTestFinished(() => guard.dispose());
  const setting = settingOf(world, guard);
  const courses = await playBatch(setting, new GuardedDriver(setting, guard, 64), 1, 0, 3);
  for (const [i, course] of courses.entries()) {
    const { steps, acted, counts } = await byHand(guard, i);
    expect(course.figures()).toMatchObject({ episode: i, steps, counts, acted: setting.actors.names.map((name) => acted.get(name) ?? 0), corrected: 0 });
  }
  expect(setting.actors.names).toEqual(["retreat", "reload", "aim", "roam", "stand"]);
}, 240_000);

test("a world for an env without dynamics has to say what comes next", async () => {
  const guard = await loadGuard(POLICY);
  onTestFinished(() => guard.dispose());
  const play = async (changed: object) => {
    const setting = settingOf({ ...world, episode: (seed) => ({ ...world.episode(seed), ...changed }) }, guard);
    return playBatch(setting, new BareDriver(setting), 1, 0, 1);
  };
  await expect(play({ next: undefined })).rejects.toThrow("the env `arena` has no dynamics, and in the world's episode 1 there is no `next`");
  await expect(play({ next: () => ({ health: 1 }) })).rejects.toThrow("in the world's episode 1, the state after tick 0 gives no number for `ammo`");
  expect(() => settingOf({ ...world, policy: ["roam", "fight"] }, guard)).toThrow("the guard `player` proposes no embedded network `fight`");
});

const SEEN = { health: 80, ammo: 20, enemy: { visible: true, distance: 14, bearing: 20 }, cover: { distance: 5, bearing: 50 } };
const OFFERS = { aim: { action: { turn: 90, fire: true } }, roam: { action: { move: [1, 0], turn: 10 } } };

test("the stance says who may act: first `roam`, a sample later `aim`; hurt, `retreat` takes over, but not in a stance without it", async () => {
  const guard = await loadGuard(POLICY);
  onTestFinished(() => guard.dispose());
  const acts = (session: SampledSession, seen: object) => session.step({ ...SEEN, ...seen }, OFFERS).action;
  const session = guard.session() as SampledSession;
  expect(acts(session, {})).toEqual({ move: [1, 0], turn: 10, fire: false, reload: false });
  expect(acts(session, {})).toEqual({ move: [0, 0], turn: 90, fire: true, reload: false });
  const { action, record } = session.step({ ...SEEN, health: 20 }, OFFERS);
  expect(record.machine!.state).toBe("fight");
  expect((action["move"] as number[]).map((x) => x.toFixed(3))).toEqual([Math.cos((50 * Math.PI) / 180), Math.sin((50 * Math.PI) / 180)].map((x) => x.toFixed(3)));
  expect(session.step({ ...SEEN, health: 20, cover: { distance: 0.5, bearing: 0 } }, OFFERS).acting).toBe("stand");
  expect(acts(guard.session() as SampledSession, { health: 20 })).toMatchObject({ move: [1, 0] });
});

test("without ammunition it reloads for a second and a half, and then aims; what fires while it reloads is refused", async () => {
  const steps = async (guard: Guard) => {
    onTestFinished(() => guard.dispose());
    const session = guard.session() as SampledSession;
    return Array.from({ length: 60 }, (_, k) => session.step({ ...SEEN, ammo: k < 20 ? 0 : 30 }, OFFERS));
  };
  const reloads = (await steps(await loadGuard(POLICY))).map(({ action }) => action["reload"]);
  expect([reloads.indexOf(true), reloads.filter(Boolean).length]).toEqual([0, 45]);
  const both = await steps(await changed({ text: read("shooter.pol").replace("do { reload = true }", "do { reload = true, fire = true }") }));
  expect(both[0]).toMatchObject({ acting: "stand", action: { fire: false, reload: false }, reason: expect.stringContaining("`require not (fire and reload)` (line 48) is false") });
});

test("the picture is what the script draws", async () => {
  expect(read("arena.svg")).toBe(await arenaPicture());
});
