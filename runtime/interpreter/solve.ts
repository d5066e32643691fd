import type { ConditionIr, EnvIr, Slot } from "../../compiler/ir/ir.ts";
import { compileNumber } from "./expressions.ts";
import { spans, type Spread } from "./intervals.ts";
import { clamp } from "./operators.ts";
import type { Box } from "./box.ts";
import { actSlot, found, type Frame, sampleTime, type Scope } from "./scope.ts";
import { points } from "./transition.ts";

type Barrier = Extract<ConditionIr, { kind: "barrier" }>;

/** Rounding may leave the barrier a hair short of nought; after so many raises the check decides. */
const MOST_RAISES = 4;
const HAIR = 1e-12;

/** Draws the proposal into the box and, with a barrier, up to it. False: no action will do. The action is changed in place. */
export type Solve = (now: Frame, spread: Spread, box: Box, action: Float64Array) => boolean;

export function compileSolve(env: EnvIr, conditions: readonly ConditionIr[], scope: Scope<Frame>, spreadScope: Scope<Spread>): Solve {
  const barrier = conditions.find((c) => c.kind === "barrier");
  const raise = barrier === undefined ? () => true : compileRaise(env, barrier, scope, spreadScope);
  return (now, spread, box, action) => {
    env.acts.forEach((act, i) => {
      if (act.kind === "num") action[i] = clamp(action[i] ?? NaN, box.lo[i] ?? NaN, box.hi[i] ?? NaN);
    });
    return raise(now, spread, box, action);
  };
}

function compileRaise(env: EnvIr, barrier: Barrier, scope: Scope<Frame>, spreadScope: Scope<Spread>): Solve {
  const h = compileNumber(barrier.h, scope);
  const alpha = compileNumber(barrier.alpha, scope);
  const next = spans(barrier.next, spreadScope);
  const gains = barrier.gains.map(({ name, value }) => ({ slot: actSlot(scope, name), value: compileNumber(value, scope) }));
  const dt = sampleTime(env);

  return (now, spread, box, action) => {
    const here = h(now);
    const kept = (1 - alpha(now) * dt) * here;
    const gain = env.acts.map(() => 0);
    for (const { slot, value } of gains) gain[slot] = value(now);
    const slack = (): number => next({ ...spread, act: points(action) }).lo - kept;

    const first = slack();
    if (Number.isNaN(first) || gain.some(Number.isNaN)) return false;
    if (first >= 0) return true;
    const start = Float64Array.from(action);
    const free = env.acts.flatMap((act, i) => (act.kind === "num" && !act.integer && gain[i] !== 0 ? [{ i, gain: gain[i] ?? 0, width: widthOf(act) }] : []));
    let need = -first;
    for (let raises = 0; raises < MOST_RAISES; raises += 1) {
      if (!raise(need, free, start, box, action)) return false;
      if (!(slack() < 0)) break;
      need = need * (1 + HAIR) + HAIR * (1 + Math.abs(here));
    }
    return true;
  };
}

function widthOf({ low, high }: Slot): number {
  return low === null || high === null ? 1 : high - low;
}

interface Movable {
  readonly i: number;
  readonly gain: number;
  readonly width: number;
}

/** The action nearest to `start`, slots weighed by their widths, that gains `need`. Each round fixes at its end what would overshoot it. */
function raise(need: number, movable: readonly Movable[], start: Float64Array, box: Box, action: Float64Array): boolean {
  action.set(start);
  let left = need, free = movable;
  while (left > 0) {
    if (free.length === 0) return false;
    const sum = free.reduce((s, { gain, width }) => s + gain * width * (gain * width), 0);
    const moves = free.map((m) => {
      const step = free.length === 1 ? left / m.gain : (left / sum) * (m.gain * m.width * m.width);
      const lo = found(box.lo[m.i], "low end"), hi = found(box.hi[m.i], "high end"), from = found(start[m.i], "start");
      const over = (step > 0 && from + step > hi) || (step < 0 && from + step < lo);
      return { ...m, from, over, to: over ? (step > 0 ? hi : lo) : clamp(from + step, lo, hi) };
    });
    const over = moves.filter((m) => m.over);
    for (const m of over.length > 0 ? over : moves) action[m.i] = m.to;
    if (over.length === 0) return true;
    for (const m of over) left -= m.gain * (m.to - m.from);
    free = free.filter((m) => !over.some((o) => o.i === m.i));
  }
  return true;
}
