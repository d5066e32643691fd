import type { EnvIr } from "../../../compiler/ir/ir.ts";
import type { RewardIr } from "../../../compiler/ir/reward.ts";
import { readTrace, type Trace, type TraceOptions } from "../../traces/trace.ts";
import { amount, are } from "../../traces/words.ts";
import { RefusalTally, StageTally, StopTally, SuccessTally } from "./ends.ts";
import { episodesOf, inputsAt, readingOf, type Episode, type PlayedInput } from "./episodes.ts";
import { hintsOf } from "./hints.ts";
import type { RewardFeedback } from "./results.ts";
import type { PlayedStep, Runner } from "./runner.ts";
import { signalsOf, TOTAL, type Signal } from "./signals.ts";
import { Spread, type Correlation } from "./statistics.ts";
import { Judge, type Asked, type Judged } from "./success.ts";
import { SignalTally } from "./tally.ts";

export interface FeedbackOptions {
  /** What says whether an episode succeeds, if not what the reward or the traces say by themselves. */
  readonly success?: Asked;
  /** Columns by the names of observations and actions; `episode` too. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** Steps between two words about how far it has come. */
const TOLD = 2000;

/** Takes one trace after the other, so that no more than one is held. */
export class Feedback {
  readonly env: EnvIr;
  readonly reward: RewardIr;
  /** How its traces are read. */
  readonly reading: TraceOptions;
  readonly #runner: Runner;
  readonly #judge: Judge;
  readonly #total: SignalTally;
  readonly #signals: readonly SignalTally[];
  /** Places in [total, ...signals]: what is compared with which term. */
  readonly #pairs: readonly { readonly one: number; readonly term: number; readonly correlation: Correlation }[];
  readonly #stops: StopTally;
  readonly #stages: StageTally | null;
  readonly #refusals = new RefusalTally();
  readonly #returns = new Spread();
  readonly #success = new SuccessTally();
  readonly #notes: { trace: string; note: string }[] = [];
  #episodes = 0;
  #steps = 0;
  #afterStop = 0;

  constructor(env: EnvIr, reward: RewardIr, runner: Runner, { success: asked, columns = {} }: FeedbackOptions = {}) {
    const success = asked ?? null;
    [this.env, this.reward, this.#runner] = [env, reward, runner];
    this.#judge = new Judge(this.env, this.reward, success);
    const reading = readingOf(this.env, this.reward);
    this.reading = { ...reading, columns, beside: [...reading.beside!, ...(this.#judge.column === null ? [] : [this.#judge.column])] };
    const leftOut = this.reward.items.flatMap(({ name: item, stages }, i) => (stages !== undefined || (success !== null && "log" in success && item === success.log) ? [i] : []));
    const total: Signal = { name: TOTAL, kind: "term", stage: null, unit: "", item: -1, value: this.reward.total, counted: this.reward.total };
    const all = [total, ...signalsOf(this.reward, new Set(leftOut))].map((signal) => new SignalTally(this.reward, signal));
    [this.#total, this.#signals] = [all[0]!, all.slice(1)];
    this.#pairs = all.flatMap((tally, one) => all.flatMap(({ signal }, term) =>
      (term === 0 || term === one || signal.counted === null ? [] : [{ one, term, correlation: tally.against(signal) }])));
    this.#stops = new StopTally(this.reward);
    this.#stages = StageTally.of(this.reward);
  }

  /** Reads a trace and plays it; `called` is what people know it by. Throws a Refusal, and has then taken nothing of it. */
  async read(path: string, called = path, progress: (done: number) => void = () => {}): Promise<void> {
    progress(0);
    const trace = await readTrace(path, this.env, { ...this.reading, progress: (done) => progress(done / 2) });
    this.add(called, trace, (done) => progress((1 + done) / 2));
  }

  add(called: string, trace: Trace, progress: (done: number) => void = () => {}): void {
    const episodes = episodesOf(called, trace);
    const told = episodes.map((episode) => this.#judge.told(trace, episode));
    const inputs = inputsAt(this.env, this.reward, trace);
    for (const note of [...trace.notes.map((one) => one.replaceAll(trace.name, called)), ...inputs.notes]) this.#notes.push({ trace: called, note });
    let skipped = 0;
    for (const [i, episode] of episodes.entries()) skipped += this.#play(episode, told[i]!, inputs.at, (row) => progress(row / trace.length));
    if (skipped > 0) this.#notes.push({ trace: called, note: `${amount(skipped, "step")} behind a stop ${are(skipped)} left out` });
    this.#afterStop += skipped;
  }

  /** Gives how many rows are left behind a stop. */
  #play(episode: Episode, told: Judged | null, at: (row: number) => PlayedInput, progress: (row: number) => void): number {
    this.#runner.reset();
    let last: PlayedStep | null = null;
    let row = episode.from;
    for (; row < episode.to; row += 1) {
      if (row % TOLD === 0) progress(row);
      last = this.#runner.step(at(row));
      this.#step(last, episode, row);
      if (last.terminated !== null || last.truncated !== null) break;
    }
    const taken = Math.min(row + 1, episode.to);
    this.#steps += taken - episode.from;
    this.#end(episode, told ?? this.#judge.of(last!), last!);
    return episode.to - taken;
  }

  #step(step: PlayedStep, episode: Episode, row: number): void {
    if (step.refused !== null) {
      this.#refusals.add(step.refused, episode, row);
      const why = step.refused;
      const toBlame = this.#signals.find(({ signal: { kind, item } }) => why.startsWith(`${kind} \`${this.reward.items[item]!.name}\` is `));
      if (toBlame !== undefined) toBlame.refused += 1;
      return;
    }
    const at = row - episode.from;
    this.#stages?.step(step);
    const values = [this.#total, ...this.#signals].map((tally) => tally.step(at, step));
    for (const { one, term, correlation } of this.#pairs) correlation.add(values[one]!, values[term]!);
  }

  #end(episode: Episode, judged: Judged | null, last: PlayedStep): void {
    const success = judged?.value ?? null;
    this.#episodes += 1;
    this.#success.add(judged);
    this.#stops.end(last);
    this.#stages?.end();
    this.#returns.add(this.#total.end(episode, success));
    for (const tally of this.#signals) tally.end(episode, success);
  }

  result(): RewardFeedback {
    const counting = this.#signals.filter(({ signal }) => signal.counted !== null);
    const all = counting.reduce((size, tally) => size + tally.size, 0);
    const results = this.#signals.map((tally) => tally.result(all));
    const facts = {
      reward: this.reward.name, env: this.env.name, episodes: this.#episodes, steps: this.#steps, afterStop: this.#afterStop, success: this.#success.result(),
      total: this.#total.result(0, "total"), returns: this.#returns.span,
      terms: results.filter(({ kind }) => kind !== "log"), logs: results.filter(({ kind }) => kind === "log"),
      stages: this.#stages?.results() ?? null, stops: this.#stops.results(), open: this.#stops.open,
      refused: { steps: this.#refusals.steps, reasons: this.#refusals.results() }, notes: this.#notes,
    };
    const curves = [this.#total, ...counting].flatMap((tally) => [...tally.curves].map(([outcome, { curve, episodes }]) => ({ term: tally.signal.name, outcome, episodes, points: curve.points })));
    return { ...facts, hints: hintsOf(facts), curves };
  }
}
