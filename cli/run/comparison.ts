import type { EpisodeFigures } from "../../runtime/simulate/measure.ts";
import type { RunResult } from "../../runtime/simulate/simulate.ts";
import type { Scene } from "../../runtime/simulate/protocol.ts";
import type { Trace } from "../../runtime/simulate/trace.ts";

/** The same episodes played with the guard and without it. */
export interface Comparison {
  readonly scene: Scene;
  readonly seed: number;
  readonly workers: number;
  readonly guarded: RunResult;
  readonly unguarded: RunResult;
}

/** One episode of both, tick by tick. */
export interface Shown {
  /** Counted from 0. */
  readonly episode: number;
  readonly guarded: Trace;
  readonly unguarded: Trace;
}

/** Seconds there should be around the event. */
const BEFORE = 5;
const AFTER = 15;

/**
 * The episode that tells most: the network alone comes to a violation, after an event that comes at the same tick in both runs
 * and leaves time to see what follows; of these, one that is fast and near from the start.
 */
export function tellingEpisode({ guarded, unguarded, scene }: Comparison): number {
  const clear = (alone: EpisodeFigures, event: number | null): boolean =>
    alone.event !== null && alone.event === event && alone.event >= BEFORE * scene.rate && alone.event <= (scene.seconds - AFTER) * scene.rate;
  const ranked = unguarded.episodes.map((alone, i) => ({
    ...alone,
    clear: Number(clear(alone, guarded.episodes[i]!.event)),
    wide: (alone.farthest * alone.steps) / Math.max(alone.speed, 1e-9),
  }));
  ranked.sort((a, b) => Number(b.violated) - Number(a.violated) || b.clear - a.clear || a.wide - b.wide || a.episode - b.episode);
  return ranked[0]!.episode;
}
