import type { Ir, Slot } from "../../compiler/ir/ir.ts";
import { depthOf } from "../../compiler/monitor/depth.ts";
import type { SpecPlan } from "../../compiler/monitor/spec-plan.ts";
import { Refusal } from "../refusal.ts";
import type { Sandbox, SharedTrace, SpecRow } from "../sandbox/isolate.ts";

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
}

/** Robustness at each sample, in between. */
export interface Signal {
  readonly lo: Float64Array;
  readonly hi: Float64Array;
}

const WORDS = ["false", "unknown", "true"] as const;

export function judgeTrace(plan: SpecPlan, sandbox: Sandbox, trace: TraceColumns, end: TraceEnd): Judged {
  const [truth, robust] = evaluate(plan, sandbox, trace, end, ["bodyTruth", "bodyRobust"]) as [Signal, Signal];
  const { length } = trace;
  const truths = new Uint8Array(length);
  for (let k = 0; k < length; k++) truths[k] = tri(truth.lo[k]!, truth.hi[k]!);
  const { lo, hi } = robust;
  // Of `always φ` the first sample's value is the least there is.
  const first = plan.truth === plan.bodyTruth ? 1 : length;
  let least = truths[0]!, low = lo[0]!, high = hi[0]!;
  for (let k = 1; k < first; k++) {
    if (truths[k]! < least) least = truths[k]!;
    if (lo[k]! < low) low = lo[k]!;
    if (hi[k]! < high) high = hi[k]!;
  }
  // A trace that is left open may still break what has held so far.
  const open = first > 1 && end === "interval";
  return { truth: WORDS[open && least > 0 ? 1 : least]!, robustness: [open ? -Infinity : low, high], lo, hi, truths };
}

/** The whole formula's robustness at each sample, of `always φ` too. */
export function signalOf(plan: SpecPlan, sandbox: Sandbox, trace: TraceColumns, end: TraceEnd): Signal {
  return evaluate(plan, sandbox, trace, end, ["robust"])[0]!;
}

function evaluate(plan: SpecPlan, sandbox: Sandbox, trace: TraceColumns, end: TraceEnd, rows: readonly SpecRow[]): Signal[] {
  const shared = sharedTrace(plan, trace, end);
  const outs = rows.flatMap(() => [new SharedArrayBuffer(8 * shared.n), new SharedArrayBuffer(8 * shared.n)]);
  const split = sandbox.batch(plan.spec.name, shared, rows, outs);
  return rows.map((_, i) => {
    const lo = new Float64Array(outs[2 * i]!, 0, trace.length);
    return { lo, hi: split[i] === true ? new Float64Array(outs[2 * i + 1]!, 0, trace.length) : lo };
  });
}

/** What a spec reads of a trace, with what comes after its last sample. */
export function sharedTrace(plan: SpecPlan, trace: TraceColumns, end: TraceEnd): SharedTrace {
  const { env } = plan;
  if (trace.length === 0) throw new Refusal("a trace without samples cannot be judged");
  if (env.rate === null && trace.times === null) throw new Refusal(`\`${env.name}\` has no rate: its traces need a time for each sample`);
  const n = trace.length + (end === "neutral" ? 0 : beyond(plan, end));
  const isRead = readBy(plan);
  const shared = (op: "obs" | "act", slot: Slot, column: Float64Array | null): SharedArrayBuffer => (isRead(op, slot) ? extended(column, slot, trace.length, n, end) : NOTHING);
  return {
    n, obs: env.obs.map((slot, i) => shared("obs", slot, trace.obs[i] ?? null)), acts: env.acts.map((slot, i) => shared("act", slot, trace.acts[i] ?? null)),
    times: trace.times === null || env.rate !== null ? null : laterTimes(trace.times, trace.length, n), goesOn: end !== "neutral",
    known: end === "interval" ? trace.length : n,
  };
}

const NOTHING = new SharedArrayBuffer(0);

/** Whether a spec reads a slot; memories may read any. */
function readBy({ plan, env }: SpecPlan): (op: "obs" | "act", slot: Slot) => boolean {
  if (env.memories.length > 0) return () => true;
  const names = new Set<string>();
  const visit = (ir: Ir): void => {
    if (ir.op === "obs" || ir.op === "act" || ir.op === "last") names.add(`${ir.op === "obs" ? "obs" : "act"} ${ir.name}`);
    ir.args?.forEach(visit);
  };
  for (const node of plan.nodes) if (node.op === "read") visit(node.ir);
  return (op, { name }) => names.has(`${op} ${name}`);
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
