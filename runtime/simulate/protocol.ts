import type { Bundle } from "../../compiler/bundle.ts";
import type { EpisodeFigures } from "./measure.ts";
import type { Trace } from "./trace.ts";
import type { World } from "./world.ts";

/** First message to a worker process. */
export interface Opening {
  readonly bundle: Bundle;
  /** Absolute path of the world's file. */
  readonly world: string;
}

/** What a worker tells of what it has opened. */
export interface Scene extends Omit<World, "episode" | "violated"> {
  readonly rate: number;
  /** Who may act: in the order of the guard, of a tree its leaves. */
  readonly actors: readonly string[];
  /** Those of them that drive alone in the unguarded run. */
  readonly networks: readonly string[];
  /** Units as declared, by observation and action. */
  readonly units: Readonly<Record<string, string>>;
}

/** Episodes of one batch. */
export interface Job {
  readonly guarded: boolean;
  readonly seed: number;
  readonly first: number;
  readonly count: number;
  /** Write down tick by tick; with a count of 1 alone. */
  readonly traced: boolean;
}

export interface Played {
  readonly episodes: readonly EpisodeFigures[];
  /** Times of some decisions in microseconds. */
  readonly micros: Float64Array;
  readonly trace: Trace | null;
}

/** A worker's answer to either message. */
export type Answer<T> = { readonly ok: T } | { readonly refusal: string } | { readonly bug: string };
