import type { ConditionIr } from "../../compiler/ir/ir.ts";
import { type Compilers, type Judge, lowestMargin } from "./moment.ts";
import { type Spread, truths } from "./intervals.ts";
import { disturbances, spreadController } from "./transition.ts";
import { FALSE, TRUE } from "./values.ts";

type Foresee = Extract<ConditionIr, { kind: "foresee" }>;

/** Rolls the backup forward from the next states: the body must hold all the way to where `until` holds. */
export function compileForesee(ir: Foresee, { program, env, spreadScope, transition }: Compilers): Judge {
  const body = truths(ir.body, spreadScope);
  const until = truths(ir.until, spreadScope);
  const margin = lowestMargin(ir.margin, spreadScope);
  const backup = spreadController(program, env, ir.backup, spreadScope);
  const dist = disturbances(env);

  return ({ next }) => {
    let state: Spread = next;
    let least = Infinity;
    for (let step = 0; step <= ir.steps; step += 1) {
      least = Math.min(least, margin(state));
      const safe = body(state);
      if (safe !== TRUE) return { verdict: safe, margin: least };
      if (until(state) === TRUE) return { verdict: TRUE, margin: least };
      const acting: Spread = { ...state, act: backup(state), dist };
      state = { ...next, obs: transition(acting) };
    }
    return { verdict: FALSE, margin: least };
  };
}
