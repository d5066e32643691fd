import { along, bearing, clamp, distance, freed, HALF } from "./places.ts";
import type { Point } from "./places.ts";
import { isVisible, RATE } from "./state.ts";
import type { Arena, Enemy } from "./state.ts";

const SPEED = 3; // m/s
const PAUSE = 0.4; // s between two shots
const REACTION = 0.6; // s from seeing the player to the first shot
const DAMAGE = 10;
const KEEPS = 12; // m from the player

/** Comes through the wall at `entry` (0 to 1 of its length) or, where that is nearer to the player, at the opposite end. */
export function newEnemy(player: Point, entry: number): Enemy {
  const degrees = 360 * entry;
  const wall = [degrees, degrees + 180].map((angle) => {
    const { x, y } = along({ x: 0, y: 0 }, angle, 2 * HALF);
    return { x: clamp(x, 1 - HALF, HALF - 1), y: clamp(y, 1 - HALF, HALF - 1) };
  });
  const at = distance(player, wall[0]!) > distance(player, wall[1]!) ? wall[0]! : wall[1]!;
  return { at, health: 100, cooling: REACTION * RATE, side: entry < 0.5 ? 1 : -1 };
}

/** The enemy's part of a tick: it comes nearer, walks around the player, and shoots while it sees it. */
export function stepEnemy(arena: Arena, enemy: Enemy, { hit, turn }: { readonly hit: number; readonly turn: number }): void {
  const { player, pillars, tally } = arena;
  const sees = isVisible(arena);
  const away = distance(enemy.at, player.at);
  if (turn < 0.5 / RATE) enemy.side = -enemy.side;
  const straight = bearing(enemy.at, 0, player.at);
  const aside = !sees ? 0 : clamp(90 - 15 * (away - KEEPS), 0, 150);
  enemy.at = freed(along(enemy.at, straight + enemy.side * aside, SPEED / RATE), pillars);

  if (!sees) enemy.cooling = REACTION * RATE;
  else if (enemy.cooling > 0) enemy.cooling -= 1;
  else {
    enemy.cooling = PAUSE * RATE;
    if (hit >= clamp(0.7 - away / 60, 0.1, 0.6)) return;
    player.health = Math.max(0, player.health - DAMAGE);
    player.quiet = 0;
    tally.taken += 1;
  }
}
