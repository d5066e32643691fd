import { expect, test } from "vitest";
import { costs } from "../../compiler/analyze/cost.ts";
import { BANK, ROAD } from "../../compiler/diagnostics/fixtures.ts";
import { analyze, type Host } from "../../compiler/program.ts";

const host: Host = { readText: () => undefined, exists: () => false };
const costOf = (text: string) => costs(analyze({ path: "a.pol", text }, host).program)[0];

test("a look-ahead's bound grows with its horizon, and with nothing else", () => {
  const look = (within: string) => costOf(`${ROAD}spec apart over road = always gap > 2m\nguard g over road { propose brake else brake foresee brake until speed <= 0[m/s] within ${within} keeps apart }\n`)!.operations;
  const [one, two, three] = [look("1s"), look("2s"), look("3s")];
  expect(three - two).toBe(two - one);
  expect(two - one).toBeGreaterThan(0);
});

test("a tool's bound is that of its own rules and of those for anything", () => {
  const rules = (n: number) => `${BANK}privilege p over bank {\n${"  forbid get_balance\n".repeat(n)}  allow send when amount in 0..5\n}\nguard g over bank { propose agent else tell "No." obey p }\n`;
  expect(costOf(rules(1))!.operations).toBe(costOf(rules(50))!.operations);
});

const asked = (rule: string) => costOf(`${BANK}privilege p over bank {\n  allow send when amount in 0..5\n  forbid send when ${rule}\n}\nguard g over bank { propose agent else tell "No." obey p }\n`)!;

test("what is looked up costs no look at each event, however many are kept", () => {
  for (const rule of ["calls(send, 1h) > 9", "total(send.amount, 24h) > 9", "once[1h] call send(to: to)", "not once[1h] returned get_balance", "historically[1h] not call send(to: to, amount: amount)"])
    expect(asked(rule), rule).toMatchObject({ events: 100_000, operations: expect.toSatisfy((n: number) => n < 200) });
});

test("a look at each event costs that, and one within another leaves fewer events to look at", () => {
  const each = asked("once[1h] (call send and amount > 3)"), nested = asked("historically[1h] once[1h] (returned get_balance or amount > 3)");
  expect(each.events).toBe(100_000);
  expect(each.operations).toBeGreaterThan(100_000);
  expect(nested.events).toBe(1000);
  expect(nested.operations).toBeGreaterThan(1_000_000);
});
