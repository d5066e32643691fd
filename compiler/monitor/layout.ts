import type { EnvIr } from "../ir/ir.ts";

/** Where each value of a spec's session lives in its one Float64Array: emitted code and host agree on this. */
export interface SpecLayout {
  // written by the host before a step
  /** 1 when the observation is valid; else nothing of the sample is known. */
  readonly valid: number;
  readonly obs: number;
  readonly act: number;
  /** Seconds, where the env has no rate. */
  readonly time: number;
  // state: [state, stateEnd) is all a session is
  readonly state: number;
  readonly last: number;
  readonly memory: number;
  /** How many samples were pushed, then the operators' own. */
  readonly monitor: number;
  /** Parts of the formula at the first sample: its truth and its robustness; of `always φ`, φ's robustness too. */
  readonly truthStart: number;
  readonly robustStart: number;
  readonly openStart: number;
  /** 1 once the formula, or of `always φ` φ, was false at a settled sample. */
  readonly failed: number;
  readonly stateEnd: number;
  // written by a step
  /** The sample that the next four are about; −1 while there is none. Of `always φ` they are φ's. */
  readonly instant: number;
  readonly robustLo: number;
  readonly robustHi: number;
  /** 0 false, 1 unknown, 2 true. */
  readonly truth: number;
  // written by `interval`
  /** Of the whole formula at the first sample. */
  readonly lo: number;
  readonly hi: number;
  readonly verdict: number;
  /** Of `always φ`: φ at the oldest sample that is still open. */
  readonly openInstant: number;
  readonly openLo: number;
  readonly openHi: number;
  readonly size: number;
}

export interface SpecCells {
  readonly monitor: number;
  readonly truthStart: number;
  readonly robustStart: number;
  readonly openStart: number;
}

export function specLayout(env: EnvIr, cells: SpecCells): SpecLayout {
  let next = 0;
  const take = (n: number): number => (next += n) - n;
  const valid = take(1), obs = take(env.obs.length), act = take(env.acts.length), time = take(1);
  const state = next;
  const last = take(env.acts.length), memory = take(env.memories.length), monitor = take(1 + cells.monitor);
  const truthStart = take(cells.truthStart), robustStart = take(cells.robustStart), openStart = take(cells.openStart);
  const failed = take(1);
  const stateEnd = next;
  const [instant, robustLo, robustHi, truth] = [take(1), take(1), take(1), take(1)];
  const [lo, hi, verdict, openInstant, openLo, openHi] = [take(1), take(1), take(1), take(1), take(1), take(1)];
  return {
    valid, obs, act, time, state, last, memory, monitor, truthStart, robustStart, openStart, failed, stateEnd, instant, robustLo, robustHi, truth,
    lo, hi, verdict, openInstant, openLo, openHi, size: next,
  };
}
