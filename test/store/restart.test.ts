import { describe, expect, test } from "vitest";
import { openStore } from "../../runtime/store/store.ts";
import { bank, BUDGET, guardOf, play, storePath, verdicts } from "./bank.ts";

const DAY = 24 * 3600;

describe("what happened outlives", () => {
  test("the process: a day's allowance is a day's", async () => {
    const path = storePath();
    const first = await guardOf(BUDGET, path), before = play(first);
    expect(verdicts(before.pay(60), before.pay(30), before.pay(30))).toEqual(["allow", "allow", "forbid"]);
    await first.dispose();
    const after = play(await guardOf(BUDGET, path), { now: 1060 });
    expect(verdicts(after.pay(11), after.pay(10), after.pay(0.01))).toEqual(["forbid", "allow", "forbid"]);
    after.at(1000 + DAY + 1);
    expect(verdicts(after.pay(90), after.pay(1))).toEqual(["allow", "forbid"]);
  });

  test("the policy: another one counts what was granted under the first, arguments and answers too", async () => {
    const path = storePath();
    const first = await guardOf(bank("allow pay when amount in 0..100"), path), before = play(first);
    before.pay(40, "bert");
    before.read("bill", "carla");
    await first.dispose();
    const after = play(await guardOf(bank("allow pay when amount in 0..100 and latest read(path: \"bill\") == to", "forbid pay when total(pay.amount, 24h) > 100", "forbid pay when calls(pay, 1h) > 3"), path));
    expect(verdicts(after.pay(50, "dora"), after.pay(50, "carla"), after.pay(11, "carla"), after.pay(1, "carla"), after.pay(1, "carla"))).toEqual(["forbid", "allow", "forbid", "allow", "forbid"]);
  });

  test("the session, with a store as without one; another principal's is another's", async () => {
    const guard = await guardOf(BUDGET, storePath());
    expect(verdicts(play(guard).pay(100), play(guard).pay(1), play(guard, { principal: "bert" }).pay(100), play(guard, { principal: null }).pay(100), play(guard, { principal: null }).pay(1))).toEqual(["allow", "forbid", "allow", "allow", "forbid"]);
  });

  test("a clock that stepped back over the restart is not believed", async () => {
    const path = storePath();
    const first = await guardOf(BUDGET, path);
    play(first).pay(1);
    await first.dispose();
    expect(play(await guardOf(BUDGET, path), { now: 999 }).pay(1)).toMatchObject({ verdict: "forbid", reason: "the clock has stepped back" });
  });
});

describe("a question that nobody answered", () => {
  const ASKS = bank("allow pay when amount in 0..20", "ask pay when amount in 20.01..100", "forbid pay when total(pay.amount, 24h) > 100");

  test("is reserved after a crash, until its window has passed", async () => {
    const path = storePath();
    const first = await guardOf(ASKS, path), before = play(first);
    expect(before.pay(90).verdict).toBe("ask");
    await first.dispose();
    const after = play(await guardOf(ASKS, path), { now: 1060 });
    expect(verdicts(after.pay(20), after.pay(10))).toEqual(["forbid", "allow"]);
    after.at(1000 + DAY + 1);
    expect(verdicts(after.pay(20))).toEqual(["allow"]);
  });

  test("that somebody declined is not", async () => {
    const path = storePath();
    const first = await guardOf(ASKS, path), before = play(first);
    before.session.answer(before.pay(90), "declined");
    before.session.answer(before.pay(30), "approved");
    await first.dispose();
    const after = play(await guardOf(ASKS, path), { now: 1060 });
    expect(verdicts(after.pay(20), after.pay(71), after.pay(50))).toEqual(["allow", "forbid", "ask"]);
  });
});

describe("turns", () => {
  const ONCE = bank("allow pay when amount in 0..9 and calls(pay, 1h) < 100", "forbid pay when (once[this turn] call read) and amount > 1");

  test("belong to one session, also after a restart and beside others", async () => {
    const path = storePath();
    const first = await guardOf(ONCE, path), [one, two] = [play(first), play(first)];
    one.read("x");
    expect(verdicts(one.pay(2), two.pay(2))).toEqual(["forbid", "allow"]);
    two.read("y");
    one.session.prompt();
    expect(verdicts(one.pay(2), two.pay(2))).toEqual(["allow", "forbid"]);
    await first.dispose();
    const after = await guardOf(ONCE, path);
    expect(verdicts(play(after).pay(2))).toEqual(["allow"]);
  });
});

describe("what is too old", () => {
  test("is pruned, in commits that are made anyway; a window that would need it is unknown until it has passed", async () => {
    const path = storePath(), store = openStore(path, { keep: 0, sync: "normal" });
    const hour = bank("allow pay when amount in 0..9", "forbid pay when total(pay.amount, 1h) > 1000"), day = bank("allow pay when amount in 0..9", "forbid pay when total(pay.amount, 24h) > 1000");
    const before = play(await guardOf(hour, store));
    for (let i = 0; i < 2000; i++) {
      before.at(1000 + 10 * i);
      expect(before.pay(1).verdict).toBe("allow");
    }
    store.close();
    const again = openStore(path, { keep: 0 });
    const account = again.account("bank", "anna", Infinity);
    account.begin();
    let entries = 0;
    const { lost } = account.load(Infinity, () => (entries += 1) > 0);
    account.rollback();
    expect(entries).toBeLessThan(1000);
    expect(entries).toBeGreaterThanOrEqual(360);
    const after = play(await guardOf(day, again), { now: 21_000 });
    expect(after.pay(1)).toMatchObject({ verdict: "forbid", reason: expect.stringContaining("unknown") });
    after.at(lost!.time + DAY);
    expect(after.pay(1).verdict).toBe("forbid");
    after.at(lost!.time + DAY + 1);
    expect(after.pay(1).verdict).toBe("allow");
  });

  test("is kept for a month, unless the store is told otherwise", async () => {
    const path = storePath(), store = openStore(path, { sync: "normal" });
    const before = play(await guardOf(bank("allow pay when amount in 0..9"), store));
    for (let i = 0; i < 600; i++) {
      before.at(1000 + DAY * (i / 10));
      before.pay(1);
    }
    const account = store.account("bank", "anna", 0);
    account.begin();
    let entries = 0;
    account.load(Infinity, () => (entries += 1) > 0);
    expect(entries).toBeGreaterThanOrEqual(310);
    expect(entries).toBeLessThan(600);
    account.rollback();
    store.close();
  });

  test("more than the capacity is unknown", async () => {
    const path = storePath();
    const first = await guardOf(BUDGET, path), before = play(first, { capacity: 3 });
    expect(verdicts(...[1, 1, 1].map((amount) => before.pay(amount)))).toEqual(["allow", "allow", "allow"]);
    expect(verdicts(before.pay(1), before.pay(1))).toEqual(["allow", "forbid"]);
    await first.dispose();
    const after = await guardOf(BUDGET, path);
    expect(verdicts(play(after, { capacity: 3 }).pay(1))).toEqual(["forbid"]);
    await after.dispose();
    expect(verdicts(play(await guardOf(BUDGET, path)).pay(1))).toEqual(["allow"]);
  });
});
