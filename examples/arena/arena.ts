import type { Random } from "../cruise/random.ts";
import { newEnemy, stepEnemy } from "./enemy.ts";
import { distance, HALF } from "./places.ts";
import type { Point } from "./places.ts";
import { newPlayer, stepPlayer } from "./player.ts";
import { isVisible, RATE } from "./state.ts";
import type { Action, Arena } from "./state.ts";

/** A second enemy comes so long after the first fell, and so on: s. */
const NEXT = 4;
const PILLARS = 7;
/** Between two pillars, m: so little that there is always room for one more. */
const APART = 7.5;

export function newArena(random: Random): Arena {
  const pillars: Point[] = [];
  while (pillars.length < PILLARS) {
    const p = { x: random.between(6 - HALF, HALF - 6), y: random.between(6 - HALF, HALF - 6) };
    if (pillars.every((other) => distance(p, other) > APART)) pillars.push(p);
  }
  const raid = random.chance(0.75) ? Math.floor(random.between(2, 8) * RATE) : Infinity;
  const tally = { defeated: 0, shots: 0, landed: 0, taken: 0, reloads: 0, firedWhileReloading: 0 };
  return { pillars, raid, player: newPlayer(pillars, random), enemy: undefined, comes: raid, seen: { x: 0, y: 0 }, tally };
}

/** One tick: the player acts, then its enemy. Every tick draws as many numbers, so that chance does not depend on what anybody does. */
export function stepArena(arena: Arena, k: number, action: Action, random: Random): void {
  const luck = { entry: random.between(0, 1), spread: random.normal(), hit: random.between(0, 1), turn: random.between(0, 1) };
  stepPlayer(arena, action, luck.spread);
  if (arena.enemy !== undefined) {
    stepEnemy(arena, arena.enemy, luck);
    if (arena.enemy.health <= 0) {
      arena.tally.defeated += 1;
      arena.comes = k + NEXT * RATE;
      arena.enemy = undefined;
    }
  } else if (k >= arena.comes) arena.enemy = newEnemy(arena.player.at, luck.entry);
  if (isVisible(arena)) arena.seen = arena.enemy!.at;
}
