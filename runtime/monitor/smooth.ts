import type { SpecPlan } from "../../compiler/monitor/spec-plan.ts";
import { SmoothLeast } from "../kernel/smooth-mean.ts";
import { Refusal } from "../refusal.ts";
import type { Sandbox } from "../sandbox/isolate.ts";
import { sharedTrace, type TraceColumns, type TraceEnd } from "./offline.ts";

export interface SmoothOptions {
  /** p of the mean over what fails, from 1: the higher, the nearer to the worst alone. */
  readonly sharpness?: number;
  /** As for `judge`; samples that are held count like others. */
  readonly end?: TraceEnd;
}

/** Smooth robustness; NaN where something that is read is unknown. */
export interface Smooth {
  /** Of the spec at each sample; of `always φ`, of φ. */
  readonly values: Float64Array;
  /** Of the whole spec at the first sample. */
  readonly first: number;
}

/** Values that windows may read in all: minutes, not hours. */
const LIMIT = 2e9;

export function smoothOf(plan: SpecPlan, sandbox: Sandbox, trace: TraceColumns, { sharpness = 1, end = "neutral" }: SmoothOptions): Smooth {
  if (!(sharpness >= 1 && sharpness < Infinity)) throw new Refusal(`sharpness is a number from 1, not ${sharpness}`);
  const shared = sharedTrace(plan, trace, end);
  const out = new SharedArrayBuffer(8 * shared.n);
  const steps = sandbox.smooth(plan.spec.name, shared, "bodyRobust", sharpness, LIMIT, out);
  if (steps > LIMIT) throw new Refusal(`the windows of \`${plan.spec.name}\` read ${steps.toPrecision(2)} values over ${trace.length} samples, more than ${LIMIT.toPrecision(2)}: give them an end, or a shorter trace`);
  const values = new Float64Array(out, 0, trace.length);
  return { values, first: plan.robust === plan.bodyRobust ? values[0]! : always(values, sharpness, end) };
}

/** Of a trace that is left open, φ is unknown later. */
function always(values: Float64Array, sharpness: number, end: TraceEnd): number {
  if (end === "interval") return NaN;
  const all = new SmoothLeast(1, sharpness);
  for (const value of values) all.add(value);
  return all.value;
}
