import { capacityOf } from "../../compiler/analyze/cost.ts";
import { eventNeeds, type EventNeeds } from "../../compiler/ir/event-needs.ts";
import type { ProgramIr, ToolGuardIr } from "../../compiler/ir/ir.ts";
import type { BoundTools } from "../sandbox/isolate.ts";
import type { Store } from "../store/store.ts";
import { History, type HistoryOptions } from "./history.ts";
import { Past } from "./past.ts";
import { Trimmer } from "./trimmer.ts";

/** Bytes that events of all principals may take in one isolate. */
const MOST_TOGETHER = 160 * 2 ** 20;

/** What happened to the calls of a guard's principals. Those that have been idle longest make room for the others. */
export class Pasts {
  readonly #guard: ToolGuardIr;
  readonly #needs: EventNeeds;
  readonly #capacity: number;
  readonly #isAsked: boolean;
  readonly #bind: () => BoundTools;
  readonly #store: Store | null;
  readonly #most: number;
  readonly #by = new Map<string, Past>();
  readonly #weights = new Map<Past, number>();
  #together = 0;

  constructor(program: ProgramIr, guard: ToolGuardIr, isAsked: boolean, bind: () => BoundTools, store: Store | null, most = MOST_TOGETHER) {
    this.#most = most;
    this.#guard = guard;
    this.#needs = eventNeeds(program, guard);
    this.#capacity = capacityOf(program, guard.name);
    this.#isAsked = isAsked;
    this.#bind = bind;
    this.#store = store;
  }

  /** A session's history. Without a store, calls of nobody are the session's own; in a store they are all one principal's. */
  of(principal: string | null, options: HistoryOptions): History {
    const name = principal ?? (this.#store === null ? null : "");
    if (name === null) return new History(this.#open(null, options));
    const past = this.#by.get(name) ?? this.#open(name, options);
    this.#by.set(name, past);
    return new History(past);
  }

  #open(name: string | null, { capacity = this.#capacity, longestGap = Infinity }: HistoryOptions): Past {
    const account = this.#store?.account(this.#guard.env, name ?? "", this.#needs.lasting) ?? null;
    const grown = name === null ? () => undefined : (past: Past) => this.#grown(past);
    return new Past({ engine: this.#bind(), isAsked: this.#isAsked, trimmer: new Trimmer(this.#needs, capacity), longestGap, account, grown });
  }

  #grown(past: Past): void {
    this.#weigh(past);
    for (const idle of this.#weights.keys()) {
      if (this.#together <= this.#most || idle === past) return;
      idle.forget();
      this.#weigh(idle);
      // A store knows the idle one as well as this does.
      if (this.#store !== null) for (const [name, one] of this.#by) if (one === idle) this.#by.delete(name);
    }
  }

  /** The one that was used last stands last. */
  #weigh(past: Past): void {
    this.#together += past.weight - (this.#weights.get(past) ?? 0);
    this.#weights.delete(past);
    this.#weights.set(past, past.weight);
  }
}
