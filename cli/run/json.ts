import type { Figures } from "../../runtime/simulate/figures.ts";
import type { RunResult } from "../../runtime/simulate/simulate.ts";
import type { Comparison } from "./comparison.ts";

/**
 * What `--json` prints. Of each run, `meanSpeed` and `networkShare` are over the episodes without the event, where a guard
 * should cost nothing; everything else that stands beside them is over all. `all`, `withEvent` and `withoutEvent` have every figure.
 */
export function toJson({ scene, seed, workers, guarded, unguarded }: Comparison): object {
  const { guard, policy, event, closest } = scene;
  const { decisionMicros, ...alone } = run(unguarded, closest.name);
  return {
    guard, policy, event, episodes: guarded.all.episodes, seed, workers,
    guarded: run(guarded, closest.name), unguarded: alone,
  };
}

function run({ all, withEvent, withoutEvent, decisionMicros, seconds }: RunResult, closest: string) {
  const whole = figures(all, closest);
  return {
    ...whole,
    meanSpeed: withoutEvent.meanSpeed, networkShare: withoutEvent.networkShare,
    decisionMicros, wallSeconds: seconds,
    all: whole, withEvent: figures(withEvent, closest), withoutEvent: figures(withoutEvent, closest),
  };
}

function figures({ episodes, violations, closest, by, ...others }: Figures, name: string) {
  return { episodes, violations, [camel(name)]: closest, interventionsBy: by, ...others };
}

/** `smallest gap` as `smallestGap`. */
function camel(name: string): string {
  return name.replace(/\s+(\S)/g, (_, letter: string) => letter.toUpperCase());
}
