import { placeOf } from "./blame.ts";
import type { Choice } from "./choice.ts";
import type { JudgedTrace } from "./judging.ts";
import type { Outcome } from "./outcome.ts";
import type { Policy } from "./spec-report.ts";

/** What `--json` prints; infinite values are `"inf"` and `"-inf"`, times are in seconds. */
export function toJson(policy: Policy, { specs, leftOut }: Choice, traces: readonly JudgedTrace[]): object {
  const judged = traces.filter(({ refused }) => refused === null);
  return {
    file: policy.path,
    specs: specs.map((spec, i) => ({ spec: spec.name, traces: judged.map(({ outcomes }) => one(outcomes[i]!, policy)) })),
    notes: judged.flatMap(({ path, notes }) => notes.map((note) => ({ trace: path, note }))),
    refused: traces.flatMap(({ path, refused }) => (refused === null ? [] : [{ trace: path, reason: refused }])),
    leftOut,
  };
}

function one(o: Outcome, policy: Policy): object {
  return {
    trace: o.trace, samples: o.samples, verdict: o.verdict, robustness: o.robustness.map(finite),
    violating: o.violating, spans: o.spans,
    violations: o.violations.map(({ from, to, worst, at }) => ({ from, to, worst: finite(worst), at })),
    unknown: o.unknown,
    witness: o.blame === null ? null : { words: o.blame.words, line: placeOf(o.blame.at, policy.text).line, at: o.blame.at, count: o.blame.count, samples: o.blame.samples },
  };
}

function finite(value: number): number | string {
  return Number.isFinite(value) ? value : value > 0 ? "inf" : "-inf";
}
