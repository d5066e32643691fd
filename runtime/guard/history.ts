import { MOST_EVENTS } from "../../compiler/analyze/cost.ts";
import type { Event, Happened } from "../interpreter/events.ts";
import type { BoundTools } from "../sandbox/isolate.ts";

export interface HistoryOptions {
  /** How many events are kept; what earlier ones would decide is unknown. */
  readonly capacity?: number;
  /** Seconds between two events beyond which the clock is not believed. */
  readonly longestGap?: number;
}

/** What happened to one principal's calls: kept here for the interpreter and in the isolate for the emitted code. */
export class History {
  readonly engine: BoundTools;
  readonly #isAsked: boolean;
  readonly #capacity: number;
  readonly #longestGap: number;
  readonly #events: Event[] = [];
  #lost = false;
  #time = -Infinity;
  #turn = 0;
  #next = 0;
  #broken: string | null = null;

  /** `isAsked`: whether the policy asks about what happened. */
  constructor(engine: BoundTools, isAsked: boolean, { capacity = MOST_EVENTS, longestGap = Infinity }: HistoryOptions = {}) {
    this.engine = engine;
    this.#isAsked = isAsked;
    this.#capacity = capacity;
    this.#longestGap = longestGap;
  }

  get turn(): number {
    return this.#turn;
  }

  /** A new turn of the conversation: the user has spoken. */
  begin(): void {
    this.#turn++;
  }

  /** Why no call can be judged at this time, or null. A later one starts from it all the same. */
  clock(time: number): string | null {
    if (!Number.isFinite(time)) return "the time of the call is no number";
    const [before, gap] = [this.#time, time - this.#time];
    this.#time = Math.max(before, time);
    if (gap < 0) return "the clock has stepped back";
    return before !== -Infinity && gap > this.#longestGap ? `the clock has leapt by ${Math.round(gap)} s` : null;
  }

  /** Judges by the events so far and a call after them, as if it were granted. Throws where the two copies may differ. */
  judged<T>(tool: string, args: unknown, judge: (happened: Happened) => T): T {
    if (this.#broken !== null) throw new Error(this.#broken);
    this.#events.push({ id: -1, kind: "call", tool, args, result: null, ok: false, time: this.#time, turn: this.#turn });
    try {
      return judge({ events: this.#events, lost: this.#lost });
    } finally {
      this.#events.pop();
    }
  }

  get now(): { readonly time: number; readonly turn: number } {
    return { time: this.#time, turn: this.#turn };
  }

  /** Keeps an event in both; its number. A policy that asks about none keeps none. */
  note(of: Pick<Event, "kind" | "tool" | "args"> & Partial<Pick<Event, "result" | "ok">>): number {
    if (!this.#isAsked) return this.#next++;
    const event: Event = { id: this.#next++, result: null, ok: false, ...of, ...this.now };
    this.#both(() => this.engine.note(JSON.stringify(event), this.#capacity));
    this.#events.push(event);
    while (this.#events.length > this.#capacity) {
      this.#events.shift();
      this.#lost = true;
    }
    return event.id;
  }

  /** A reserved call that is not granted has not happened. */
  retract(id: number): void {
    if (!this.#isAsked) return;
    this.#both(() => this.engine.retract(id));
    const at = this.#events.findIndex((one) => one.id === id);
    if (at >= 0) this.#events.splice(at, 1);
  }

  #both(change: () => void): void {
    try {
      change();
    } catch (error) {
      this.#broken = "what happened could not be kept, and nothing can be judged by it any more";
      throw error;
    }
  }
}
