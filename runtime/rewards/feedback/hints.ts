import type { HintFeedback, RewardFeedback, SignalFeedback } from "./results.ts";

/** A term beyond the first decides nearly alone what is learned; one below the second has no say. */
const DOMINATES = 0.6;
const TINY = 0.01;
/** Correlations that are worth a word, and how many episodes that takes. */
const UNRELATED = 0.1;
const AGAINST = 0.3;
const ENOUGH = 10;
const TOGETHER = 0.98;

type Facts = Omit<RewardFeedback, "hints" | "curves">;
type Told = readonly [name: string, figure: string];

/** What to look at, in plain words, the gravest first; after what Eureka's reflection asks of each component (Ma et al. 2024). */
export function hintsOf(facts: Facts): HintFeedback[] {
  return [refusals, successes, total, constants, stages, dominant, tiny, against, unrelated, twins, unknowns].flatMap((look) => look(facts));
}

function refusals({ refused, steps }: Facts): HintFeedback[] {
  const [worst] = [...refused.reasons].sort((a, b) => b.steps - a.steps);
  if (worst === undefined) return [];
  const { why, first } = worst;
  const text = `${of(refused.steps, steps, "step")} ${refused.steps === 1 ? "is" : "are"} refused, most often because ${why} (first in ${first.episode}, row ${first.row})`;
  return [{ kind: "refused", of: [], text: why.startsWith("term ") ? `${text}; a term that is not always known needs an \`else\`` : text }];
}

function successes({ success }: Facts): HintFeedback[] {
  if (success === null || success.known < 2 || success.graded) return [];
  if (success.mean === 0) return [{ kind: "success", of: [], text: "no episode succeeds: what leads there cannot be told from these traces, and a learner would see no success either" }];
  if (success.mean === 1) return [{ kind: "success", of: [], text: "every episode succeeds: what tells success from failure cannot be seen in these traces" }];
  return [];
}

function total({ total: whole, success }: Facts): HintFeedback[] {
  if (!isAgainst(whole, success)) return [];
  return [{ kind: "total", of: [], text: `the whole reward is higher in episodes that fail (r ${r(whole.success!)}): failing, or lingering before success, pays better than succeeding` }];
}

function constants({ terms, stages: all }: Facts): HintFeedback[] {
  // What stands in a stage that is never reached is said of the stage.
  const unreached = new Set(all?.filter(({ reached }) => reached === 0).map(({ name }) => name));
  return terms.filter(({ constant, stage }) => constant.throughout && !(stage !== null && unreached.has(stage))).map(({ name, counted }) => ({
    kind: "constant", of: [name],
    text: counted!.mean === 0 ? `\`${name}\` pays nothing at any step: see whether it is meant so, rescale it, or drop it`
      : `\`${name}\` is ${short(counted!.mean)} at every step: what never changes teaches nothing; rescale it so that it tells good from bad, or drop it`,
  }));
}

function stages({ stages: all, episodes }: Facts): HintFeedback[] {
  const first = all?.find(({ reached }) => reached === 0);
  const last = all?.findLast(({ reached }) => reached > 0);
  if (first === undefined || last === undefined) return [];
  return [{ kind: "stage", of: [], text: `no episode reaches stage \`${first.name}\`, so its terms are never paid: ${of(last.ended, episodes, "episode")} ended in \`${last.name}\`` }];
}

function dominant({ terms }: Facts): HintFeedback[] {
  return terms.filter(({ share }) => terms.length > 1 && share !== null && share > DOMINATES).map(({ name, share }) => ({
    kind: "dominates", of: [name], text: `\`${name}\` makes up ${percent(share!)} of all that is paid: lower its weight or raise the others', unless it is meant to decide alone`,
  }));
}

function tiny({ terms }: Facts): HintFeedback[] {
  const found = terms.filter(({ share, constant }) => share !== null && share < TINY && !constant.throughout).map(({ name, share }): Told => [name, percent(share!)]);
  return joined("tiny", found, "makes up next to nothing of what is paid: raise its weight if it is to have a say, or drop it", "make up next to nothing of what is paid: raise their weights if they are to have a say, or drop them");
}

function against({ terms, success }: Facts): HintFeedback[] {
  return terms.filter((term) => isAgainst(term, success)).map((term) => ({
    kind: "against", of: [term.name],
    text: isCost(term) ? `\`${term.name}\` costs more in episodes that succeed (r ${r(term.success!)}): see that it does not hold the policy back`
      : `\`${term.name}\` pays more in episodes that fail (r ${r(term.success!)}): see that it pays for progress, and not for staying where it pays`,
  }));
}

/** A cost need not tell success from failure. */
function unrelated({ terms, success }: Facts): HintFeedback[] {
  if (success === null || success.known < ENOUGH) return [];
  const found = terms.filter((term) => term.success !== null && Math.abs(term.success) < UNRELATED && !isCost(term)).map(({ name, success: value }): Told => [name, `r ${r(value!)}`]);
  return joined("unrelated", found, "has nothing to do with success in these traces: rewrite it, or drop it", "have nothing to do with success in these traces: rewrite them, or drop them");
}

function twins({ terms }: Facts): HintFeedback[] {
  return terms.flatMap((term, i) => terms.slice(i + 1).flatMap((other): HintFeedback[] => {
    const value = term.correlations[other.name] ?? null;
    if (value === null || Math.abs(value) < TOGETHER) return [];
    const both = `\`${term.name}\` and \`${other.name}\``;
    return [{ kind: "together", of: [term.name, other.name], text: value > 0 ? `${both} go up and down together (r ${r(value)}): one of them may do` : `${both} work against each other (r ${r(value)}): what one pays the other takes` }];
  }));
}

function unknowns({ terms, steps }: Facts): HintFeedback[] {
  return terms.filter(({ unknown }) => unknown > 0).map(({ name, unknown }) => ({ kind: "unknown", of: [name], text: `\`${name}\` is not known at ${of(unknown, steps, "step")}, and its \`else\` is paid there` }));
}

/** Beyond what chance gives in 19 of 20 cases. */
function isAgainst(signal: SignalFeedback, success: Facts["success"]): boolean {
  return signal.success !== null && signal.success < -Math.max(AGAINST, 2 / Math.sqrt(success?.known ?? 0));
}

function isCost({ counted }: SignalFeedback): boolean {
  return counted !== null && counted.max <= 0;
}

/** One hint about all of them. */
function joined(kind: HintFeedback["kind"], found: readonly Told[], one: string, many: string): HintFeedback[] {
  if (found.length === 0) return [];
  return [{ kind, of: found.map(([name]) => name), text: `${found.map(([name, figure]) => `\`${name}\` (${figure})`).join(", ")} ${found.length === 1 ? one : many}` }];
}

function of(n: number, all: number, noun: string): string {
  return `${n.toLocaleString("en-US")} of ${all.toLocaleString("en-US")} ${noun}${all === 1 ? "" : "s"}`;
}

function r(value: number): string {
  return value.toFixed(2);
}

function percent(part: number): string {
  const shown = (100 * part).toFixed(1);
  return shown === "0.0" && part > 0 ? "less than 0.1 %" : `${shown} %`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
