import type { EpisodeFigures } from "./measure.ts";

/** The figures of a run, or of a part of it; NaN where there is nothing to take a mean of. */
export interface Figures {
  readonly episodes: number;
  readonly violations: number;
  readonly closest: number;
  readonly meanSpeed: number;
  /** Root mean square of the effort's change per second. */
  readonly comfort: number;
  readonly steps: number;
  /** Ticks in which another than a network acts. */
  readonly interventions: number;
  /** Those ticks by who acts. */
  readonly by: Readonly<Record<string, number>>;
  /** Part of the ticks in which a network acts. */
  readonly networkShare: number;
  readonly corrections: number;
  /** What the world counts. */
  readonly counts: Readonly<Record<string, number>>;
}

/** What figures name: all who may act, those of them that are the world's networks, and what is counted. */
export interface Named {
  readonly actors: readonly string[];
  readonly networks: readonly string[];
  readonly counts?: readonly string[];
}

/** Adds episodes up in the order of their numbers, whoever played them: floating sums depend on it. */
export function figuresOf(episodes: readonly EpisodeFigures[], { actors, networks, counts = [] }: Named): Figures {
  const inOrder = [...episodes].sort((a, b) => a.episode - b.episode);
  const sum = (of: (one: EpisodeFigures) => number): number => inOrder.reduce((total, one) => total + of(one), 0);
  const steps = sum((one) => one.steps);
  const by: Record<string, number> = {};
  actors.forEach((name, i) => {
    if (!networks.includes(name)) by[name] = sum(({ acted }) => acted[i]!);
  });
  const interventions = Object.values(by).reduce((total, ticks) => total + ticks, 0);
  return {
    episodes: inOrder.length,
    violations: inOrder.filter(({ violated }) => violated).length,
    closest: inOrder.length === 0 ? NaN : Math.min(...inOrder.map(({ closest }) => closest)),
    meanSpeed: sum(({ speed }) => speed) / steps,
    comfort: Math.sqrt(sum(({ jerk }) => jerk) / sum((one) => Math.max(0, one.steps - 1))),
    steps, interventions, by, networkShare: (steps - interventions) / steps, corrections: sum(({ corrected }) => corrected),
    counts: Object.fromEntries(counts.map((name, i) => [name, sum((one) => one.counts[i]!)])),
  };
}

/** A run as a whole, and split into episodes in which the event happened and those in which it did not. */
export interface SplitFigures {
  readonly all: Figures;
  readonly withEvent: Figures;
  readonly withoutEvent: Figures;
}

export function splitFigures(episodes: readonly EpisodeFigures[], named: Named): SplitFigures {
  const part = (wanted: (one: EpisodeFigures) => boolean): Figures => figuresOf(episodes.filter(wanted), named);
  return { all: part(() => true), withEvent: part(({ event }) => event !== null), withoutEvent: part(({ event }) => event === null) };
}

export interface Quantiles {
  readonly median: number;
  readonly p99: number;
}

export function quantiles(values: Float64Array): Quantiles {
  const sorted = values.toSorted();
  const at = (q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN;
  return { median: at(0.5), p99: at(0.99) };
}
