import type { StatementSync } from "node:sqlite";
import { entryOf, rowOf, type Entry, type Row } from "./entry.ts";
import type { Store } from "./store.ts";

export type { Entry } from "./entry.ts";

/** What a policy needs to know when it begins, besides the entries. */
export interface Loaded {
  /** The newest one that was not taken, because it is too old or there was no room; null: there is none. */
  readonly lost: Mark | null;
  readonly last: Mark | null;
}

export interface Mark {
  readonly id: number;
  readonly time: number;
}

/** How many old entries go at a time, and after how many new ones. */
const PRUNED = 512;
const EVERY = 256;

/** What happened to one principal in one env. All is done between `begin` and `commit` or `rollback`, while no other process can write. */
export class Account {
  readonly store: Store;
  readonly #env: string;
  readonly #principal: string;
  /** Seconds that entries are kept. */
  readonly #keep: number;
  readonly #sql: Statements;
  /** Its row; null before its first entry. */
  #row: number | null = null;
  #isNew = false;
  #isPruned = false;

  constructor(store: Store, env: string, principal: string, keep: number, sql: Statements) {
    this.store = store;
    this.#env = env;
    this.#principal = principal;
    this.#keep = keep;
    this.#sql = sql;
  }

  get isOpen(): boolean {
    return this.store.isHeldBy(this);
  }

  begin(): void {
    this.store.begin(this);
    this.#row ??= (this.#sql.find.get(this.#env, this.#principal) as { account: number } | undefined)?.account ?? null;
  }

  commit(): void {
    this.store.commit(this);
    this.#isNew = false;
  }

  rollback(): void {
    this.store.rollback(this);
    if (this.#isNew) this.#row = null;
    this.#isNew = false;
  }

  /**
   * Hands over what has not been retracted, from the newest entry back, until it is older than that by more than `reach` seconds or `take`
   * has no room for it.
   */
  load(reach: number, take: (entry: Entry) => boolean): Loaded {
    const row = this.#row;
    if (row === null) return { lost: null, last: null };
    const retracted = new Set<number>();
    const pruned = this.#pruned(row);
    let last: Mark | null = null, before: Entry | null = null;
    const loaded = (lost: Mark | null): Loaded => ({ lost: lost === null ? null : markOf(lost), last: markOf(last!) });
    for (const one of this.#sql.backwards.iterate(row) as Iterable<unknown>) {
      const entry = entryOf(row, one as Row);
      if (before !== null && (entry.id !== before.id - 1 || entry.time > before.time)) throw new Error(`entry ${before.id - 1} is missing`);
      last ??= entry;
      before = entry;
      if (entry.kind === "retracted") retracted.add(entry.of!);
      else if (last.time - entry.time > reach || (!retracted.has(entry.id) && !take(entry))) return loaded(entry);
    }
    if (before === null || before.id !== (pruned?.id ?? 0) + 1) throw new Error(`entry ${before === null ? 1 : before.id - 1} is missing`);
    return loaded(pruned);
  }

  #pruned(row: number): Mark | null {
    const { lost_id: id, lost_time: time } = this.#sql.pruned.get(row) as { lost_id: number; lost_time: number };
    return id === 0 ? null : { id, time };
  }

  /** Those after an id. */
  since(id: number): readonly Entry[] {
    const row = this.#row;
    return row === null ? [] : (this.#sql.since.all(row, id) as unknown as readonly Row[]).map((one) => entryOf(row, one));
  }

  append(entry: Entry): void {
    if (this.#row === null) {
      this.#row = Number(this.#sql.open.run(this.#env, this.#principal).lastInsertRowid);
      this.#isNew = true;
    }
    const { id, kind, tool, args, result, ok, time, turn, of, crc } = rowOf(this.#row, entry);
    this.#sql.append.run(this.#row, id, kind, tool, args, result, ok, time, turn, of, crc);
    if (this.#isPruned && id % EVERY !== 0) return;
    this.#prune(this.#row, time - this.#keep);
    this.#isPruned = true;
  }

  /** In the same commit as a new entry, so that it costs none. */
  #prune(row: number, before: number): void {
    const newest = this.#sql.oldest.get(row, PRUNED, before) as { id: number; time: number } | undefined;
    if (newest === undefined) return;
    this.#sql.forget.run(row, newest.id);
    this.#sql.mark.run(newest.id, newest.time, row);
  }
}

const markOf = ({ id, time }: Mark): Mark => ({ id, time });

export type Statements = Readonly<Record<"find" | "open" | "backwards" | "since" | "append" | "pruned" | "oldest" | "forget" | "mark", StatementSync>>;

const COLUMNS = "id, kind, tool, args, result, ok, time, turn, of, crc";

export const SQL = {
  find: "SELECT account FROM accounts WHERE env = ? AND principal = ?",
  open: "INSERT INTO accounts (env, principal) VALUES (?, ?)",
  backwards: `SELECT ${COLUMNS} FROM entries WHERE account = ? ORDER BY id DESC`,
  since: `SELECT ${COLUMNS} FROM entries WHERE account = ? AND id > ? ORDER BY id`,
  append: `INSERT INTO entries (account, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  pruned: "SELECT lost_id, lost_time FROM accounts WHERE account = ?",
  oldest: "SELECT id, time FROM (SELECT id, time FROM entries WHERE account = ? ORDER BY id LIMIT ?) WHERE time < ? ORDER BY id DESC LIMIT 1",
  forget: "DELETE FROM entries WHERE account = ? AND id <= ?",
  mark: "UPDATE accounts SET lost_id = ?, lost_time = ? WHERE account = ?",
} satisfies Record<keyof Statements, string>;
