import { createColors } from "picocolors";
import { visible } from "../../compiler/diagnostics/render/visible.ts";
import type { SpecIr } from "../../compiler/ir/ir.ts";
import { oneLine } from "../../grammar/spans.ts";
import { grouped } from "../run/numbers.ts";
import { placeOf } from "./blame.ts";
import { isAlways } from "./judging.ts";
import type { Outcome, Verdict } from "./outcome.ts";
import { drawn } from "./spark.ts";
import { between, counted, cut, figure, seconds } from "./words.ts";

type Colors = ReturnType<typeof createColors>;

/** The policy, for places in it. */
export interface Policy {
  readonly path: string;
  readonly text: string;
}

/** Spans that are listed of one trace. */
const LISTED = 10;
const FORMULA = 100;
const NONE = "–";

/** What came out for one spec: a table over the traces, and what there is to see in each that does not hold. */
export function specReport(spec: SpecIr, outcomes: readonly Outcome[], policy: Policy, color: boolean): string {
  const c = createColors(color);
  const blocks = outcomes.filter(({ verdict }) => outcomes.length === 1 || verdict !== "holds").map((outcome) => details(outcome, policy, c));
  const formula = spec.formula.at === undefined ? "" : `  ${cut(oneLine(policy.text.slice(...spec.formula.at)), FORMULA)}`;
  return [`${c.bold(spec.name)}${c.dim(formula)}`, "", ...table(outcomes, c), ...(isAlways(spec) ? [] : [c.dim("judged at the first sample, as it is not `always φ`; what is counted is its value at each sample")]), "", ...blocks.flat()].join("\n");
}

const PAINT: Readonly<Record<Verdict, (c: Colors) => (text: string) => string>> = { holds: (c) => c.green, violated: (c) => c.red, unknown: (c) => c.yellow };

function table(outcomes: readonly Outcome[], c: Colors): string[] {
  const head = ["trace", "samples", "verdict", "robustness", "violating", "spans", "unknown"];
  const rows = outcomes.map((o) => [visible(o.trace), grouped(o.samples), o.verdict, between(o.robustness), count(o.violating), count(o.spans), count(o.unknown)]);
  const shown = head.flatMap((_, i) => (i === head.length - 1 && outcomes.every(({ unknown }) => unknown === 0) ? [] : [i]));
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[], paint?: (text: string) => string): string =>
    shown.map((i) => {
      const padded = i === 0 || i === 2 ? cells[i]!.padEnd(widths[i]!) : cells[i]!.padStart(widths[i]!);
      return i === 2 && paint !== undefined ? paint(padded) : padded;
    }).join("   ").trimEnd();
  return [c.dim(line(head)), ...rows.map((row, i) => line(row, PAINT[outcomes[i]!.verdict](c)))];
}

function count(n: number): string {
  return n === 0 ? NONE : grouped(n);
}

function details(o: Outcome, policy: Policy, c: Colors): string[] {
  const lines = [c.bold(visible(o.trace))];
  const [low, high] = o.spark.scale ?? [-Infinity, Infinity];
  lines.push(`  ${figure(low)} ${drawn(o.spark, c.red)} ${figure(high)}   ${c.dim(`robustness over ${seconds(o.end)}`)}`);
  const listed = o.violations.slice(0, LISTED);
  const whens = listed.map(({ from, to }) => (from === to ? `at ${seconds(from)}` : `${seconds(from)} to ${seconds(to)}`));
  const width = Math.max(0, ...whens.map((when) => when.length));
  for (const [i, { from, to, worst, at }] of listed.entries())
    lines.push(`  ${c.red("✗")} ${whens[i]!.padEnd(width)}   worst ${figure(worst)}${from === to ? "" : ` at ${seconds(at)}`}`);
  if (o.spans > LISTED) lines.push(`    and ${grouped(o.spans - LISTED)} more${listed.includes(o.worst!) ? "" : `; the worst of all is ${figure(o.worst!.worst)} at ${seconds(o.worst!.at)}`}`);
  if (o.unknown > 0) lines.push(`  ${c.yellow("?")} ${counted(o.unknown, "sample")} ${o.unknown === 1 ? "is" : "are"} unknown, the first at ${seconds(o.firstUnknown!)}`);
  if (o.blame !== null) {
    const { line, text } = placeOf(o.blame.at, policy.text);
    lines.push(`  ${o.blame.words}`, c.dim(`  ${policy.path}:${line}  ${cut(text, FORMULA)}`));
  }
  return [...lines, ""];
}
