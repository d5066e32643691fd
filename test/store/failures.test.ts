import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, onTestFinished, test } from "vitest";
import { Refusal } from "../../runtime/refusal.ts";
import type { DecisionRecord } from "../../runtime/record/record.ts";
import { openStore, Store } from "../../runtime/store/store.ts";
import { bank, BUDGET, guardOf, play, storePath, verdicts } from "./bank.ts";

/** A store in which anna has paid 1 so many times. */
async function paid(times: number): Promise<string> {
  const path = storePath();
  const guard = await guardOf(BUDGET, path), one = play(guard);
  for (let i = 0; i < times; i++) one.pay(1);
  await guard.dispose();
  return path;
}

/** Makes a store another by SQL. */
function change(path: string, sql: string): void {
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
}

const FORBIDS = { verdict: "forbid", message: "No.", reason: expect.stringContaining("store") };

describe("a file that is no store is refused before anything runs", () => {
  test("what is no database", async () => {
    const path = storePath();
    writeFileSync(path, "not a database, but long enough to be taken for one".repeat(100));
    await expect(guardOf(BUDGET, path)).rejects.toThrow(new Refusal(`the store ${path} is not a store of Pol`));
  });

  test("another program's database", async () => {
    const path = storePath();
    change(path, "CREATE TABLE entries (id INTEGER)");
    await expect(guardOf(BUDGET, path)).rejects.toThrow(new Refusal(`${path} is a database, but not a store of Pol`));
  });

  test("a store of another format", async () => {
    const path = await paid(1);
    change(path, "PRAGMA user_version = 7");
    await expect(guardOf(BUDGET, path)).rejects.toThrow(/format 7/);
  });

  test("a folder, and what is in none", async () => {
    const path = storePath();
    await expect(guardOf(BUDGET, dirname(path))).rejects.toThrow(Refusal);
    await expect(guardOf(BUDGET, join(dirname(path), "none", "history.db"))).rejects.toThrow(Refusal);
  });

  test("the store of a guard over actions", async () => {
    const text = "env e at 10Hz {\n  observe x: number in 0..1\n  act y: number in 0..1 default 0\n}\ncontroller c over e { y = 0 }\nguard g over e {\n  propose c\n  else c\n}\n";
    await expect(guardOf(text, storePath())).rejects.toThrow(/guards actions/);
  });
});

describe("a store that is damaged permits nothing", () => {
  test("a page in the middle", async () => {
    const path = await paid(2);
    change(path, "PRAGMA wal_checkpoint(TRUNCATE)");
    const bytes = readFileSync(path);
    for (let i = 3 * 4096; i < bytes.length; i++) bytes[i]! ^= 0x5a;
    writeFileSync(path, bytes);
    expect(play(await guardOf(BUDGET, path)).pay(1)).toMatchObject(FORBIDS);
  });

  test.each([
    ["an amount that was changed", "UPDATE entries SET args = '{\"to\":\"bert\",\"amount\":0}' WHERE id = 2"],
    ["an entry that is missing", "DELETE FROM entries WHERE id = 2"],
    ["the first one", "DELETE FROM entries WHERE id = 1"],
    ["an entry of another account", "UPDATE entries SET account = account + 1"],
    ["a time that steps back", "UPDATE entries SET time = 2000 WHERE id = 1"],
    ["a table that is gone", "DROP TABLE entries"],
  ])("%s", async (_, sql) => {
    const path = await paid(3);
    change(path, `PRAGMA foreign_keys = OFF; ${sql}`);
    const guard = await guardOf(BUDGET, path).catch((error: unknown) => error as Error);
    if (guard instanceof Error) expect(guard).toBeInstanceOf(Refusal);
    else expect(play(guard).pay(1)).toMatchObject(FORBIDS);
  });

  test("a file that was cut off", async () => {
    const path = await paid(200);
    change(path, "PRAGMA wal_checkpoint(TRUNCATE)");
    truncateSync(path, 3 * 4096);
    const guard = await guardOf(BUDGET, path).catch((error: unknown) => error as Error);
    if (guard instanceof Error) expect(guard).toBeInstanceOf(Refusal);
    else expect(play(guard).pay(1)).toMatchObject(FORBIDS);
  });
});

describe("a store that fails while it is used", () => {
  test("is closed", async () => {
    const store = openStore(storePath()), one = play(await guardOf(BUDGET, store));
    expect(one.pay(1).verdict).toBe("allow");
    store.close();
    expect(one.pay(1)).toMatchObject({ verdict: "forbid", reason: expect.stringContaining("has been closed") });
  });

  test("is held by somebody else: nothing is judged until it is free", async () => {
    const path = storePath(), one = play(await guardOf(BUDGET, openStore(path, { wait: 50 })));
    expect(one.pay(1).verdict).toBe("allow");
    const other = new DatabaseSync(path);
    other.exec("BEGIN IMMEDIATE");
    expect(one.pay(1)).toMatchObject({ verdict: "forbid", reason: `the store ${path} is in use by another process` });
    other.exec("ROLLBACK");
    other.close();
    expect(one.pay(1).verdict).toBe("allow");
  });

  test("is full: the decision is no, its record says why, and what was granted before still counts", async () => {
    const path = storePath();
    openStore(path).close();
    const db = new DatabaseSync(path), records: DecisionRecord[] = [];
    db.exec("PRAGMA journal_mode = WAL");
    const store = new Store(path, db, 0);
    onTestFinished(() => store.close());
    const one = play(await guardOf(bank("allow pay when amount in 0..100", "forbid pay when calls(pay, 24h) > 1000"), store, { sink: (record) => { records.push(record); } }));
    expect(one.pay(1).verdict).toBe("allow");
    const { page_count: pages } = db.prepare("PRAGMA page_count").get() as { page_count: number };
    db.exec(`PRAGMA max_page_count = ${pages + 4}`);
    let granted = 1, refused = 0;
    for (let i = 0; i < 100; i++) {
      const { verdict, reason } = one.session.decide({ tool: "pay", arguments: { to: "bert", amount: 1, note: "x".repeat(1000) } });
      if (verdict === "allow") granted++;
      else {
        refused++;
        expect(reason).toBe(`the call could not be kept (the store ${path} is full, or its disk is)`);
      }
    }
    expect(refused).toBeGreaterThan(50);
    expect(granted).toBeGreaterThan(2);
    expect(records.map((record) => (record as { verdict: string }).verdict).filter((verdict) => verdict === "allow")).toHaveLength(granted);
    expect(records).toHaveLength(101);
    db.exec("PRAGMA max_page_count = 100000");
    expect(one.pay(1).verdict).toBe("allow");
    expect((db.prepare("SELECT count(*) AS n FROM entries").get() as { n: number }).n).toBe(granted + 1);
  });

  test("an answer that could not be kept is kept before anything else is judged", async () => {
    const path = storePath(), one = play(await guardOf(bank("allow pay when amount <= 5 and amount >= 0", "forbid pay when once[1h] returned read"), openStore(path, { wait: 50 })));
    const asked = one.read("x");
    const other = new DatabaseSync(path);
    other.exec("BEGIN IMMEDIATE");
    one.session.returned(asked, "an answer");
    expect(one.pay(1).verdict).toBe("forbid");
    other.exec("ROLLBACK");
    expect(one.pay(1)).toMatchObject({ verdict: "forbid", reason: expect.stringContaining("once[1h] returned read") });
    other.close();
  });

  test("a question that could not be settled is still reserved, and settled as soon as it can be", async () => {
    const path = storePath(), one = play(await guardOf(bank("allow pay when amount in 0..20", "ask pay when amount in 20.01..100", "forbid pay when total(pay.amount, 24h) > 100"), openStore(path, { wait: 50 })));
    const asked = one.pay(90);
    const other = new DatabaseSync(path);
    other.exec("BEGIN IMMEDIATE");
    expect(one.session.answer(asked, "declined").permitted).toBe(false);
    other.exec("ROLLBACK");
    expect(verdicts(one.pay(20), one.pay(20))).toEqual(["allow", "allow"]);
    other.close();
  });

  test("a call whose record is lost has not happened", async () => {
    let isLost = true;
    const path = storePath(), one = play(await guardOf(BUDGET, path, { sink: () => { if (isLost) throw new Error("disk full"); } }));
    expect(one.pay(100).verdict).toBe("forbid");
    isLost = false;
    expect(verdicts(one.pay(100), one.pay(1))).toEqual(["allow", "forbid"]);
  });

  test("a record may lead to another decision, whatever the first one was", async () => {
    const path = storePath(), inner: string[] = [];
    let other: ReturnType<typeof play> | undefined;
    const guard = await guardOf(BUDGET, path, { sink: () => {
      const next = other;
      other = undefined;
      if (next !== undefined) inner.push(next.pay(40).verdict);
    } });
    const one = play(guard), bert = play(guard, { principal: "bert" });
    other = one;
    expect(one.pay(60).verdict).toBe("allow");
    other = bert;
    expect(one.pay(1).verdict).toBe("forbid");
    expect(inner).toEqual(["allow", "allow"]);
    await guard.dispose();
    const after = await guardOf(BUDGET, path);
    expect(verdicts(play(after).pay(0.01), play(after, { principal: "bert" }).pay(60), play(after, { principal: "bert" }).pay(1))).toEqual(["forbid", "allow", "forbid"]);
  });

  test.runIf(canBeMounted())("stands on a disk that is full", async () => {
    const folder = mounted("1m");
    const path = join(folder, "history.db"), one = play(await guardOf(BUDGET.replace("> 100", "> 1000000"), openStore(path)));
    expect(one.pay(1).verdict).toBe("allow");
    // All that is left, and a little after the file's own growth.
    try { writeFileSync(join(folder, "filler"), Buffer.alloc(2 << 20)); } catch { /* it is full now */ }
    const full = Array.from({ length: 40 }, () => one.pay(1));
    expect(full.at(-1)).toMatchObject({ verdict: "forbid", reason: expect.stringMatching(/full|written/) });
    rmSync(join(folder, "filler"));
    expect(one.pay(1).verdict).toBe("allow");
    const granted = full.filter(({ verdict }) => verdict === "allow").length + 2;
    const db = new DatabaseSync(path);
    expect((db.prepare("SELECT count(*) AS n FROM entries").get() as { n: number }).n).toBe(granted);
    db.close();
  });
});

test("the file is its owner's alone", async () => {
  expect(statSync(await paid(1)).mode & 0o777).toBe(0o600);
});

function mounted(size: string): string {
  const folder = join(dirname(storePath()), "small");
  mkdirSync(folder);
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder], { stdio: "ignore" });
  onTestFinished(() => { execFileSync("umount", ["-l", folder], { stdio: "ignore" }); });
  return folder;
}

/** Not everybody may mount. */
function canBeMounted(): boolean {
  try {
    execFileSync("unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], { stdio: "ignore" });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}
