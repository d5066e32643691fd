import type { Characters } from "./characters.ts";
import { Unfit, type Positions } from "./positions.ts";

/** A deterministic automaton: one look-up a character, whatever the text. State 0 is the first. */
export interface Table {
  /** Code points at which the next kind of character begins, and of what kind they are. */
  readonly starts: readonly number[];
  readonly kinds: readonly number[];
  readonly width: number;
  /** By state and kind; -1 where nothing goes on. */
  readonly next: Int32Array;
  readonly accepts: readonly boolean[];
}

const MOST_STATES = 10_000;
const MOST_STEPS = 10_000_000;

/** Subsets of the places a pattern may stand at, each once. */
export function tableOf({ characters, follow, first, last, takesEmpty }: Positions): Table {
  const { starts, kinds, width, takes } = kindsOf(characters);
  const ends = new Set(last);
  const known = new Map<string, number>();
  const sets: (readonly number[])[] = [[]];
  const accepts = [takesEmpty];
  const rows: number[] = [];
  let steps = 0;

  const state = (places: number[]): number => {
    if (places.length === 0) return -1;
    const key = places.sort((a, b) => a - b).join();
    const there = known.get(key);
    if (there !== undefined) return there;
    if (sets.length >= MOST_STATES) throw new Unfit("it leaves open too many ways to read a text: repeat less after what may be long");
    known.set(key, sets.length);
    accepts.push(places.some((p) => ends.has(p)));
    return sets.push(places) - 1;
  };

  for (let s = 0; s < sets.length; s++) {
    const after = s === 0 ? new Set(first) : new Set<number>();
    for (const p of sets[s]!) {
      steps += follow[p]!.size;
      for (const q of follow[p]!) after.add(q);
    }
    steps += after.size * width;
    if (steps > MOST_STEPS) throw new Unfit("it leaves open too many ways to read a text: repeat less after what may be long");
    const all = [...after];
    for (let kind = 0; kind < width; kind++) rows.push(state(all.filter((p) => takes[p]!.has(kind))));
  }
  return { starts, kinds, width, next: Int32Array.from(rows), accepts };
}

/** Characters that no part of the pattern tells apart are of one kind. */
function kindsOf(characters: readonly Characters[]): Pick<Table, "starts" | "kinds" | "width"> & { readonly takes: readonly ReadonlySet<number>[] } {
  const distinct = new Map<string, Characters>(characters.map((one) => [one.join(), one]));
  const starts = [...new Set([0, ...[...distinct.values()].flat().flatMap(([from, to]) => [from, to + 1])])].sort((a, b) => a - b);
  const at = new Map(starts.map((c, i) => [c, i]));
  const marks: string[] = starts.map(() => "");
  let mark = 0;
  for (const ranges of distinct.values()) {
    for (const [from, to] of ranges) for (let i = at.get(from)!; i < at.get(to + 1)!; i++) marks[i] += `${mark},`;
    mark++;
  }
  const kindOf = new Map<string, number>();
  const kinds = marks.map((m) => {
    if (!kindOf.has(m)) kindOf.set(m, kindOf.size);
    return kindOf.get(m)!;
  });
  const takenBy = new Map<string, Set<number>>();
  for (const [key, ranges] of distinct) {
    const kindsTaken = new Set<number>();
    for (const [from, to] of ranges) for (let i = at.get(from)!; i < at.get(to + 1)!; i++) kindsTaken.add(kinds[i]!);
    takenBy.set(key, kindsTaken);
  }
  return { starts, kinds, width: kindOf.size, takes: characters.map((one) => takenBy.get(one.join())!) };
}
