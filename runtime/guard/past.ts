import type { Event } from "../interpreter/chain.ts";
import type { Happened } from "../interpreter/happened.ts";
import type { BoundTools } from "../sandbox/isolate.ts";
import type { Account, Entry } from "../store/account.ts";
import { Copies } from "./copies.ts";
import type { Trimmer } from "./trimmer.ts";

/** What is to be kept of an event: the rest is its place among the others. */
export type Happening = Pick<Event, "kind" | "tool" | "args"> & Partial<Pick<Event, "result" | "ok">> & { /** A person is asked about it. */ readonly reserved?: boolean };

/** A turn of a conversation. The first event in it names it, so that no other can have the same name. */
export interface Turn {
  id: number | null;
}

/** What is to be kept as soon as the store can be written again. */
interface Owed {
  readonly entry: Omit<Entry, "id" | "time" | "turn">;
  readonly turn: Turn;
}

/** As many answers and settled questions wait for a store that fails; then nothing is judged any more. */
const MOST_OWED = 1000;

export interface PastOptions {
  readonly engine: BoundTools;
  /** Whether the policy asks about what happened: if not, only a store keeps it. */
  readonly isAsked: boolean;
  readonly trimmer: Trimmer;
  /** Seconds between two events beyond which the clock is not believed. */
  readonly longestGap: number;
  readonly account: Account | null;
  /** Is told when events are added. */
  readonly grown: (past: Past) => void;
}

/** What happened to one principal's calls, in all sessions: in memory, and in an account of the store where there is one. */
export class Past {
  readonly #o: PastOptions;
  readonly #account: Account | null;
  readonly #copies: Copies;
  #time = -Infinity;
  #next = 1;
  /** Why nothing can be judged now, or at all. */
  #refusal: string | null = null;
  #broken: string | null = null;
  /** The memory is not what the store holds, and has to be read anew. */
  #isStale: boolean;
  /** How many `alone` stand in one another: a record that is kept may lead to another decision. */
  #depth = 0;
  /** Settled questions that are appended and not committed. */
  #pending: readonly Owed[] = [];
  #owed: readonly Owed[] = [];

  constructor(options: PastOptions) {
    this.#o = options;
    this.#account = options.account;
    this.#isStale = options.account !== null;
    this.#copies = new Copies(options.engine, options.trimmer);
  }

  get engine(): BoundTools {
    return this.#copies.engine;
  }

  get weight(): number {
    return this.#copies.weight;
  }

  /** The time of the newest call or event, and what a turn's next event will say its turn is. */
  now(turn: Turn): { readonly time: number; readonly turn: number } {
    return { time: this.#time, turn: turn.id ?? this.#next };
  }

  /**
   * Judges and keeps while nobody else does, in this process or another. What is kept is in the store before `keep` returns; where it cannot
   * be, that throws, and where the store cannot even be read, `clock` says so.
   */
  alone<T>(work: () => T): T {
    const account = this.#account;
    if (account === null || account.isOpen) return work();
    const outer = this.#refusal;
    this.#depth += 1;
    this.#refusal = this.#begin(account);
    try {
      return work();
    } finally {
      this.#depth -= 1;
      this.#refusal = outer;
      this.#end(account);
    }
  }

  /** All that is to be kept is: others may judge while this goes on to something else. */
  done(): void {
    if (this.#account?.isOpen === true) this.#end(this.#account);
  }

  /** Why no call can be judged at this time, or null. A later one starts from it all the same. */
  clock(time: number): string | null {
    const refusal = this.#broken ?? this.#copies.broken ?? this.#refusal;
    if (refusal !== null) return refusal;
    if (!Number.isFinite(time)) return "the time of the call is no number";
    const [before, gap] = [this.#time, time - this.#time];
    this.#time = Math.max(before, time);
    if (gap < 0) return "the clock has stepped back";
    return before !== -Infinity && gap > this.#o.longestGap ? `the clock has leapt by ${Math.round(gap)} s` : null;
  }

  /** Judges by the events so far and a call after them, as if it were granted. */
  judged<T>(tool: string, args: unknown, turn: Turn, judge: (happened: Happened) => T): T {
    return this.#copies.judging({ tool, args, ...this.now(turn) }, judge);
  }

  /** Keeps an event; its id. Throws where it cannot be kept: then it has not happened. */
  keep({ reserved = false, ...of }: Happening, turn: Turn): number {
    this.#open();
    const event: Event = { id: this.#next, result: null, ok: false, ...of, ...this.now(turn) };
    if (this.#account !== null) this.#save(this.#account, { ...event, kind: reserved ? "asked" : event.kind, of: null });
    turn.id = event.turn;
    this.#next = event.id + 1;
    if (this.#o.isAsked) this.#add(event);
    return event.id;
  }

  /** Keeps what a tool answered; where the store fails, as soon as it can be written again: until then nothing is judged. */
  keepAnswer(of: Happening, turn: Turn): void {
    try {
      this.keep(of, turn);
    } catch (error) {
      if (this.#account === null || this.#copies.broken !== null) throw error;
      this.#owe([{ entry: { result: null, ok: false, ...of, of: null }, turn }]);
    }
  }

  /** A reserved call that is not granted has not happened. It is in the store with the next event, or when `alone` ends. */
  retract(id: number): void {
    const owed: Owed = { entry: { kind: "retracted", tool: "", args: null, result: null, ok: false, of: id }, turn: { id: 0 } };
    try {
      this.#open();
      this.#account?.append({ ...owed.entry, id: this.#next, time: this.#time, turn: 0 });
    } catch {
      // It stays reserved until then.
      this.#owe([owed]);
      return;
    }
    if (this.#account !== null) {
      this.#next += 1;
      this.#pending = [...this.#pending, owed];
    }
    if (this.#o.isAsked) this.#copies.takeOut(id);
    if (this.#depth === 0) this.done();
  }

  /** Makes room: what is not in a store is unknown from then on. */
  forget(): void {
    if (this.#depth > 0) return;
    this.#isStale = this.#account !== null;
    this.#copies.reset(this.#o.trimmer.loader().taken(), this.#account !== null || this.#next === 1 ? null : { id: this.#next - 1, time: this.#time });
  }

  /** Takes the store, where it is not taken yet. */
  #open(): void {
    if (this.#account === null || this.#account.isOpen) return;
    const refusal = this.#refusal ?? this.#begin(this.#account);
    if (refusal !== null) throw new Error(refusal);
  }

  /** Why nothing can be judged now, or null. */
  #begin(account: Account): string | null {
    try {
      account.begin();
    } catch (error) {
      return account.store.problem(error);
    }
    try {
      this.#catchUp(account);
      this.#settle(account);
      return null;
    } catch (error) {
      this.#isStale = true;
      account.rollback();
      return account.store.problem(error);
    }
  }

  /** What others have kept meanwhile; or everything, as far back as it is asked about. */
  #catchUp(account: Account): void {
    if (!this.#isStale) {
      for (const entry of account.since(this.#next - 1)) this.#follow(entry);
      return;
    }
    const { isAsked, trimmer } = this.#o;
    const { take, taken } = trimmer.loader();
    const { lost, last } = account.load(trimmer.reach, (entry) => isAsked && take(eventOf(entry)));
    this.#next = (last?.id ?? 0) + 1;
    this.#time = Math.max(this.#time, last?.time ?? -Infinity);
    this.#copies.reset(taken(), lost);
    this.#isStale = false;
    this.#o.grown(this);
  }

  /** Keeps what could not be kept before. */
  #settle(account: Account): void {
    while (this.#owed.length > 0) {
      const [{ entry, turn }, ...rest] = this.#owed as readonly [Owed, ...Owed[]];
      const kept: Entry = { ...entry, id: this.#next, ...this.now(turn) };
      account.append(kept);
      account.commit();
      this.#owed = rest;
      turn.id = kept.turn;
      this.#follow(kept);
      account.begin();
      this.#catchUp(account);
    }
  }

  #follow(entry: Entry): void {
    this.#next = entry.id + 1;
    this.#time = Math.max(this.#time, entry.time);
    if (!this.#o.isAsked) return;
    if (entry.kind === "retracted") this.#copies.takeOut(entry.of!);
    else this.#add(eventOf(entry));
  }

  #add(event: Event): void {
    this.#copies.add(event);
    this.#o.grown(this);
  }

  #save(account: Account, entry: Entry): void {
    try {
      account.append(entry);
      account.commit();
      this.#pending = [];
    } catch (error) {
      this.#undo(account);
      throw new Error(account.store.problem(error), { cause: error });
    }
  }

  #end(account: Account): void {
    try {
      if (this.#pending.length > 0) account.commit();
      else account.rollback();
      this.#pending = [];
    } catch {
      this.#undo(account);
    }
  }

  /** What was settled in a commit that failed is still open in the store: so it is here, when this has been read anew. */
  #undo(account: Account): void {
    account.rollback();
    if (this.#pending.length === 0) return;
    this.#isStale = true;
    this.#owe(this.#pending);
    this.#pending = [];
  }

  #owe(owed: readonly Owed[]): void {
    this.#owed = [...this.#owed, ...owed];
    if (this.#owed.length > MOST_OWED) this.#broken = "the store has failed for too long, and nothing can be judged by what happened any more";
  }
}

function eventOf({ id, kind, tool, args, result, ok, time, turn }: Entry): Event {
  return { id, kind: kind === "returned" ? "returned" : "call", tool, args, result, ok, time, turn };
}
