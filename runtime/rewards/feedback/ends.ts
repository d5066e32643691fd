import type { RewardIr } from "../../../compiler/ir/reward.ts";
import type { Episode } from "./episodes.ts";
import type { Refused, StageFeedback, StopFeedback, SuccessFeedback } from "./results.ts";
import type { PlayedStep } from "./runner.ts";
import { numbersOf } from "./signals.ts";
import { Spread } from "./statistics.ts";
import type { Judged } from "./success.ts";

/** Which stops end episodes. */
export class StopTally {
  readonly #stops: RewardIr["stops"];
  readonly #ended = new Map<string, number>();
  open = 0;

  constructor({ stops }: RewardIr) {
    this.#stops = stops;
  }

  end({ terminated, truncated }: PlayedStep): void {
    const stop = terminated ?? truncated;
    if (stop === null) this.open += 1;
    else this.#ended.set(stop, (this.#ended.get(stop) ?? 0) + 1);
  }

  results(): StopFeedback[] {
    return this.#stops.map(({ name, kind }) => ({ name, kind, episodes: this.#ended.get(name) ?? 0 }));
  }
}

/** How episodes turn out, and who says so. */
export class SuccessTally {
  readonly #values = new Spread();
  readonly #by = new Set<string>();
  #known = 0;
  #graded = false;

  add(judged: Judged | null): void {
    if (judged === null) return;
    this.#by.add(judged.by);
    if (judged.value === null) return;
    this.#known += 1;
    this.#values.add(judged.value);
    this.#graded ||= judged.value !== 0 && judged.value !== 1;
  }

  /** Null where nothing says so. */
  result(): SuccessFeedback | null {
    return this.#by.size === 0 ? null : { by: [...this.#by], known: this.#known, mean: this.#values.span?.mean ?? null, graded: this.#graded };
  }
}

/** How far episodes come through the stages, and how long they are in each. */
export class StageTally {
  readonly #reward: RewardIr;
  readonly #names: readonly string[];
  readonly #node: number;
  readonly #counts: { reached: number; ended: number; steps: number }[];
  #now = -1;

  /** Null where a reward has no stages. */
  static of(reward: RewardIr): StageTally | null {
    const item = reward.items.find(({ stages }) => stages !== undefined);
    return item?.value.kind === "scalar" ? new StageTally(reward, item.stages!, item.value.node) : null;
  }

  constructor(reward: RewardIr, names: readonly string[], node: number) {
    [this.#reward, this.#names, this.#node] = [reward, names, node];
    this.#counts = names.map(() => ({ reached: 0, ended: 0, steps: 0 }));
  }

  step(step: PlayedStep): void {
    const [now] = numbersOf(this.#reward, this.#node, step);
    for (let stage = this.#now + 1; stage <= now!; stage += 1) this.#counts[stage]!.reached += 1;
    this.#now = now!;
    this.#counts[now!]!.steps += 1;
  }

  end(): void {
    if (this.#now >= 0) this.#counts[this.#now]!.ended += 1;
    this.#now = -1;
  }

  results(): StageFeedback[] {
    return this.#names.map((name, i) => {
      const { reached, ended, steps } = this.#counts[i]!;
      return { name, reached, ended, steps, dwell: reached === 0 ? null : steps / reached };
    });
  }
}

/** More reasons are counted with the last one. */
const REASONS = 50;

/** Why steps are refused. */
export class RefusalTally {
  steps = 0;
  readonly #reasons = new Map<string, { readonly why: string; steps: number; readonly first: Refused["first"] }>();

  add(why: string, { name }: Episode, row: number): void {
    this.steps += 1;
    // `speed` is 61 or 62, outside 0..60: that is one reason.
    const key = why.replace(/^(`[^`]*` is )\S+, /, "$1");
    const known = this.#reasons.get(key) ?? (this.#reasons.size < REASONS ? undefined : [...this.#reasons.values()].at(-1));
    if (known === undefined) this.#reasons.set(key, { why, steps: 1, first: { episode: name, row: row + 1 } });
    else known.steps += 1;
  }

  results(): Refused[] {
    return [...this.#reasons.values()];
  }
}
