import { inSight } from "./places.ts";
import type { Point } from "./places.ts";

/** The env runs at 30 Hz. */
export const RATE = 30;

export interface Player {
  at: Point;
  /** Degrees. */
  heading: number;
  health: number;
  ammo: number;
  /** Ticks until the next shot. */
  cooling: number;
  /** Ticks in a row of reloading. */
  reloading: number;
  /** Ticks since the last hit. */
  quiet: number;
}

export interface Enemy {
  at: Point;
  health: number;
  /** Ticks until the next shot. */
  cooling: number;
  /** Which way it walks around the player: 1 or -1. */
  side: number;
}

/** What an episode adds up to. */
export interface Tally {
  defeated: number;
  shots: number;
  landed: number;
  taken: number;
  reloads: number;
  /** Ticks with both, which `player` forbids. */
  firedWhileReloading: number;
}

/** All there is in an episode; each step changes it. */
export interface Arena {
  readonly pillars: readonly Point[];
  /** Tick at which the first enemy comes; infinite in an episode without one. */
  readonly raid: number;
  readonly player: Player;
  enemy: Enemy | undefined;
  /** Tick at which the next enemy comes. */
  comes: number;
  /** Where an enemy was seen last; at first, the middle. */
  seen: Point;
  readonly tally: Tally;
}

export const isVisible = ({ enemy, player, pillars }: Arena): boolean => enemy !== undefined && inSight(player.at, enemy.at, pillars);

/** What the player does in a tick, as shooter.pol declares it: `move` ahead and to the left, `turn` to the left in deg/s. */
export interface Action {
  readonly move: readonly [ahead: number, left: number];
  readonly turn: number;
  readonly fire: boolean;
  readonly reload: boolean;
}
