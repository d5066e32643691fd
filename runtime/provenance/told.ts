import { daysIn, moment, timesIn } from "./dates.ts";
import { isBoundary, isPlain, normal, words } from "./normal.ts";
import { numberKey, numbersIn, wholeNumber } from "./numbers.ts";

/** Shorter runs stand in a text by chance. */
export const LEAST_RUN = 4;

/** What may be looked for: what is neither text nor number comes from nowhere. */
export type Leaf = string | number | boolean;

/** All that one source has told so far, with where each piece was. Grows with what it is told; a look costs what the value's rarest word does. */
export class Told {
  readonly #wholes = new Map<string, string>();
  readonly #texts: { readonly text: string; readonly raw: string; readonly where: string }[] = [];
  readonly #byWord = new Map<string, number[]>();
  readonly #numbers = new Map<string, string>();
  readonly #days = new Map<string, string>();
  readonly #times = new Set<string>();

  add(value: Leaf, where: string): void {
    if (typeof value === "number") {
      const key = numberKey(value);
      if (key !== null) keep(this.#numbers, key, where);
    }
    if (typeof value !== "string") return;
    const text = normal(value);
    if (text === "" || this.#wholes.has(text)) return;
    this.#wholes.set(text, where);
    const place = this.#texts.push({ text, raw: value, where }) - 1;
    for (const word of words(text)) {
      const places = this.#byWord.get(word);
      if (places === undefined) this.#byWord.set(word, [place]);
      else places.push(place);
    }
    for (const key of numbersIn(text)) keep(this.#numbers, key, where);
    for (const day of daysIn(text)) keep(this.#days, day, where);
    for (const time of timesIn(text)) this.#times.add(time);
  }

  /** Where this value was told; null where it was not. */
  find(value: unknown): string | null {
    if (typeof value === "number") return this.#numbers.get(numberKey(value) ?? "") ?? null;
    if (typeof value !== "string") return null;
    const text = normal(value);
    if (text === "") return null;
    // `ａnna` may be another account than `anna`: such a spelling has to be the source's own.
    if (!isPlain(value)) return this.#spelled(value);
    return this.#wholes.get(text) ?? this.#run(text) ?? this.#numbers.get(wholeNumber(text) ?? "") ?? this.#moment(text);
  }

  /** A value that is all of something told, not a run of it. */
  whole(value: unknown): string | null {
    if (typeof value === "number") return this.#numbers.get(numberKey(value) ?? "") ?? null;
    return typeof value === "string" ? (this.#wholes.get(normal(value)) ?? null) : null;
  }

  #spelled(value: string): string | null {
    if ([...value].length < LEAST_RUN) return this.#texts.find(({ raw }) => raw === value)?.where ?? null;
    return this.#texts.find(({ raw }) => stands(raw, value))?.where ?? null;
  }

  #run(text: string): string | null {
    if ([...text].length < LEAST_RUN) return null;
    let rarest: readonly number[] | undefined;
    for (const word of words(text)) {
      const places = this.#byWord.get(word);
      if (places === undefined) return null;
      if (rarest === undefined || places.length < rarest.length) rarest = places;
    }
    for (const place of rarest ?? []) {
      const { text: told, where } = this.#texts[place]!;
      if (stands(told, text)) return where;
    }
    return null;
  }

  #moment(text: string): string | null {
    const found = moment(text);
    if (found === null) return null;
    if (found.time !== null && !this.#times.has(found.time)) return null;
    return found.day === null ? "a time of day" : (this.#days.get(found.day) ?? null);
  }
}

/** Whether a run stands in a text between boundaries. */
function stands(text: string, run: string): boolean {
  for (let at = text.indexOf(run); at >= 0; at = text.indexOf(run, at + 1)) {
    if (isBoundary(text, at) && isBoundary(text, at + run.length)) return true;
  }
  return false;
}

/** The first place is kept. */
function keep(map: Map<string, string>, key: string, where: string): void {
  if (!map.has(key)) map.set(key, where);
}
