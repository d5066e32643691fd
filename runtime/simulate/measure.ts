import type { Setting } from "./setting.ts";

/** What is counted in one episode: sums, so that episodes add up to a run. */
export interface EpisodeFigures {
  readonly episode: number;
  readonly violated: boolean;
  /** Tick of the event, null where none happened. */
  readonly event: number | null;
  /** Smallest value of what must not be small. */
  readonly closest: number;
  /** Largest value of the same. */
  readonly farthest: number;
  readonly steps: number;
  /** Sum over the steps. */
  readonly speed: number;
  /** Sum of the squares of the effort's change per second, over all steps but the first. */
  readonly jerk: number;
  /** Ticks by who acts, in the order of `Actors`. */
  readonly acted: readonly number[];
  /** Ticks in which a network acts, but otherwise than it had proposed. */
  readonly corrected: number;
  /** What the world counts, in its order. */
  readonly counts: readonly number[];
}

/** Counts along one episode. */
export class Measure {
  readonly #setting: Setting;
  readonly #acted: number[];
  #closest = Infinity;
  #farthest = -Infinity;
  #steps = 0;
  #speed = 0;
  #jerk = 0;
  #effort = 0;
  #corrected = 0;

  constructor(setting: Setting) {
    this.#setting = setting;
    this.#acted = setting.actors.names.map(() => 0);
  }

  /** Every state counts, also one that no tick observes. */
  look(state: Float64Array): void {
    const value = state[this.#setting.closest]!;
    this.#closest = Math.min(this.#closest, value);
    this.#farthest = Math.max(this.#farthest, value);
  }

  tick(k: number, state: Float64Array, action: Float64Array, acting: number, corrected: boolean): void {
    const { speed, effort, rate } = this.#setting;
    const now = effort === null ? 0 : action[effort]!;
    if (k > 0) this.#jerk += ((now - this.#effort) * rate) ** 2;
    this.#effort = now;
    this.#speed += state[speed]!;
    this.#steps += 1;
    this.#acted[acting]! += 1;
    if (corrected) this.#corrected += 1;
  }

  figures(episode: number, violated: boolean, event: number | null, counts: readonly number[]): EpisodeFigures {
    return {
      episode, violated, event, closest: this.#closest, farthest: this.#farthest, steps: this.#steps, speed: this.#speed, jerk: this.#jerk,
      acted: this.#acted, corrected: this.#corrected, counts,
    };
  }
}
