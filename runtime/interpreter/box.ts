import type { ConditionIr, EnvIr } from "../../compiler/ir/ir.ts";
import { compileNumber, type NumberAt } from "./expressions.ts";
import { clamp } from "./operators.ts";
import { actSlot, type Closure, type Frame, sampleTime, type Scope } from "./scope.ts";

/** What limits and rates leave of the declared ranges in this step, by action slot. */
export interface Box {
  readonly lo: readonly number[];
  readonly hi: readonly number[];
  /** The action applied last, drawn to the nearest edge where a last resort has left the limits. */
  readonly prev: readonly number[];
}

interface Bound {
  readonly slot: number;
  readonly low: NumberAt;
  readonly high: NumberAt;
}

/** The box of a step, or null where nothing is left. */
export function compileBox(env: EnvIr, conditions: readonly ConditionIr[], scope: Scope<Frame>): Closure<Frame, Box | null> {
  const limits: Bound[] = [], rates: { slot: number; rate: NumberAt }[] = [];
  for (const c of conditions) {
    if (c.kind === "limit") limits.push({ slot: actSlot(scope, c.name), low: compileNumber(c.low, scope), high: compileNumber(c.high, scope) });
    if (c.kind === "rate") rates.push({ slot: actSlot(scope, c.name), rate: compileNumber(c.rate, scope) });
  }
  const dt = sampleTime(env);

  return (now) => {
    // Math.max and Math.min carry NaN, so that an unknown bound leaves nothing.
    const lo = env.acts.map((act, i) => limits.filter((l) => l.slot === i).reduce((low, l) => Math.max(low, l.low(now)), act.low ?? -Infinity));
    const hi = env.acts.map((act, i) => limits.filter((l) => l.slot === i).reduce((high, l) => Math.min(high, l.high(now)), act.high ?? Infinity));
    const prev = env.acts.map((_, i) => clamp(now.last[i] ?? NaN, lo[i] ?? NaN, hi[i] ?? NaN));
    for (const { slot, rate } of rates) {
      const change = rate(now);
      if (!(change >= 0)) return null;
      const [low, high] = reach(prev[slot] ?? NaN, change, dt);
      lo[slot] = Math.max(lo[slot] ?? NaN, low);
      hi[slot] = Math.min(hi[slot] ?? NaN, high);
    }
    env.acts.forEach((act, i) => {
      if (!act.integer) return;
      lo[i] = Math.ceil(lo[i] ?? NaN);
      hi[i] = Math.floor(hi[i] ?? NaN);
    });
    const open = env.acts.every((act, i) => act.kind !== "num" || (lo[i] ?? NaN) <= (hi[i] ?? NaN));
    return open ? { lo, hi, prev } : null;
  };
}

/** Where a slot may go in one sample from `prev`. */
export function reach(prev: number, rate: number, dt: number): readonly [low: number, high: number] {
  return [prev - rate * dt, prev + rate * dt];
}
