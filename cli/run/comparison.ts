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
 * The episode that tells most: the network alone comes to a violation, the event is at the same tick in both (or nearly), and
 * after it there is something to see.
 */
export function tellingEpisode({ guarded, unguarded, scene }: Comparison): number {
  const strangeness = (alone: EpisodeFigures, i: number): number => {
    const event = guarded.episodes[i]!.event;
    if (alone.event === null || event === null) return Infinity;
    const early = Math.max(0, BEFORE * scene.rate - alone.event);
    const late = Math.max(0, alone.event - (scene.seconds - AFTER) * scene.rate);
    return 10 * Math.abs(alone.event - event) + early + late;
  };
  const ranked = unguarded.episodes.map((alone, i) => ({ ...alone, strange: strangeness(alone, i) }));
  // Compared, because Infinity less Infinity is no order.
  const by = (a: number, b: number): number => (a === b ? 0 : a - b);
  ranked.sort((a, b) => Number(b.violated) - Number(a.violated) || by(a.strange, b.strange) || by(a.closest, b.closest) || by(a.episode, b.episode));
  return ranked[0]!.episode;
}
