import type { ConditionIr } from "../../compiler/ir/ir.ts";
import { type Compilers, type Judge, lowestMargin } from "./moment.ts";
import { type Spread, truths } from "./intervals.ts";
import { isKnown, NOT_KNOWN, type Span } from "./spans.ts";
import { disturbances, spreadController } from "./transition.ts";
import { FALSE, TRUE } from "./values.ts";

type Foresee = Extract<ConditionIr, { kind: "foresee" }>;

/**
 * Rolls the backup forward from the next states: the body must hold to the end of the horizon, and `until` somewhere on
 * the way. Not only up to there: where `until` holds the car may still be rolling. It ends once the margin falls no more.
 */
export function compileForesee(ir: Foresee, { program, env, spreadScope, transition }: Compilers): Judge {
  const body = truths(ir.body, spreadScope);
  const until = truths(ir.until, spreadScope);
  const margin = lowestMargin(ir.margin, spreadScope);
  const backup = spreadController(program, env, ir.backup, spreadScope);
  const dist = disturbances(env);

  return ({ next }) => {
    let state: Spread = next;
    let least = Infinity;
    let reached = false;
    let before = { inside: false, margin: NaN };
    for (let step = 0; step <= ir.steps; step += 1) {
      const now = { inside: until(state) === TRUE, margin: margin(state) };
      least = Math.min(least, now.margin);
      const safe = body(state);
      if (safe !== TRUE) return { verdict: safe, margin: least };
      reached ||= now.inside;
      if (before.inside && now.inside && now.margin >= before.margin) break;
      before = now;
      const obs = transition({ ...state, act: backup(state), dist });
      if (atRest(state.obs, obs)) break;
      state = { ...next, obs };
    }
    return { verdict: reached ? TRUE : FALSE, margin: least };
  };
}

/** Nothing will change any more; unknown stays unknown. */
function atRest(before: readonly Span[], after: readonly Span[]): boolean {
  return after.every((now, i) => {
    const then = before[i] ?? NOT_KNOWN;
    return isKnown(now) ? now.lo === then.lo && now.hi === then.hi : !isKnown(then);
  });
}
