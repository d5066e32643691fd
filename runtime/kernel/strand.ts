import { addDecimal, cut, difference, emptySums, isLong, shift, type Sums } from "./decimal.ts";
import type { Json } from "./json.ts";
import type { Log } from "./log.ts";

/** Some of a log's events in order, by their places. What is asked of them is told apart and added up as far as it was asked. */
export interface Strand {
  places: number[];
  /** Those before have been dropped. */
  start: number;
  splits: Split[] | null;
  sums: Summed[] | null;
}

/** A strand's events by the value they have in one respect: an argument, or the turn. */
export interface Split {
  readonly name: string;
  /** Of the argument's values; of the turn, that. */
  readonly type: string;
  /** How many of the strand's events have been told apart. */
  seen: number;
  /** `undefined`: it has none of that type. */
  readonly key: (log: Log, place: number) => Key | undefined;
  readonly parts: Map<Key, Strand>;
  readonly vague: Strand;
}

type Key = number | string | boolean;

/** Running sums of an argument, from the event at index `from` on; -1: from one that has been dropped. */
interface Summed {
  readonly name: string;
  from: number;
  readonly sums: Sums;
  /** How many events so far have an amount that cannot be added. */
  readonly unknown: number[];
}

export function strand(...places: number[]): Strand {
  return { places, start: 0, splits: null, sums: null };
}

/** Takes the newest back, out of all that has been made of it. */
export function takeBack(log: Log, s: Strand): void {
  const place = s.places.pop()!;
  const n = s.places.length;
  for (const split of s.splits ?? []) {
    if (split.seen <= n) continue;
    split.seen = n;
    const key = split.key(log, place);
    const part = key === undefined ? split.vague : split.parts.get(key)!;
    takeBack(log, part);
    if (key !== undefined && part.places.length === 0) split.parts.delete(key);
  }
  for (const { from, unknown, sums } of s.sums ?? []) {
    if (from + unknown.length <= n) continue;
    unknown.pop();
    cut(sums);
  }
}

/** How many dropped events are carried along before their room is given back. */
const SLACK = 1000;

/** Drops the oldest, out of all that has been made of it. */
export function drop(log: Log, s: Strand): void {
  const place = s.places[s.start]!;
  for (const split of s.splits ?? []) {
    if (split.seen <= s.start) continue;
    const key = split.key(log, place);
    const part = key === undefined ? split.vague : split.parts.get(key)!;
    drop(log, part);
    if (key !== undefined && part.start === part.places.length) split.parts.delete(key);
  }
  s.start++;
  if (s.start >= SLACK && 2 * s.start >= s.places.length) clear(s);
}

function clear(s: Strand): void {
  const { start } = s;
  s.places = s.places.slice(start);
  s.start = 0;
  for (const split of s.splits ?? []) split.seen = Math.max(0, split.seen - start);
  // Sums go on from the last that was dropped; where they have not come so far, or too far, they begin anew.
  s.sums = s.sums?.filter(({ from, unknown, sums }) => from + unknown.length >= start && !isLong(sums)) ?? null;
  for (const summed of s.sums ?? []) {
    const gone = Math.max(0, start - summed.from - 1);
    shift(summed.sums, gone);
    summed.unknown.splice(0, gone);
    summed.from += gone - start;
  }
}

export const NONE = strand();

/** Events of the strand that belong to a turn. */
export function ofTurn(log: Log, s: Strand, turn: number): Strand {
  return told(log, s, "turn", "turn").parts.get(turn) ?? NONE;
}

/** The strand's events, told apart. */
export function told(log: Log, s: Strand, name: string, type: string): Split {
  const splits = (s.splits ??= []);
  let split: Split | undefined;
  for (let i = 0; i < splits.length && split === undefined; i++) if (splits[i]!.name === name && splits[i]!.type === type) split = splits[i];
  if (split === undefined) splits.push((split = { name, type, seen: 0, key: type === "turn" ? turnAt : argumentAt(log, name, type), parts: new Map(), vague: strand() }));
  for (let i = Math.max(split.seen, s.start); i < s.places.length; i++) {
    const place = s.places[i]!;
    const value = split.key(log, place);
    const part = value === undefined ? split.vague : split.parts.get(value);
    if (part === undefined) split.parts.set(value!, strand(place));
    else part.places.push(place);
  }
  split.seen = s.places.length;
  return split;
}

const turnAt = (log: Log, place: number): number => log.turns[place - log.base]!;

function argumentAt(log: Log, name: string, type: string): Split["key"] {
  const column = columnOf(log, name);
  return ({ base }, place) => {
    const value = column[place - base];
    return typeof value === type ? (value as Key) : undefined;
  };
}

const NOTHING: readonly Json[] = [];

export function columnOf({ names, columns }: Log, name: string): readonly Json[] {
  const at = names.get(name);
  return at === undefined ? NOTHING : columns[at]!;
}

/** The exact sum of an argument over the events from index `low` to before `high`, rounded once; NaN where one cannot be added. */
export function sumOf(log: Log, s: Strand, name: string, low: number, high: number): number {
  if (low >= high) return 0;
  const { from, sums, unknown } = summed(log, s, name);
  const [before, last] = [low - from - 1, high - from - 1];
  return unknown[last]! > (before < 0 ? 0 : unknown[before]!) ? NaN : difference(sums, last, before);
}

function summed(log: Log, s: Strand, name: string): Summed {
  const all = (s.sums ??= []);
  let found: Summed | undefined;
  for (let i = 0; i < all.length && found === undefined; i++) if (all[i]!.name === name) found = all[i];
  if (found === undefined) all.push((found = { name, from: s.start, sums: emptySums(), unknown: [] }));
  const { from, sums, unknown } = found;
  for (let n = unknown.length; from + n < s.places.length; n++) {
    const value = columnOf(log, name)[s.places[from + n]! - log.base];
    const isAdded = addDecimal(sums, typeof value === "number" ? Math.max(0, value) : NaN);
    unknown.push((n === 0 ? 0 : unknown[n - 1]!) + (isAdded ? 0 : 1));
  }
  return found;
}
