import type { Judged } from "../../runtime/monitor/offline.ts";
import type { Blame } from "./blame.ts";
import { sparkOf, type Spark } from "./spark.ts";
import type { Clock } from "./windows.ts";

export type Verdict = "holds" | "violated" | "unknown";

/** Neighbouring samples at which a spec is violated; times in seconds. */
export interface Violation {
  readonly from: number;
  readonly to: number;
  /** The least robustness, when, and at which sample. */
  readonly worst: number;
  readonly at: number;
  readonly sample: number;
}

/** What came out for one spec and one trace; small, however long the trace is. */
export interface Outcome {
  readonly trace: string;
  readonly samples: number;
  readonly verdict: Verdict;
  readonly robustness: readonly [lo: number, hi: number];
  /** Samples. */
  readonly violating: number;
  readonly unknown: number;
  /** When the first unknown one is; null where there is none. */
  readonly firstUnknown: number | null;
  /** How many there are, the first of them, and the one with the least robustness. */
  readonly spans: number;
  readonly violations: readonly Violation[];
  readonly worst: Violation | null;
  readonly end: number;
  readonly spark: Spark;
  /** Of the worst violation. */
  readonly blame: Blame | null;
}

/** More are counted, not kept. */
export const MOST_KEPT = 10_000;

/** Sums a judgement up. Of `always φ` (`each`) the verdict is that of all samples; of another spec, that of the first. */
export function outcomeOf(trace: string, { truth, robustness, truths, lo, hi }: Judged, each: boolean, clock: Clock): Omit<Outcome, "blame"> {
  const samples = truths.length;
  const violations: Violation[] = [];
  let worst: Violation | null = null;
  let [violating, unknown, spans, firstUnknown, least, most] = [0, 0, 0, -1, Infinity, Infinity];
  let [from, at] = [-1, -1];
  for (let k = 0; k <= samples; k++) {
    const value = k < samples ? truths[k]! : 2;
    if (value === 0) {
      violating++;
      if (from < 0) from = at = k;
      else if (hi[k]! < hi[at]!) at = k;
    } else if (from >= 0) {
      const span: Violation = { from: clock(from), to: clock(k - 1), worst: hi[at]!, at: clock(at), sample: at };
      if (worst === null || span.worst < worst.worst) worst = span;
      if (spans++ < MOST_KEPT) violations.push(span);
      from = -1;
    }
    if (k === samples) break;
    if (value === 1 && unknown++ === 0) firstUnknown = k;
    if (lo[k]! < least) least = lo[k]!;
    if (hi[k]! < most) most = hi[k]!;
  }
  const said = truth === "true" ? "holds" : truth === "false" ? "violated" : "unknown";
  return {
    trace, samples, violating, unknown, spans, violations, worst,
    verdict: !each ? said : violating > 0 ? "violated" : unknown > 0 ? "unknown" : "holds",
    robustness: each ? [least, most] : robustness,
    firstUnknown: firstUnknown < 0 ? null : clock(firstUnknown), end: clock(samples - 1), spark: sparkOf(truths, lo, hi, clock),
  };
}
