import { Chain, EMPTY, type Event } from "./chain.ts";

const NOW = { id: Infinity, kind: "call", result: null, ok: false } as const;

/** What is known of one principal's calls. */
export class Happened {
  readonly all = new Chain();
  readonly #chains = new Map<string, Chain>();
  #lost: { readonly id: number; readonly time: number } | null;
  #judged: Event | null = null;

  /** `lost`: the newest event that is not known any more. */
  constructor(events: Iterable<Event> = [], lost: { readonly id: number; readonly time: number } | null = null) {
    this.#lost = lost;
    for (const event of events) this.add(event);
  }

  /** This call, and before it nothing that is known; or nothing at all, where nothing is lost. */
  static only(call: Pick<Event, "tool" | "args">, lost: { readonly id: number; readonly time: number } | null = { id: Infinity, time: Infinity }): Happened {
    const happened = new Happened([], lost);
    happened.#judged = { ...call, ...NOW, time: 0, turn: 0 };
    return happened;
  }

  get lost(): { readonly id: number; readonly time: number } | null {
    return this.#lost;
  }

  get size(): number {
    return this.all.end - this.all.first;
  }

  get oldest(): Event | undefined {
    return this.size === 0 ? undefined : this.all.at(this.all.first);
  }

  add(event: Event): void {
    for (const chain of this.#of(event)) chain.add(event);
  }

  /** Keeps the newest so many. */
  keep(capacity: number): void {
    while (this.size > capacity) {
      const event = this.oldest!;
      for (const chain of this.#of(event)) chain.drop(event);
      this.#lost = { id: event.id, time: event.time };
    }
  }

  /** A reserved call that is not granted has not happened. */
  remove(id: number): Event | undefined {
    const event = this.#find(id);
    if (event !== undefined) for (const chain of this.#of(event)) chain.remove(event);
    return event;
  }

  /** Judges a call after them, as if it were granted. */
  judging<T>(call: Pick<Event, "tool" | "args" | "time" | "turn">, judge: (happened: Happened) => T): T {
    this.#judged = { ...call, ...NOW };
    try {
      return judge(this);
    } finally {
      this.#judged = null;
    }
  }

  get judged(): Event {
    return this.#judged!;
  }

  /** The event of an id; the judged call, where there is none. */
  event(id: number): Event {
    return id === Infinity ? this.#judged! : (this.#find(id) ?? this.#judged!);
  }

  #find(id: number): Event | undefined {
    const at = this.all.upTo({ id, time: Infinity }) - 1, found = at < this.all.first ? undefined : this.all.at(at);
    return found?.id === id ? found : undefined;
  }

  /** Calls of a tool, its returns, or those that succeeded: `call pay`, `returned pay`, `ok pay`; of any tool: `call`. */
  chain(name: string): Chain {
    return this.#chains.get(name) ?? EMPTY;
  }

  #of({ kind, tool, ok }: Event): readonly Chain[] {
    const kinds = kind === "call" ? ["call"] : ok ? ["returned", "ok"] : ["returned"];
    const names = kinds.flatMap((one) => [one, `${one} ${tool}`]);
    return [this.all, ...names.map((name) => {
      let chain = this.#chains.get(name);
      if (chain === undefined) this.#chains.set(name, (chain = new Chain()));
      return chain;
    })];
  }
}
