import type { RewardIr } from "../../../compiler/ir/reward.ts";
import type { Episode } from "./episodes.ts";
import { Curve } from "./curve.ts";
import type { Constancy, Outcome, SignalFeedback } from "./results.ts";
import type { PlayedStep } from "./runner.ts";
import { numbersOf, sum, type Signal } from "./signals.ts";
import { Correlation, isFlat, Spread } from "./statistics.ts";

/** More episodes are counted, not named. */
const NAMED = 20;

/** All that is kept about one signal, however long the traces are. */
export class SignalTally {
  readonly signal: Signal;
  readonly curves = new Map<Outcome, { readonly curve: Curve; episodes: number }>();
  /** Over the whole of the traces. */
  paid = 0;
  size = 0;
  refused = 0;
  readonly #reward: RewardIr;
  readonly #values = new Spread();
  readonly #counted = new Spread();
  readonly #success = new Correlation();
  readonly #others = new Map<string, Correlation>();
  #unknown = 0;
  #flat = 0;
  readonly #flatIn: string[] = [];
  #pairs = 0;
  #same = 0;
  // of the episode that is played
  #within = new Spread();
  #before: readonly number[] | null = null;
  #steps: [step: number, value: number][] = [];

  constructor(reward: RewardIr, signal: Signal) {
    this.#reward = reward;
    this.signal = signal;
  }

  /** To be told of each step's values of the two. */
  against({ name }: Signal): Correlation {
    const correlation = new Correlation();
    this.#others.set(name, correlation);
    return correlation;
  }

  /** A step that is not refused. Gives the one number that stands for it: the sum of what a list counts, the mean of what a list logs. */
  step(at: number, step: PlayedStep): number {
    const { value, counted } = this.signal;
    const raw = numbersOf(this.#reward, value, step);
    if (raw.some(Number.isNaN)) this.#unknown += 1;
    for (const x of raw) this.#values.add(x);
    const paid = counted === null ? null : numbersOf(this.#reward, counted, step);
    for (const x of paid ?? []) {
      this.#counted.add(x);
      this.paid += x;
      this.size += Math.abs(x);
    }
    const looked = paid ?? raw;
    for (const x of looked) this.#within.add(x);
    if (this.#before !== null) {
      this.#pairs += 1;
      if (looked.length === this.#before.length && looked.every((x, i) => Object.is(x + 0, this.#before![i]! + 0))) this.#same += 1;
    }
    this.#before = looked;
    const one = paid === null ? sum(raw) / raw.length : sum(paid);
    this.#steps.push([at, one]);
    return one;
  }

  /** The end of an episode. Gives what stands for all of it: the sum of what it counts, the mean of what it logs. */
  end(episode: Episode, success: number | null): number {
    const span = this.#within.span;
    if (span !== null && isFlat(span)) {
      this.#flat += 1;
      if (this.#flatIn.length < NAMED) this.#flatIn.push(episode.name);
    }
    const known = this.#steps.flatMap(([, value]) => (Number.isFinite(value) ? [value] : []));
    const one = known.length === 0 ? NaN : this.signal.counted === null ? sum(known) / known.length : sum(known);
    if (success !== null) this.#success.add(one, success);
    const outcome = success === 1 ? "succeed" : success === 0 ? "fail" : "other";
    let drawn = this.curves.get(outcome);
    if (drawn === undefined) this.curves.set(outcome, (drawn = { curve: new Curve(), episodes: 0 }));
    drawn.episodes += 1;
    for (const [at, value] of this.#steps) drawn.curve.add(at, value);
    [this.#within, this.#before, this.#steps] = [new Spread(), null, []];
    return one;
  }

  /** `all`: the size of everything that counts. */
  result(all: number, kind: SignalFeedback["kind"] = this.signal.kind): SignalFeedback {
    const { name, stage, unit, counted } = this.signal;
    const part = (x: number): number | null => (counted === null || all === 0 ? null : x / all);
    return {
      name, kind, stage, unit, value: this.#values.span, counted: this.#counted.span, share: part(this.size), signedShare: part(this.paid), success: this.#success.value,
      correlations: Object.fromEntries([...this.#others].map(([other, { value }]) => [other, value])), constant: this.#constant(), unknown: this.#unknown, refused: this.refused,
    };
  }

  #constant(): Constancy {
    const { span } = this.signal.counted === null ? this.#values : this.#counted;
    return { throughout: span !== null && isFlat(span), episodes: this.#flat, in: this.#flatIn, steps: this.#pairs === 0 ? null : this.#same / this.#pairs };
  }
}
