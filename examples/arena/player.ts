import type { Random } from "../cruise/random.ts";
import { bearing, clamp, distance, freed, HALF, inSight, RADIANS } from "./places.ts";
import type { Point } from "./places.ts";
import { RATE } from "./state.ts";
import type { Action, Arena, Player } from "./state.ts";

const MAGAZINE = 30;
const SPEED = 5; // m/s
const PAUSE = 0.2; // s between two shots
const RELOAD = 1.2; // s
const SPREAD = 0.7; // degrees, standard deviation
export const TARGET = 0.6; // m, radius
const DAMAGE = 8; // 13 hits and an enemy falls
const MENDS_AFTER = 3; // s without a hit
const MENDS = 5; // health a second

export function newPlayer(pillars: readonly Point[], random: Random): Player {
  const at = freed({ x: random.between(-HALF, HALF) / 2, y: random.between(-HALF, HALF) / 2 }, pillars);
  return { at, heading: random.between(-180, 180), health: 100, ammo: MAGAZINE, cooling: 0, reloading: 0, quiet: 0 };
}

/** The player's part of a tick; `spread` is standard normal. */
export function stepPlayer(arena: Arena, action: Action, spread: number): void {
  const { player, tally } = arena;
  walk(arena, action);
  player.cooling = Math.max(0, player.cooling - 1);
  player.quiet += 1;
  if (player.quiet > MENDS_AFTER * RATE) player.health = Math.min(100, player.health + MENDS / RATE);
  if (action.fire && action.reload) tally.firedWhileReloading += 1;
  if (!action.reload) player.reloading = 0;
  else if ((player.reloading += 1) === RELOAD * RATE) {
    player.ammo = MAGAZINE;
    tally.reloads += 1;
  }
  if (action.fire && !action.reload && player.ammo > 0 && player.cooling === 0) shoot(arena, spread);
}

function walk({ player, pillars }: Arena, { move: [ahead, left], turn }: Action): void {
  player.heading += clamp(turn, -180, 180) / RATE;
  const [cos, sin] = [Math.cos(player.heading * RADIANS), Math.sin(player.heading * RADIANS)];
  // Nobody walks faster aslant.
  const step = SPEED / RATE / Math.max(1, Math.sqrt(ahead * ahead + left * left));
  player.at = freed({ x: player.at.x + step * (ahead * cos - left * sin), y: player.at.y + step * (ahead * sin + left * cos) }, pillars);
}

function shoot({ player, enemy, pillars, tally }: Arena, spread: number): void {
  player.ammo -= 1;
  player.cooling = PAUSE * RATE;
  tally.shots += 1;
  if (enemy === undefined || !inSight(player.at, enemy.at, pillars)) return;
  const off = bearing(player.at, player.heading + SPREAD * spread, enemy.at);
  if (Math.abs(off) * RADIANS > Math.atan2(TARGET, distance(player.at, enemy.at))) return;
  enemy.health -= DAMAGE;
  tally.landed += 1;
}
