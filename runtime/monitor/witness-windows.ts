import type { EnvIr, Ir } from "../../compiler/ir/ir.ts";
import { broken } from "../interpreter/scope.ts";
import { windowOf } from "../interpreter/windows.ts";
import { Refusal } from "../refusal.ts";
import type { TraceColumns } from "./offline.ts";

/** Both ends closed, in samples where the env has a rate, else in seconds; `high` is infinite where there is none. */
export interface Window {
  readonly past: boolean;
  readonly low: number;
  readonly high: number;
}

/** Which samples a window holds, seen from sample k. It is empty where first > last; neither falls as k rises. */
export interface Clock {
  readonly length: number;
  window(ir: Ir, past: boolean): Window;
  first(window: Window, k: number): number;
  last(window: Window, k: number): number;
  /** Seconds. */
  timeOf(k: number): number;
}

export function clockOf(env: EnvIr, { length, times }: TraceColumns): Clock {
  if (env.rate !== null) return sampled(env.rate, length);
  if (times === null) throw new Refusal(`\`${env.name}\` has no rate: its traces need a time for each sample`);
  return timed(times, length);
}

function sampled(rate: number, length: number): Clock {
  return {
    length,
    window: (ir, past) => ({ past, ...windowOf(ir, rate) }),
    first: ({ past, low, high }, k) => (past ? Math.max(0, k - high) : k + low),
    last: ({ past, low, high }, k) => (past ? k - low : Math.min(length - 1, k + high)),
    timeOf: (k) => k / rate,
  };
}

/** As the kernel has it for whole columns: the samples in the window and the one whose value is held at its lower end. */
function timed(times: Float64Array, length: number): Clock {
  const begin = ({ past, low, high }: Window, k: number): { readonly from: number; readonly begin: number } => {
    const start = past ? times[k]! - high : times[k]! + low;
    const from = countBelow(times, length, (t) => t < start);
    return { from, begin: from > 0 && from < length && times[from]! > start ? from - 1 : from };
  };
  return {
    length,
    window: ({ op, window }, past) => {
      if (window === "turn") return broken(`${op} over a window that has no samples`);
      const [low, high] = window ?? [0, null];
      return { past, low, high: high ?? Infinity };
    },
    first: (window, k) => (window.past ? begin(window, k).begin : Math.max(begin(window, k).begin, k)),
    last: (window, k) => {
      const { past, low, high } = window;
      const end = past ? times[k]! - low : times[k]! + high;
      const to = countBelow(times, length, (t) => t <= end) - 1;
      const held = begin(window, k);
      return Math.min(Math.max(to, held.begin < held.from ? held.begin : -1), past ? k : length - 1);
    },
    timeOf: (k) => times[k]!,
  };
}

/** How many of the ascending times are below a bound. */
function countBelow(times: Float64Array, length: number, below: (t: number) => boolean): number {
  let low = 0, high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (below(times[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
