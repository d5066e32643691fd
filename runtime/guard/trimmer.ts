import type { EventNeeds } from "../../compiler/ir/event-needs.ts";
import type { Event } from "../interpreter/chain.ts";
import type { Happened } from "../interpreter/happened.ts";
import { property } from "../interpreter/values.ts";

/** Characters of texts and results that one principal's events may take, in each engine. */
const MOST_TEXT = 1 << 23;

/** Bytes that an event takes besides, in either engine, where every value is another: measured. */
const AN_EVENT = 500;
const A_PRINCIPAL = 4096;

/** Keeps of events what rules ask about, and no more events than there is room for. */
export class Trimmer {
  readonly capacity: number;
  readonly #needs: EventNeeds;
  #text = 0;

  constructor(needs: EventNeeds, capacity: number) {
    this.#needs = needs;
    this.capacity = capacity;
  }

  get reach(): number {
    return this.#needs.reach;
  }

  trimmed(event: Event): Event {
    const { args, results } = this.#needs;
    const kept: Record<string, unknown> = {};
    for (const name of args) {
      const value = property(event.args, name);
      // What is compared or added up is no list and no record.
      if (value === undefined || typeof value === "object") continue;
      if (name in Object.prototype) Object.defineProperty(kept, name, { value, enumerable: true, writable: true, configurable: true });
      else kept[name] = value;
    }
    const isRead = event.ok && (results === null || results.includes(event.tool));
    const { id, kind, tool, ok, time, turn } = event;
    return { id, kind, tool, args: kept, result: isRead ? event.result : null, ok, time, turn };
  }

  /** About how many bytes so many events take. */
  weight(size: number): number {
    return A_PRINCIPAL + size * AN_EVENT + 2 * this.#text;
  }

  release(event: Event): void {
    this.#text -= this.#sizeOf(event);
  }

  /** Takes events from the newest back, trimmed, as long as there is room for them. */
  loader(): { readonly take: (event: Event) => boolean; /** In order. */ readonly taken: () => readonly Event[] } {
    const events: Event[] = [];
    this.#text = 0;
    const take = (event: Event): boolean => {
      const kept = this.trimmed(event), size = this.#sizeOf(kept);
      if (events.length >= this.capacity || this.#text + size > MOST_TEXT) return false;
      this.#text += size;
      events.push(kept);
      return true;
    };
    return { take, taken: () => events.reverse() };
  }

  /** How many events may be kept with one more: none beyond what is ever asked, nor the oldest where there are too many or too long ones. */
  fitting(happened: Happened, added: Event): number {
    const { all } = happened;
    let size = happened.size + 1;
    this.#text += this.#sizeOf(added);
    for (let i = all.first; i < all.end; i += 1) {
      const oldest = all.at(i);
      if (size <= this.capacity && this.#text <= MOST_TEXT && added.time - oldest.time <= this.#needs.reach) break;
      this.#text -= this.#sizeOf(oldest);
      size -= 1;
    }
    return size;
  }

  #sizeOf({ args, result }: Event): number {
    let size = 0;
    for (const name of this.#needs.args) {
      const value = (args as Readonly<Record<string, unknown>>)[name];
      if (typeof value === "string") size += value.length;
    }
    return result === null ? size : size + JSON.stringify(result).length;
  }
}
