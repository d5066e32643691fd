import { createColors } from "picocolors";
import { visible } from "../../compiler/diagnostics/render/visible.ts";
import type { RewardFeedback, SignalFeedback, SuccessFeedback } from "../../runtime/rewards/feedback/results.ts";
import type { Span } from "../../runtime/rewards/feedback/statistics.ts";
import type { Io } from "../io.ts";
import { counted, figure } from "../monitor/words.ts";
import { grouped, percent, prettyUnit } from "../run/numbers.ts";
import { grid } from "./grid.ts";

/** A trace that cannot be read, and why. */
export interface Unread {
  readonly trace: string;
  readonly reason: string;
}

const NONE = "–";
/** Of more terms only what goes together is worth a look, and the hints say that. */
const MOST_COMPARED = 12;
const MOST_REASONS = 10;

/** Everything that came out, for people. */
export function printReport(feedback: RewardFeedback, unread: readonly Unread[], plot: string | undefined, io: Io): void {
  const { bold, dim, red, yellow } = createColors(io.color);
  const table = ([head = "", ...rows]: readonly string[]): string[] => [dim(head), ...rows];
  const blocks = [
    [...feedback.notes.map(({ trace, note }) => dim(`note: ${visible(trace)}: ${note}`)), ...unread.map(({ reason }) => `${red("not read")}: ${reason}`)],
    [`${bold(feedback.reward)} over ${feedback.env}   ${counted(feedback.episodes, "episode")}, ${counted(feedback.steps, "step")}; ${successes(feedback)}${feedback.success === null ? dim(" (`--success`, `--success-column`)") : ""}`],
    ...(feedback.steps === 0 ? [] : [
      table(terms(feedback)), ...(feedback.logs.length > 0 ? [table(logs(feedback))] : []),
      ...(feedback.stages === null ? [] : [table(stages(feedback))]), table(ends(feedback)),
      ...(feedback.terms.length > 1 && feedback.terms.length <= MOST_COMPARED ? [table(together(feedback))] : []),
    ]),
    ...(feedback.refused.steps === 0 ? [] : [table(refusals(feedback))]),
    ...(feedback.hints.length === 0 ? [] : [[bold("worth a look"), ...feedback.hints.map(({ text }) => `${yellow("•")} ${text}`)]]),
    plot === undefined || feedback.steps === 0 ? [] : [`Wrote ${plot}`],
  ];
  io.stdout.write(`${blocks.filter((block) => block.length > 0).map((block) => block.join("\n")).join("\n\n")}\n`);
}

/** How many episodes succeed, and who says so. */
export function successes({ success, episodes }: RewardFeedback): string {
  if (success === null) return "what success is, nothing says";
  return `${rate(success)} by ${success.by.join(", ")}${success.known < episodes ? `, ${grouped(episodes - success.known)} unknown` : ""}`;
}

/** A term with its stage. */
export function titled({ stage, name }: Pick<SignalFeedback, "stage" | "name">): string {
  return stage === null ? name : `${stage}: ${name}`;
}

function rate({ known, mean, graded }: SuccessFeedback): string {
  if (mean === null) return "success is not known";
  return graded ? `success ${figure(mean)} on average` : `${grouped(Math.round(mean * known))} of ${grouped(known)} succeed`;
}

function terms({ terms: all, total, returns }: RewardFeedback): string[] {
  const head = ["term", "min", "mean", "max", "share", "signed", "success", "unchanged", "not known", "refused"];
  const rows = [...all, total].map((one) => [
    titled(one), ...span(one.counted), percentOr(one.share), percentOr(one.signedShare), correlation(one.success), unchanged(one), count(one.unknown), count(one.refused),
  ]);
  return grid(head, [...rows, ["over an episode", ...span(returns), ...head.slice(4).map(() => "")]]);
}

function logs({ logs: all }: RewardFeedback): string[] {
  const head = ["log", "min", "mean", "max", "unit", "success", "unchanged", "not known"];
  return grid(head, all.map((one) => [one.name, ...span(one.value), prettyUnit(one.unit), correlation(one.success), unchanged(one), count(one.unknown)]));
}

function stages({ stages: all, episodes }: RewardFeedback): string[] {
  return grid(["stage", "reached", "steps", "an episode", "ended in"], all!.map(({ name, reached, steps, dwell, ended }) =>
    [name, `${grouped(reached)} of ${grouped(episodes)}`, grouped(steps), dwell === null ? NONE : figure(dwell), count(ended)]));
}

function ends({ stops, open }: RewardFeedback): string[] {
  const rows = stops.map(({ name, kind, episodes }) => [`${kind === "terminate" ? "stop" : "truncate"} ${name}`, grouped(episodes)]);
  return grid(["ended by", "episodes"], [...rows, ["the end of the trace", grouped(open)]]);
}

function together({ terms: all, total }: RewardFeedback): string[] {
  const rows = [...all, total].map((one, i) => [one.name, ...all.map((other, k) => (k >= i ? "" : correlation(one.correlations[other.name] ?? null)))]);
  return grid(["over steps", ...all.map(({ name }) => name)], rows);
}

function refusals({ refused }: RewardFeedback): string[] {
  const shown = refused.reasons.slice(0, MOST_REASONS);
  const more = refused.reasons.length - shown.length;
  return [...grid(["refused", "steps", "first"], shown.map(({ why, steps, first }) => [why, grouped(steps), `${visible(first.episode)}, row ${grouped(first.row)}`])), ...(more > 0 ? [`and ${counted(more, "other reason")}`] : [])];
}

function span(of: Span | null): [string, string, string] {
  return of === null ? [NONE, NONE, NONE] : [figure(of.min), figure(of.mean), figure(of.max)];
}

function percentOr(part: number | null): string {
  if (part === null) return NONE;
  return part >= 0 ? percent(part) : `-${percent(-part)}`.replace("-<", "> -");
}

function correlation(value: number | null): string {
  return value === null ? NONE : value.toFixed(2);
}

/** Steps at which it stays as it was. */
function unchanged({ constant }: SignalFeedback): string {
  return constant.throughout ? "always" : constant.steps === null ? NONE : percent(constant.steps);
}

function count(n: number): string {
  return n === 0 ? "" : grouped(n);
}
