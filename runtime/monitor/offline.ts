import type { Slot } from "../../compiler/ir/ir.ts";
import { depthOf } from "../../compiler/monitor/depth.ts";
import type { SpecPlan } from "../../compiler/monitor/spec-plan.ts";
import { Refusal } from "../refusal.ts";
import type { Sandbox, SpecRow } from "../sandbox/isolate.ts";

/** Samples of one trace by column, as `readTrace` gives them. */
export interface TraceColumns {
  readonly length: number;
  /** One a slot of the env's observations, in its unit; truths 0, 1 (unknown) or 2, unknown numbers NaN. */
  readonly obs: readonly Float64Array[];
  /** One an action; null where the trace has none: it is then unknown. */
  readonly acts: readonly (Float64Array | null)[];
  /** Seconds; needed where the env has no rate. */
  readonly times: Float64Array | null;
}

/**
 * What is beyond the last sample. `neutral`: nothing, and a window without samples is neutral. `hold`: the last sample, for
 * ever. `interval`: samples of which nothing is known, so that values are what the trace alone decides.
 */
export type TraceEnd = "neutral" | "hold" | "interval";

export interface Judged {
  /** Of the whole spec at the first sample. */
  readonly truth: "true" | "false" | "unknown";
  readonly robustness: readonly [lo: number, hi: number];
  /** Of the spec at each sample; of `always φ`, of φ: robustness from `lo` to `hi` (one array where nothing is unknown), truths 0, 1, 2. */
  readonly lo: Float64Array;
  readonly hi: Float64Array;
  readonly truths: Uint8Array;
  /** The whole formula's own robustness at each sample. */
  readonly whole: { readonly lo: Float64Array; readonly hi: Float64Array };
}

const WORDS = ["false", "unknown", "true"] as const;
const ROWS: readonly SpecRow[] = ["bodyTruth", "bodyRobust", "truth", "robust"];

export function judgeTrace(plan: SpecPlan, sandbox: Sandbox, trace: TraceColumns, end: TraceEnd): Judged {
  const { env } = plan;
  if (trace.length === 0) throw new Refusal("a trace without samples cannot be judged");
  if (env.rate === null && trace.times === null) throw new Refusal(`\`${env.name}\` has no rate: its traces need a time for each sample`);
  const more = end === "neutral" ? 0 : beyond(plan, end);
  const n = trace.length + more;
  const shared = (column: Float64Array | null, slot: Slot): SharedArrayBuffer => extended(column, slot, trace.length, n, end);
  const outs = ROWS.flatMap(() => [new SharedArrayBuffer(8 * n), new SharedArrayBuffer(8 * n)]);
  sandbox.batch(plan.spec.name, {
    n, obs: env.obs.map((slot, i) => shared(trace.obs[i] ?? null, slot)), acts: env.acts.map((slot, i) => shared(trace.acts[i] ?? null, slot)),
    times: trace.times === null || env.rate !== null ? null : laterTimes(trace.times, trace.length, n), goesOn: end !== "neutral",
  }, ROWS, outs);
  const column = (i: number): Float64Array => new Float64Array(outs[i]!, 0, trace.length);
  const [truthLo, truthHi, lo, hi, startLo, startHi, wholeLo, wholeHi] = [column(0), column(1), column(2), column(3), column(4), column(5), column(6), column(7)];
  return {
    truth: WORDS[tri(startLo[0]!, startHi[0]!)]!, robustness: [wholeLo[0]!, wholeHi[0]!],
    lo, hi, truths: Uint8Array.from(truthLo, (least, k) => tri(least, truthHi[k]!)), whole: { lo: wholeLo, hi: wholeHi },
  };
}

function tri(lo: number, hi: number): 0 | 1 | 2 {
  return lo > 0 ? 2 : hi < 0 ? 0 : 1;
}

/** How many samples come after the last one, so that what they change is known inside the trace. */
function beyond({ env, rows }: SpecPlan, end: TraceEnd): number {
  if (env.rate !== null) return depthOf(rows);
  // By the clock a value holds until the next sample: one is enough, of which nothing is known.
  return end === "interval" ? 1 : 0;
}

/** Times go on right after the last sample. */
function laterTimes(times: Float64Array, length: number, n: number): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(8 * n);
  const values = new Float64Array(buffer);
  values.set(times.subarray(0, length));
  const last = times[length - 1]!;
  values.fill(last + Math.max(Number.MIN_VALUE, Math.abs(last) * Number.EPSILON), length);
  return buffer;
}

function extended(column: Float64Array | null, slot: Slot, length: number, n: number, end: TraceEnd): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(8 * n);
  const values = new Float64Array(buffer);
  const unknown = slot.kind === "bool" ? 1 : NaN;
  if (column === null) return (values.fill(unknown), buffer);
  values.set(column.subarray(0, length));
  if (n > length) values.fill(end === "hold" ? column[length - 1]! : unknown, length);
  return buffer;
}
