import type { At } from "../../compiler/ir/ir.ts";
import { LineIndex, oneLine } from "../../grammar/spans.ts";
import type { Witness, WitnessSample } from "../../runtime/monitor/witness.ts";

/** As much of a witness as is shown: it may name millions of samples. */
export interface Blame {
  readonly words: string;
  readonly at: At;
  /** The first of them, and how many there are. */
  readonly samples: readonly WitnessSample[];
  readonly count: number;
  readonly runs: readonly Run[];
}

/** Neighbouring samples of one signal. */
export interface Run {
  readonly signal: string;
  readonly from: number;
  readonly to: number;
  readonly first: number;
}

const MOST_SAMPLES = 1000;

export function blameOf({ words, at, samples }: Witness): Blame {
  const runs: { signal: string; from: number; to: number; first: number }[] = [];
  const latest = new Map<string, (typeof runs)[number]>();
  for (const { signal, index, value } of samples) {
    const run = latest.get(signal);
    if (run !== undefined && run.to + 1 === index) run.to = index;
    else {
      const next = { signal, from: index, to: index, first: value };
      latest.set(signal, next);
      runs.push(next);
    }
  }
  return { words, at, samples: samples.slice(0, MOST_SAMPLES), count: samples.length, runs };
}

/** A place in the policy, as people look it up. */
export interface Place {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** The line on which a part of a formula stands. */
export function placeOf([start]: At, source: string): Place {
  const index = new LineIndex(source);
  const { line } = index.at(start);
  return { line: line + 1, text: oneLine(source.slice(index.start(line), index.start(line + 1))) };
}
