import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import type { Bundle } from "../../compiler/bundle.ts";
import { bundleOf } from "../files/load.ts";
import { BATCH } from "./batch.ts";
import { quantiles, splitFigures, type Quantiles, type SplitFigures } from "./figures.ts";
import type { EpisodeFigures } from "./measure.ts";
import { Pool } from "./pool.ts";
import type { Job, Scene } from "./protocol.ts";
import type { Trace } from "./trace.ts";

export interface Play {
  readonly guarded: boolean;
  readonly episodes: number;
  readonly seed: number;
  /** Told how many episodes have just ended. */
  readonly onProgress?: (ended: number) => void;
}

export interface RunResult extends SplitFigures {
  readonly episodes: readonly EpisodeFigures[];
  /** How long a decision of the guard takes, in microseconds, while every worker is busy. */
  readonly decisionMicros: Quantiles;
  readonly seconds: number;
}

/** Closes the loop of a world over a guard's env, on every core. The same seed gives the same figures on any number of workers. */
export class Simulator {
  readonly #pool: Pool;
  readonly workers: number;

  private constructor(pool: Pool, workers: number) {
    this.#pool = pool;
    this.workers = workers;
  }

  /** Throws a Refusal for a policy or a world that cannot be loaded. */
  static async open(policy: string | Bundle, world: string, workers = availableParallelism()): Promise<Simulator> {
    const bundle = typeof policy === "string" ? await bundleOf(policy) : policy;
    return new Simulator(await Pool.open({ bundle, world: resolve(world) }, workers), workers);
  }

  get scene(): Scene {
    return this.#pool.scene;
  }

  async play({ guarded, episodes, seed, onProgress = () => undefined }: Play): Promise<RunResult> {
    const began = performance.now();
    const jobs = Array.from({ length: Math.ceil(episodes / BATCH) }, (_, b): Job => {
      const first = b * BATCH;
      return { guarded, seed, first, count: Math.min(BATCH, episodes - first), traced: false };
    });
    const played = await this.#pool.play(jobs, (answer) => onProgress(answer.episodes.length));
    const all = played.flatMap((answer) => answer.episodes);
    const micros = Float64Array.from(played.flatMap((answer) => [...answer.micros]));
    return { ...splitFigures(all, this.scene), episodes: all, decisionMicros: quantiles(micros), seconds: (performance.now() - began) / 1000 };
  }

  /** One episode of a run tick by tick; episodes count from 0. */
  async trace(guarded: boolean, seed: number, episode: number): Promise<Trace> {
    const [played] = await this.#pool.play([{ guarded, seed, first: episode, count: 1, traced: true }]);
    return played!.trace!;
  }

  close(): void {
    this.#pool.close();
  }
}
