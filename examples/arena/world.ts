import type { Episode, Values, World } from "../../runtime/simulate/world.ts";
import { random } from "../cruise/random.ts";
import { newArena, stepArena } from "./arena.ts";
import { observe } from "./observe.ts";
import { SECONDS } from "./play.ts";
import type { Action, Tally } from "./state.ts";

/** What `pol run` prints of a tally. */
const COUNTS: Readonly<Record<string, keyof Tally>> = {
  "enemies defeated": "defeated", "shots": "shots", "hits": "landed", "hits taken": "taken", "reloads": "reloads", "fire with reload": "firedWhileReloading",
};

function episode(seed: number): Episode {
  const draw = random(seed);
  const arena = newArena(draw);
  return {
    start: observe(arena),
    hasEvent: arena.raid < Infinity,
    event: (k) => (k === arena.raid ? {} : undefined),
    disturb: () => ({}),
    next(k, _, action) {
      stepArena(arena, k, actionOf(action), draw);
      return observe(arena);
    },
    counts: () => Object.values(COUNTS).map((name) => arena.tally[name]),
  };
}

const actionOf = (action: Values): Action => ({ move: [action["move.x"]!, action["move.y"]!], turn: action["turn"]!, fire: action["fire"] === 1, reload: action["reload"] === 1 });

/** A minute among pillars; in most episodes enemies come, one after the other. */
export const world: World = {
  guard: "player",
  policy: ["roam", "aim"],
  seconds: SECONDS,
  episodes: 500,
  episode,
  violated: ({ health }) => health === 0,
  closest: { name: "lowest health", of: "health", unit: "", limit: 0 },
  speed: "ammo",
  counts: Object.keys(COUNTS),
  event: "raid",
};
