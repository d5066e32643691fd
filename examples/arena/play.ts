import { random } from "../cruise/random.ts";
import { newArena, stepArena } from "./arena.ts";
import { observe } from "./observe.ts";
import type { Observation } from "./observe.ts";
import { RATE } from "./state.ts";
import type { Action, Arena } from "./state.ts";

/** Length of an episode, s. */
export const SECONDS = 60;

/** Plays an episode to its end, or until the player falls: what is left of it. */
export function play(seed: number, act: (seen: Observation, k: number) => Action): Arena {
  const draw = random(seed);
  const arena = newArena(draw);
  for (let k = 0; k < SECONDS * RATE && arena.player.health > 0; k++) stepArena(arena, k, act(observe(arena), k), draw);
  return arena;
}
