import type { EnvIr, ProgramIr, Slot } from "../../compiler/ir/ir.ts";
import { compileNumber } from "./expressions.ts";
import { clamp } from "./operators.ts";
import { broken, frame, type Frame, scopeOf } from "./scope.ts";

/** One sample on, written into `out`, which may be `obs` itself: slots by index, as the buffer holds them. */
export type NextState = (obs: ArrayLike<number>, act: ArrayLike<number>, dist: ArrayLike<number>, out: Float64Array) => void;

/** The env's dynamics at a point, clipped to the declared ranges. What has no equation keeps its value. */
export function nextState(program: ProgramIr, env: EnvIr): NextState {
  const scope = scopeOf<Frame>(program, env);
  const equations = (env.dynamics?.next ?? []).map(({ name, value }) => {
    const index = env.obs.findIndex((slot) => slot.name === name);
    return { index, value: compileNumber(value, scope), ...rangeOf(env.obs[index] ?? broken(`no state ${name}`)) };
  });
  const moved = new Float64Array(equations.length);
  const reads: { -readonly [K in keyof Frame]: Frame[K] } = frame({});
  return (obs, act, dist, out) => {
    reads.obs = obs;
    reads.act = act;
    reads.dist = dist;
    for (let i = 0; i < equations.length; i += 1) {
      const { value, low, high } = equations[i]!;
      moved[i] = clamp(value(reads), low, high);
    }
    if (out !== obs) for (let i = 0; i < out.length; i += 1) out[i] = obs[i]!;
    for (let i = 0; i < equations.length; i += 1) out[equations[i]!.index] = moved[i]!;
  };
}

function rangeOf({ kind, low, high }: Slot): { low: number; high: number } {
  return kind === "bool" ? { low: -Infinity, high: Infinity } : { low: low ?? -Infinity, high: high ?? Infinity };
}
