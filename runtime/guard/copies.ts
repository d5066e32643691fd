import type { Event } from "../interpreter/chain.ts";
import { Happened } from "../interpreter/happened.ts";
import type { BoundTools } from "../sandbox/isolate.ts";
import type { Trimmer } from "./trimmer.ts";

/** Events that are handed to the isolate at a time. */
const BATCH = 2000;

/** What happened, in memory: once for the interpreter, once in the isolate for the emitted code. */
export class Copies {
  readonly engine: BoundTools;
  readonly #trimmer: Trimmer;
  #happened = new Happened();
  #broken: string | null = null;

  constructor(engine: BoundTools, trimmer: Trimmer) {
    this.engine = engine;
    this.#trimmer = trimmer;
  }

  /** Why nothing can be judged by them any more; null while they are alike. */
  get broken(): string | null {
    return this.#broken;
  }

  /** About how many bytes each takes. */
  get weight(): number {
    return this.#trimmer.weight(this.#happened.size);
  }

  judging<T>(call: Pick<Event, "tool" | "args" | "time" | "turn">, judge: (happened: Happened) => T): T {
    return this.#happened.judging(call, judge);
  }

  /** Adds an event, and drops as many of the oldest as there is no room for. */
  add(event: Event): void {
    const kept = this.#trimmer.trimmed(event);
    const size = this.#trimmer.fitting(this.#happened, kept);
    this.#both(() => this.engine.note(JSON.stringify(kept), size));
    this.#happened.add(kept);
    this.#happened.keep(size);
  }

  takeOut(id: number): void {
    this.#both(() => this.engine.retract(id));
    const event = this.#happened.remove(id);
    if (event !== undefined) this.#trimmer.release(event);
  }

  /** Starts anew. `lost`: the newest event that is not known any more. */
  reset(events: readonly Event[], lost: { readonly id: number; readonly time: number } | null): void {
    this.#happened = new Happened(events, lost);
    this.engine.forget(lost?.id ?? null, lost?.time ?? 0);
    for (let at = 0; at < events.length; at += BATCH) this.engine.restore(JSON.stringify(events.slice(at, at + BATCH)));
    this.#broken = null;
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
