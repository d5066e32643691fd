import { describe, expect, test } from "vitest";
import type { Nearest } from "../../runtime/explain/explanation.ts";
import type { CallRecord } from "../../runtime/record/record.ts";
import { Chance } from "../property/random.ts";
import { play, type Play } from "./play.ts";

const ENV = `env bank {
  tool balance() -> number
  tool read(path: text) -> text
  tool pay(to: text, amount: number, note: text?, fast: bool?)
  tool move(steps: int)
  untrusted results of read
  secret    results of balance
}
`;

const policy = (...rules: string[]): string => `${ENV}
privilege teller over bank {
  allow balance, read
  ${rules.join("\n  ")}
}
guard assistant over bank { propose agent else tell "No." obey teller }
`;

async function nearest(rules: string[], args: Record<string, unknown>, { tool = "pay", before = (_: Play): void => undefined } = {}): Promise<Nearest> {
  const played = await play(policy(...rules));
  played.session.prompt("Pay anna.");
  before(played);
  const { nearest } = played.explained(played.call(tool, args));
  return nearest;
}

const texts = ({ changes }: Nearest): string[] => changes.map((set) => set.map(({ text }) => text).join(", and "));

describe("one change", () => {
  test.each([
    [["allow pay when amount in 1..500"], { to: "x", amount: 900 }, ["`amount` at most 500, where it is 900"]],
    [["allow pay when amount in 1..500"], { to: "x", amount: -3 }, ["`amount` at least 1, where it is -3"]],
    [["allow pay when amount < 500"], { to: "x", amount: 900 }, ["`amount` at most 499.99, where it is 900"]],
    [['allow pay when to == "anna" or to == "bert"'], { to: "x", amount: 1 }, ['`to` "anna", where it is "x"', '`to` "bert", where it is "x"']],
    [["allow pay when note is missing"], { to: "x", amount: 1, note: "gift" }, ["without `note`"]],
    [["allow pay", "forbid pay when fast"], { to: "x", amount: 1, fast: true }, ["`fast` false, where it is true"]],
    [["allow pay when to from prompt"], { to: "mallory", amount: 1 }, ["`to` out of the prompt"]],
    [["allow pay", 'forbid pay when to matches "m.*"'], { to: "mallory", amount: 1 }, ['`to` not as the pattern "m.*" says']],
    [["allow pay when once[10min] returned balance"], { to: "x", amount: 1 }, ["after `balance` has returned in the last 10 min"]],
    [["allow pay when once[this turn] call read"], { to: "x", amount: 1 }, ["after a call of `read` in this turn"]],
  ] as const)("%j %j", async (rules, args, expected) => {
    const found = await nearest([...rules], args);
    expect(found.verdict).toBe("allow");
    expect(texts(found)).toEqual(expected);
  });

  test("of a whole number is a whole number", async () => {
    expect(texts(await nearest(["allow move when steps < 10"], { steps: 12 }, { tool: "move" }))).toEqual(["`steps` at most 9, where it is 12"]);
  });

  test("waiting, where a count is full", async () => {
    const before = ({ call }: Play): void => { for (let i = 0; i < 3; i++) call("pay", { to: "x", amount: 1 }); };
    expect(texts(await nearest(["allow pay", "forbid pay when calls(pay, 1min) > 3"], { to: "x", amount: 1 }, { before }))).toEqual(["when `calls(pay, 1min) > 3` does not hold any more"]);
  });
});

test("the fewest changes, each of which is needed", async () => {
  expect(texts(await nearest(["allow pay when amount in 1..500 and to from prompt", "forbid pay when fast"], { to: "mallory", amount: 900, fast: true }))).toEqual([
    "`amount` at most 500, where it is 900, and `fast` false, where it is true, and `to` out of the prompt",
  ]);
});

test("what a person would be asked, where nothing would be allowed", async () => {
  expect(await nearest(["ask pay when amount in 1..500"], { to: "x", amount: 900 })).toMatchObject({ verdict: "ask", changes: [[{ argument: "amount", value: 500 }]] });
  expect(await nearest(["forbid pay"], { to: "x", amount: 900 })).toEqual({ verdict: null, changes: [] });
});

test("a bound that is secret is not told", async () => {
  const before = ({ call }: Play): void => { call("balance", {}, 1810.55); };
  const found = await nearest(["allow pay when amount in 0..10000 and amount <= latest balance"], { to: "x", amount: 5000 }, { before });
  expect(JSON.stringify(found)).not.toContain("1810");
  expect(texts(found)).toEqual(["`amount` 0, where it is 5000", "when `amount <= latest balance` holds"]);
});

/** Rules that bound the same few arguments, with totals and counts beside them. */
function randomPolicy(c: Chance): string {
  const number = (): number => c.pick([1, 5, 10, 50, 100]);
  const word = (): string => c.pick(['"anna"', '"bert"', '"carl"']);
  const part = (): string => c.pick([
    () => `amount <= ${number()}`, () => `amount > ${number()}`, () => `to == ${word()}`, () => `not (to == ${word()})`, () => "fast", () => "note is missing", () => `(note is missing or note == ${word()})`,
    () => `(to == ${word()} or amount < ${number()})`, () => `(fast implies amount < ${number()})`, () => "(once[1h] call read)",
  ])();
  const when = (): string => Array.from({ length: 1 + c.below(2) }, part).join(" and ");
  const grants = Array.from({ length: 1 + c.below(2) }, () => `allow pay when amount in 0..${number()} and ${when()}${c.is(0.3) ? `\n    else ask when amount in 0..${number()} and ${when()}` : ""}`);
  const forbids = Array.from({ length: c.below(3) }, () => `forbid pay when ${c.pick([when, () => `total(pay.amount, 1h) > ${number()}`, () => `calls(pay, 1h) > ${2 + c.below(3)}`])()}`);
  return policy(...grants, ...forbids);
}

test("what is said to be allowed is allowed, and every record is judged again as it was", async () => {
  const found = { values: 0, refused: 0 };
  for (let seed = 1; seed <= 12; seed++) {
    const c = new Chance(seed);
    const text = randomPolicy(c);
    const played = await play(text);
    if (c.is(0.5)) played.call("read", { path: "x" });
    const calls = Array.from({ length: 15 }, () => ({ to: c.pick(["anna", "bert", "carl", "x"]), amount: c.pick([-1, 0, 1, 4, 7, 20, 60, 200]), ...(c.is(0.5) && { fast: c.is(0.5) }), ...(c.is(0.4) && { note: c.pick(["anna", "x"]) }) }));
    for (const [i, args] of calls.entries()) {
      const decision = played.call("pay", args);
      const { notes, nearest } = played.explained(decision);
      expect(notes, `seed ${seed}: ${JSON.stringify(args)}`).toEqual([]);
      if (decision.verdict === "forbid") found.refused++;
      const only = nearest.changes.filter((set) => set.every((one) => "value" in one));
      if (only.length === 0 || i % 3 !== 0) continue;
      for (const set of only) {
        found.values++;
        const changed: Record<string, unknown> = { ...args };
        for (const { argument, value } of set) if (value === null) delete changed[argument!]; else changed[argument!] = value;
        const again = await play(text);
        for (const { tool } of played.records.slice(0, 1) as CallRecord[]) if (tool === "read") again.call("read", { path: "x" });
        for (const before of calls.slice(0, i)) again.call("pay", before);
        expect(again.call("pay", changed).verdict, `seed ${seed}: ${JSON.stringify(args)} → ${JSON.stringify(changed)}\n${text}`).toBe(nearest.verdict);
      }
    }
  }
  expect(found.refused).toBeGreaterThan(50);
  expect(found.values).toBeGreaterThan(20);
}, 300_000);
