import { expect, test } from "vitest";
import { cars, clamp, step } from "../../examples/cruise/motion.ts";
import { world } from "../../examples/cruise/world.ts";
import { loadGuard } from "../../runtime/guard/guard.ts";
import { playBatch } from "../../runtime/simulate/batch.ts";
import { BareDriver, GuardedDriver } from "../../runtime/simulate/drivers.ts";
import { episodeSeed } from "../../runtime/simulate/seed.ts";
import { settingOf } from "../../runtime/simulate/setting.ts";

const SEED = 1;
const COUNT = 12;
const guard = await loadGuard(`${import.meta.dirname}/../../examples/cruise/cruise.pol`);
const setting = settingOf(world, guard);
const network = guard.networks.get("net")!;

/** An episode by the example's own motion, one observation at a time, through the public step. */
async function drive(episodeNumber: number, guarded: boolean) {
  const episode = world.episode(episodeSeed(SEED, episodeNumber));
  const session = guard.session();
  const seen = { gaps: [] as number[], speeds: [] as number[], accels: [] as number[], acting: [] as string[], corrected: 0, event: null as number | null };
  let state = cars(episode.start);
  for (let k = 0; k < 600; k++) {
    const after = episode.event(k, { ...state });
    if (after) {
      state = cars(after);
      seen.event = k;
    }
    const [offer] = await network.infer(Float32Array.of(state.speed, state.gap, state.lead), 1);
    const decided = guarded ? session.step(state, { net: { action: { accel: offer } } }) : { action: { accel: clamp(offer!, -8, 3) }, acting: "net" };
    const accel = decided.action["accel"] as number;
    if (guarded && decided.acting === "net" && Math.abs(accel - offer!) > 1e-9) seen.corrected += 1;
    seen.gaps.push(state.gap);
    seen.speeds.push(state.speed);
    seen.accels.push(accel);
    seen.acting.push(decided.acting);
    state = step(state, accel, episode.disturb(k, { ...state })["lead"]!);
    seen.gaps.push(state.gap);
    if (state.gap <= 2) break;
  }
  return seen;
}

test.each([true, false])("figures are those of a loop written by hand (guarded: %s)", async (guarded) => {
  const driver = guarded ? new GuardedDriver(setting, guard, 64) : new BareDriver(setting);
  const courses = await playBatch(setting, driver, SEED, 0, COUNT);
  for (const [i, course] of courses.entries()) {
    const hand = await drive(i, guarded);
    const played = course.figures();
    expect(played).toMatchObject({ episode: i, event: hand.event, steps: hand.speeds.length, violated: hand.gaps.at(-1)! <= 2 });
    expect(played.closest).toBeCloseTo(Math.min(...hand.gaps), 4);
    expect(played.speed / played.steps).toBeCloseTo(hand.speeds.reduce((sum, v) => sum + v) / hand.speeds.length, 4);
    const jerks = hand.accels.slice(1).map((accel, k) => ((accel - hand.accels[k]!) * 20) ** 2);
    expect(played.jerk / jerks.reduce((sum, v) => sum + v)).toBeCloseTo(1, 3);
    expect(played.acted).toEqual(["net", "coast", "brake"].map((name) => hand.acting.filter((one) => one === name).length));
    expect(Math.abs(played.corrected - hand.corrected)).toBeLessThanOrEqual(1);
  }
}, 120_000);

test("an episode is the same to the last bit in any company", async () => {
  const figures = async (first: number, count: number) => (await playBatch(setting, new BareDriver(setting), SEED, first, count)).map((course) => course.figures());
  const all = await figures(0, COUNT);
  expect(await figures(5, 1)).toEqual([all[5]]);
  expect(await figures(3, 4)).toEqual(all.slice(3, 7));
}, 60_000);
