import type { Episode, World } from "../../runtime/simulate/world.ts";
import { cutIn, hardBrakeAt, hardBrakes } from "./cutin.ts";
import { cars, TICK } from "./motion.ts";
import { random } from "./random.ts";
import { ordinaryLeader } from "./traffic.ts";

const SECONDS = 30;
const TOO_CLOSE = 2; // m

function episode(seed: number): Episode {
  const draw = random(seed);
  const usual = draw.between(14, 33);
  const leader = ordinaryLeader(usual, SECONDS, draw);
  const start = { speed: usual + draw.between(-2, 2), gap: 10 + usual * draw.between(2, 4), lead: usual };
  const hasEvent = draw.chance(0.4);
  const firstTry = Math.floor(draw.between(3, 20) / TICK);
  const brakes = hardBrakes(draw);
  let entered: number | undefined;
  let slower = 1; // than the plan: who cuts in slowly stays slow

  return {
    start,
    hasEvent,
    event(k, state) {
      const before = cars(state);
      if (!hasEvent || entered !== undefined || k < firstTry) return undefined;
      // Each tick has its own draw, so that a retry depends on the seed, the tick and the state alone.
      const after = cutIn(before, random(seed * 7919 + k));
      if (!after) return undefined;
      entered = k;
      slower = Math.min(1, after.lead / before.lead);
      return { ...after };
    },
    disturb(k, state) {
      const hard = entered === undefined ? undefined : hardBrakeAt(brakes, k - entered);
      return { lead: hard ?? leader(k, cars(state).lead, slower) };
    },
  };
}

/** Half a minute behind another car; in some episodes a third one cuts in. */
export const world: World = {
  guard: "cruise",
  policy: "net",
  seconds: SECONDS,
  episodes: 1000,
  episode,
  violated: (state) => cars(state).gap <= TOO_CLOSE,
  closest: { name: "smallest gap", of: "gap", unit: "m", limit: TOO_CLOSE },
  speed: "speed",
  effort: "accel",
  event: "cut-in",
};
