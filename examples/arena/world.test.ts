import { expect, test } from "vitest";
import { roamAbout, takeAim } from "./expert.ts";
import { along, behind, BODY, distance, inSight, PILLAR } from "./places.ts";
import { SECONDS } from "./play.ts";
import { RATE } from "./state.ts";
import type { Observation } from "./observe.ts";
import { world } from "./world.ts";

/** What is observed in an episode under the experts, who reload when they have to. */
function drive(seed: number) {
  const episode = world.episode(seed);
  const seen = [episode.start as Observation];
  const events: number[] = [];
  for (let k = 0; k < SECONDS * RATE && seen.at(-1)!.health > 0; k++) {
    const now = seen.at(-1)!;
    if (episode.event(k, now) !== undefined) events.push(k);
    const { move, turn, fire } = { ...roamAbout(now), ...takeAim(now) };
    seen.push(episode.next!(k, now, { "move.x": move[0], "move.y": move[1], turn, fire: Number(fire), reload: Number(now.ammo === 0) }) as Observation);
  }
  return { seen, events, hasEvent: episode.hasEvent, counts: Object.fromEntries(world.counts!.map((name, i) => [name, episode.counts!()[i]!])) };
}

const runs = Array.from({ length: 40 }, (_, seed) => drive(seed));

test("the same seed gives the same episode", () => {
  expect(Array.from({ length: 40 }, (_, seed) => drive(seed))).toEqual(runs);
});

test("what is observed keeps within its declared range", () => {
  for (const { seen } of runs) {
    for (const { health, ammo, ...others } of seen) {
      expect(health >= 0 && health <= 100 && Number.isInteger(ammo) && ammo >= 0 && ammo <= 30).toBe(true);
      expect(Math.max(...[others["enemy.bearing"], others["cover.bearing"]].map(Math.abs))).toBeLessThanOrEqual(180);
    }
  }
});

test("enemies come from the raid on, in some episodes never; they do harm and are shot", () => {
  const raids = runs.filter(({ hasEvent }) => hasEvent);
  expect(raids.length).toBeGreaterThan(20);
  expect(raids.length).toBeLessThan(40);
  for (const { seen, events, hasEvent, counts } of runs) {
    expect(events).toHaveLength(hasEvent ? 1 : 0);
    expect(seen.slice(0, events[0] ?? seen.length).some((one) => one["enemy.visible"] === 1 || one.health < 100)).toBe(false);
    if (!hasEvent) expect(counts).toMatchObject({ "enemies defeated": 0, "hits taken": 0 });
    expect(counts["hits"]!).toBeLessThanOrEqual(counts["shots"]!);
    expect(counts["shots"]!).toBeLessThanOrEqual(30 * (counts["reloads"]! + 1));
  }
  const total = (name: string) => raids.reduce((sum, { counts }) => sum + counts[name]!, 0);
  expect(total("enemies defeated")).toBeGreaterThan(2 * raids.length);
  expect(total("hits taken")).toBeGreaterThan(5 * raids.length);
  expect(total("reloads")).toBeGreaterThan(raids.length);
});

test("cover is out of sight, and not inside what gives it", () => {
  const pillar = { x: 3, y: -4 };
  for (let degrees = 0; degrees < 360; degrees += 15) {
    const danger = along(pillar, degrees, 9);
    const cover = behind(pillar, danger);
    expect(inSight(danger, cover, [pillar])).toBe(false);
    expect(inSight(danger, along(pillar, degrees, 18), [pillar])).toBe(true);
    expect(distance(cover, pillar)).toBeGreaterThan(PILLAR + BODY);
  }
});
