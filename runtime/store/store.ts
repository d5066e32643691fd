import { closeSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Refusal } from "../refusal.ts";
import { Account, SQL, type Statements } from "./account.ts";
import { problemOf } from "./problem.ts";
import { APPLICATION, FORMAT, SCHEMA } from "./schema.ts";

export interface StoreOptions {
  /**
   * `full` (the default): a decision is on the disk before it is handed out, and outlives a power cut. `normal`: it outlives the
   * process; a power cut may take the last decisions with it.
   */
  readonly sync?: "full" | "normal";
  /** Seconds that everything is kept, even what no loaded policy asks about, for the one that comes next. Default: 31 days. */
  readonly keep?: number;
  /** Milliseconds that a decision waits for another process, which is judging too. Default: 1000. */
  readonly wait?: number;
}

const MONTH = 31 * 24 * 3600;

/** Opens a store, or makes it where there is no such file. Throws a Refusal for a file that is none, or cannot be used. */
export function openStore(path: string, { sync = "full", keep = MONTH, wait = 1000 }: StoreOptions = {}): Store {
  try {
    // Nobody else's business: what was called with which arguments.
    closeSync(openSync(path, "a", 0o600));
    const db = new DatabaseSync(path, { timeout: wait, allowExtension: false });
    try {
      prepare(db, path, sync);
      return new Store(path, db, keep);
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(problemOf(path, error), { cause: error });
  }
}

function prepare(db: DatabaseSync, path: string, sync: "full" | "normal"): void {
  const read = (pragma: string): unknown => Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
  db.exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON");
  if (read("journal_mode = WAL") !== "wal") throw new Refusal(`the store ${path} is where a file cannot be written ahead of (a network's disk?)`);
  db.exec(`PRAGMA synchronous = ${sync === "full" ? "FULL" : "NORMAL"}`);
  db.exec("BEGIN IMMEDIATE");
  try {
    const [application, format] = [read("application_id"), read("user_version")];
    const isEmpty = read("schema_version") === 0;
    if (isEmpty && application === 0) db.exec(SCHEMA);
    else if (application !== APPLICATION) throw new Refusal(`${path} is a database, but not a store of Pol`);
    else if (format !== FORMAT) throw new Refusal(`the store ${path} has format ${String(format)}, and this version of Pol reads format ${FORMAT}`);
    db.exec("COMMIT");
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

/** What happened to principals' calls, in a file: it outlives sessions, policies and processes. */
export class Store {
  readonly path: string;
  readonly #db: DatabaseSync;
  readonly #keep: number;
  readonly #sql: Statements;
  /** Whose transaction is open. */
  #holder: Account | null = null;

  /** Use `openStore`. */
  constructor(path: string, db: DatabaseSync, keep: number) {
    this.path = path;
    this.#db = db;
    this.#keep = keep;
    this.#sql = Object.fromEntries(Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)])) as Statements;
  }

  /** The account of an env's principal, for a policy that asks about so many seconds. */
  account(env: string, principal: string, reach: number): Account {
    return new Account(this, env, principal, Math.max(reach, this.#keep), this.#sql);
  }

  isHeldBy(account: Account): boolean {
    return this.#holder === account && this.#db.isOpen && this.#db.isTransaction;
  }

  /** From here to the end of the transaction nobody else writes, in this process or another. */
  begin(account: Account): void {
    if (this.#holder !== null) throw new Error("another call is being judged");
    this.#db.exec("BEGIN IMMEDIATE");
    this.#holder = account;
  }

  commit(account: Account): void {
    if (!this.isHeldBy(account)) throw new Error("nothing has been begun");
    this.#db.exec("COMMIT");
    this.#holder = null;
  }

  rollback(account: Account): void {
    if (this.#holder !== account) return;
    if (this.isHeldBy(account)) this.#db.exec("ROLLBACK");
    this.#holder = null;
  }

  /** In a sentence, what failed. */
  problem(error: unknown): string {
    return this.#db.isOpen ? problemOf(this.path, error) : `the store ${this.path} has been closed`;
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }
}
