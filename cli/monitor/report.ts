import { createColors } from "picocolors";
import { visible } from "../../compiler/diagnostics/render/visible.ts";
import type { Io } from "../io.ts";
import type { Choice } from "./choice.ts";
import type { JudgedTrace } from "./judging.ts";
import { specReport, type Policy } from "./spec-report.ts";
import { counted } from "./words.ts";

/** Everything that came out, for people. */
export function printReport(policy: Policy, { specs, leftOut }: Choice, traces: readonly JudgedTrace[], pictures: readonly string[], io: Io): void {
  const { dim, red } = createColors(io.color);
  const judged = traces.filter(({ refused }) => refused === null);
  const notes = [...leftOut, ...judged.flatMap(({ path, notes }) => notes.map((note) => `${visible(path)}: ${note}`))];
  const refusals = traces.flatMap(({ refused }) => (refused === null ? [] : [refused]));
  const lines = [
    ...notes.map((note) => dim(`note: ${note}`)),
    ...refusals.map((why) => `${red("not judged")}: ${why}`),
    ...(notes.length + refusals.length > 0 ? [""] : []),
    ...(judged.length > 0 ? specs.map((spec, i) => specReport(spec, judged.map(({ outcomes }) => outcomes[i]!), policy, io.color)) : []),
    summary(traces),
    ...pictures.map((path) => `Wrote ${path}`),
  ];
  io.stdout.write(`${lines.join("\n")}\n`);
}

/** Undefined never permits: what is unknown, or could not be judged, is no clean end. */
export function isClean(traces: readonly JudgedTrace[]): boolean {
  return traces.every(({ refused, outcomes }) => refused === null && outcomes.every(({ verdict }) => verdict === "holds"));
}

function summary(traces: readonly JudgedTrace[]): string {
  const outcomes = traces.flatMap((trace) => trace.outcomes);
  const refused = traces.filter((trace) => trace.refused !== null).length;
  const [holds, violated, unknown] = (["holds", "violated", "unknown"] as const).map((verdict) => outcomes.filter((one) => one.verdict === verdict).length) as [number, number, number];
  const parts = [
    ...(holds > 0 ? [`${holds} ${holds === 1 ? "holds" : "hold"}`] : []), ...(violated > 0 ? [`${violated} violated`] : []), ...(unknown > 0 ? [`${unknown} unknown`] : []),
    ...(refused > 0 ? [`${counted(refused, "trace")} not judged`] : []),
  ];
  const why = violated === 0 && unknown > 0 ? "; what is unknown does not count as holding" : "";
  return `${counted(outcomes.length, "verdict")}: ${parts.join(", ")}${why}`;
}
