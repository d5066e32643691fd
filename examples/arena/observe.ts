import { bearing, behind, distance } from "./places.ts";
import { isVisible } from "./state.ts";
import type { Arena } from "./state.ts";

/** What shooter.pol's `arena` observes, by name. An enemy that is out of sight is where it was seen last. */
export type Observation = { readonly [name in (typeof NAMES)[number]]: number };

/** In the order of the env, which is that of the networks' inputs. A truth value is 0 or 1. */
export const NAMES = ["health", "ammo", "enemy.visible", "enemy.distance", "enemy.bearing", "cover.distance", "cover.bearing"] as const;

export function observe(arena: Arena): Observation {
  const { player, pillars, seen } = arena;
  const covers = pillars.map((pillar) => behind(pillar, seen)).map((at) => ({ at, away: distance(player.at, at) }));
  const cover = covers.reduce((best, one) => (one.away < best.away ? one : best));
  return {
    health: player.health, ammo: player.ammo,
    "enemy.visible": Number(isVisible(arena)), "enemy.distance": distance(player.at, seen), "enemy.bearing": bearing(player.at, player.heading, seen),
    "cover.distance": cover.away, "cover.bearing": bearing(player.at, player.heading, cover.at),
  };
}

/** The same as a guard's `step` takes it: `enemy.distance` is a field of `enemy`, and a truth value is one. */
export function asRecord(seen: Observation): object {
  const { health, ammo } = seen;
  const enemy = { visible: seen["enemy.visible"] === 1, distance: seen["enemy.distance"], bearing: seen["enemy.bearing"] };
  return { health, ammo, enemy, cover: { distance: seen["cover.distance"], bearing: seen["cover.bearing"] } };
}
