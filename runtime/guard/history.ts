import type { Happened } from "../interpreter/happened.ts";
import type { BoundTools } from "../sandbox/isolate.ts";
import type { Happening, Past, Turn } from "./past.ts";

export interface HistoryOptions {
  /** How many events of the principal are kept; what earlier ones would decide is unknown. */
  readonly capacity?: number;
  /** Seconds between two events beyond which the clock is not believed. */
  readonly longestGap?: number;
}

/** One session's view of what happened to its principal's calls: it has turns of its own. */
export class History {
  readonly #past: Past;
  #turn: Turn = { id: null };
  #spoken = 0;

  constructor(past: Past) {
    this.#past = past;
  }

  get engine(): BoundTools {
    return this.#past.engine;
  }

  /** A new turn of the conversation: the user has spoken. */
  begin(): void {
    this.#turn = { id: null };
    this.#spoken += 1;
  }

  /** How many times the user has spoken. */
  get spoken(): number {
    return this.#spoken;
  }

  /** What is judged and kept in here, nobody else's calls come between. */
  alone<T>(work: () => T): T {
    return this.#past.alone(work);
  }

  /** All that is to be kept is: others may judge while this goes on to something else. */
  done(): void {
    this.#past.done();
  }

  /** Why no call can be judged at this time, or null. A later one starts from it all the same. */
  clock(time: number): string | null {
    return this.#past.clock(time);
  }

  /** Judges by the events so far and a call after them, as if it were granted. */
  judged<T>(tool: string, args: unknown, judge: (happened: Happened) => T): T {
    return this.#past.judged(tool, args, this.#turn, judge);
  }

  get now(): { readonly time: number; readonly turn: number } {
    return this.#past.now(this.#turn);
  }

  /** Keeps a call, or one that is asked about; its number. Throws where it cannot be kept: then it has not happened. An answer never throws for the store's sake. */
  note(of: Happening): number {
    if (of.kind === "call") return this.#past.keep(of, this.#turn);
    this.#past.keepAnswer(of, this.#turn);
    return -1;
  }

  /** A reserved call that is not granted has not happened. */
  retract(id: number): void {
    this.#past.retract(id);
  }
}
