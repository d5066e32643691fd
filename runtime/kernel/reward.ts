import { nan } from "./number.ts";
import type { Vec } from "./table.ts";

/** A reward over `n` environments: all it knows is in their buffer. */
export interface RewardRun {
  reset(): void;
  step(): void;
}

export function finite(x: number): boolean {
  return x - x === 0;
}

/** What is the matter with the first numbers of a list: 0 nothing, 1 one is not finite, 2 one is not known. */
export function worst(list: Vec, length: number): number {
  let found = 0;
  for (let i = 0; i < length; i++) {
    const x = list[i]!;
    if (x !== x) return 2;
    if (x - x !== 0) found = 1;
  }
  return found;
}

/** Gaps of Ciura's, for which no better ones are known up to some thousands. */
const GAPS = [1750, 701, 301, 132, 57, 23, 10, 4, 1];

/** The first numbers of a list ascending into another; not known if one of them is not. */
export function sort_list(from: Vec, into: Vec, length: number): void {
  let isKnown = true;
  for (let i = 0; i < length; i++) {
    const x = from[i]!;
    into[i] = x;
    if (x !== x) isKnown = false;
  }
  if (!isKnown) return void into.fill(nan(), 0, length);
  for (let g = 0; g < GAPS.length; g++) {
    const gap = GAPS[g]!;
    for (let i = gap; i < length; i++) {
      const x = into[i]!;
      let at = i;
      for (; at >= gap && into[at - gap]! > x; at -= gap) into[at] = into[at - gap]!;
      into[at] = x;
    }
  }
}

/** Columns that a refused step leaves unknown. */
export interface Unknowns {
  readonly refused: number;
  readonly filled: number;
  readonly terminated: number;
  readonly truncated: number;
  readonly numbers: readonly number[];
  readonly truths: readonly number[];
  readonly lengths: readonly number[];
}

/** A step of environment k that gives nothing. */
export function refuse(io: Vec, w: number, k: number, columns: Unknowns, why: number): void {
  const { numbers, truths, lengths } = columns;
  io[columns.refused * w + k] = why;
  io[columns.filled * w] = 0;
  io[columns.terminated * w + k] = io[columns.truncated * w + k] = -1;
  for (let i = 0; i < numbers.length; i++) io[numbers[i]! * w + k] = nan();
  for (let i = 0; i < truths.length; i++) io[truths[i]! * w + k] = 1;
  for (let i = 0; i < lengths.length; i++) io[lengths[i]! * w + k] = 0;
}
