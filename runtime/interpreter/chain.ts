import { RunningSum } from "./exact.ts";
import { property } from "./values.ts";

/** Something that happened in a session over tool calls. */
export interface Event {
  /** Rises from event to event; of the call that is judged: ∞. */
  readonly id: number;
  readonly kind: "call" | "returned";
  readonly tool: string;
  readonly args: unknown;
  readonly result: unknown;
  readonly ok: boolean;
  readonly time: number;
  /** The turn of the conversation, by the id of the first event in it. */
  readonly turn: number;
}

/** How events are told apart; what has no value (undefined) may have any. The same name always means the same. */
export interface Trait {
  readonly name: string;
  readonly of: (event: Event) => unknown;
}

export type Told = ReadonlyMap<unknown, Chain>;

interface Sorted {
  readonly trait: Trait;
  readonly by: Map<unknown, Chain>;
}

/** How many dropped events are carried along before they are cleared away. */
const SLACK = 512;

/** Events in order, the oldest of which can be dropped. */
export class Chain {
  #events: Event[];
  #dropped = 0;
  /** None where nobody has asked: most chains are of one event. */
  #sorted: Map<string, Sorted> | null = null;
  #sums: Map<string, RunningSum> | null = null;

  constructor(...events: Event[]) {
    this.#events = events;
  }

  /** Events have indices from `first` to before `end`. */
  get first(): number {
    return this.#dropped;
  }

  get end(): number {
    return this.#events.length;
  }

  at(index: number): Event {
    return this.#events[index]!;
  }

  add(event: Event): void {
    this.#events.push(event);
    if (this.#sorted !== null) for (const { trait, by } of this.#sorted.values()) into(by, trait.of(event), event);
  }

  /** Drops the oldest event, which is this one. */
  drop(event: Event): void {
    this.#dropped += 1;
    this.#each(event, (chain) => chain.drop(event));
    if (this.#dropped < SLACK || this.#dropped < this.#events.length / 2) return;
    for (const sum of this.#sums?.values() ?? []) sum.drop(this.#dropped);
    this.#events = this.#events.slice(this.#dropped);
    this.#dropped = 0;
  }

  remove(event: Event): void {
    const at = this.upTo(event) - 1;
    this.#events.splice(at, 1);
    for (const sum of this.#sums?.values() ?? []) sum.cut(at);
    this.#each(event, (chain) => chain.remove(event));
  }

  #each(event: Event, change: (chain: Chain) => void): void {
    if (this.#sorted === null) return;
    for (const { trait, by } of this.#sorted.values()) {
      const value = trait.of(event), chain = by.get(value)!;
      change(chain);
      if (chain.first === chain.end) by.delete(value);
    }
  }

  /** Index after the last event up to this one that is at least so old then. */
  upTo({ id, time }: Pick<Event, "id" | "time">, age = 0): number {
    let low = this.#dropped, high = this.#events.length;
    if (id === Infinity && age <= 0) return high;
    while (low < high) {
      const middle = (low + high) >> 1, e = this.#events[middle]!;
      if (e.id <= id && time - e.time >= age) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Index of the first event that is at most so old at this one. */
  since({ time }: Pick<Event, "time">, age: number, end: number): number {
    let low = this.#dropped, high = end;
    if (low < high && time - this.#events[low]!.time <= age) return low;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (time - this.#events[middle]!.time <= age) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The chains of each value of a trait. */
  told(trait: Trait): Told {
    let sorted = this.#sorted?.get(trait.name);
    if (sorted === undefined) {
      (this.#sorted ??= new Map()).set(trait.name, (sorted = { trait, by: new Map() }));
      for (let i = this.first; i < this.end; i += 1) into(sorted.by, trait.of(this.at(i)), this.at(i));
    }
    return sorted.by;
  }

  /** What an argument adds up to over events `from` to before `to`, and with one more amount; NaN where that is not known. */
  total(name: string, from: number, to: number, more: number): number {
    let sum = this.#sums?.get(name);
    if (sum === undefined) (this.#sums ??= new Map()).set(name, (sum = new RunningSum()));
    while (sum.length < this.end) sum.add(amountOf(this.at(sum.length), name));
    return sum.between(from, to, more);
  }
}

export const EMPTY = new Chain();

function into(by: Map<unknown, Chain>, value: unknown, event: Event): void {
  const chain = by.get(value);
  if (chain === undefined) by.set(value, new Chain(event));
  else chain.add(event);
}

/** NaN of what is no number. */
export function amountOf(event: Event, name: string): number {
  const value = property(event.args, name);
  return typeof value === "number" ? value : NaN;
}
