import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyze } from "../../compiler/program.ts";
import { compileText } from "../../runtime/files/load.ts";
import { openGuard } from "../../runtime/guard/guard.ts";
import { guardOf, rules } from "./policy.ts";

const RULES = [
  "allow balance", "allow pay when amount in 0.01..500", "allow pay when to == \"me\" else ask when amount in 0.01..5000", "ask pay when note is present",
  "forbid pay when amount > 9000", "forbid pay when note == \"secret\"", "ask anything", "allow split when all line in lines: line.amount in 0.01..100",
  "forbid split when any line in lines: line.to == \"them\"",
];
const CALLS = [
  { tool: "balance", arguments: {} },
  ...[0.01, 500, 501, -1, 9001].flatMap((amount) => [{ to: "me", amount }, { to: "you", amount, note: "secret" }, { to: "you", amount, note: "hi" }].map((args) => ({ tool: "pay", arguments: args }))),
  { tool: "split", arguments: { lines: [] } }, { tool: "split", arguments: { lines: [{ to: "me", amount: 5 }, { to: "them", amount: 5 }] } }, { tool: "nothing", arguments: {} },
];

test("the order of rules does not matter", async () => {
  const verdicts = async (lines: readonly string[]): Promise<string[]> => {
    const guard = await openGuard(await compileText("teller.pol", rules(...lines)));
    try {
      return CALLS.map((call) => guard.decide(call).verdict);
    } finally {
      await guard.dispose();
    }
  };
  const some = fc.subarray(RULES, { minLength: 1 });
  await fc.assert(fc.asyncProperty(some.chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray([...lines], { minLength: lines.length }))), async ([lines, shuffled]) => {
    expect(await verdicts(shuffled)).toEqual(await verdicts(lines));
  }), { numRuns: 25 });
}, 120_000);

describe("unknown never permits", () => {
  // Of `note == "x"`: true, false, and unknown where there is no note.
  test.each([
    ["allow pay when note == \"x\"", "allow", "forbid", "forbid"],
    ["allow pay ask pay when note == \"x\"", "ask", "allow", "ask"],
    ["allow pay forbid pay when note == \"x\"", "forbid", "allow", "forbid"],
    ["allow pay when note == \"x\" else ask", "allow", "ask", "ask"],
    ["allow pay when amount > 100 else ask when note == \"x\"", "ask", "forbid", "ask"],
    ["allow pay when note != \"x\"", "forbid", "allow", "forbid"],
    ["allow pay when not (note == \"x\")", "forbid", "allow", "forbid"],
    ["allow pay when note == \"x\" or amount == 1", "allow", "allow", "allow"],
    ["allow pay when note is present", "allow", "allow", "forbid"],
    ["allow pay when note is missing", "forbid", "forbid", "allow"],
  ])("%s", async (rule, yes, no, unknown) => {
    const guard = await guardOf(rules(rule));
    const verdict = (note?: string): string => guard.decide({ tool: "pay", arguments: { to: "me", amount: 1, ...(note !== undefined && { note }) } }).verdict;
    expect([verdict("x"), verdict("y"), verdict()]).toEqual([yes, no, unknown]);
  });

  test("an unknown condition is named in the reason, a definite one is not", async () => {
    const guard = await guardOf(rules("allow pay", "forbid pay when note == \"x\"", "forbid pay when amount > 5"));
    expect(guard.decide({ tool: "pay", arguments: { to: "me", amount: 1 } }).reason).toBe("line 9 of `teller`: forbid pay when note == \"x\", since something it asks about is unknown");
    expect(guard.decide({ tool: "pay", arguments: { to: "me", amount: 1, note: "x" } }).reason).toBe("line 9 of `teller`: forbid pay when note == \"x\"");
  });
});

describe("an `allow` beside a wider `ask` never decides", () => {
  const text = rules("allow pay when amount in 0..500", "ask   pay when amount in 0..5000");

  test("which is linted", () => {
    const { diagnostics } = analyze({ path: "teller.pol", text }, { readText: () => undefined, exists: () => false });
    expect(diagnostics.filter((d) => d.severity === "warning").map((d) => d.code)).toEqual(["POL0601"]);
  });

  test("and the call is asked about", async () => {
    expect((await guardOf(text)).decide({ tool: "pay", arguments: { to: "me", amount: 5 } })).toMatchObject({ verdict: "ask", canonical: "{\"to\":\"me\",\"amount\":5}" });
  });

  test("the ordered form decides", async () => {
    const guard = await guardOf(rules("allow pay when amount in 0.01..500 else ask when amount in 0.01..5000"));
    const verdicts = [5, 500, 500.01, 5000, 5000.01, 0, -5].map((amount) => guard.decide({ tool: "pay", arguments: { to: "me", amount } }).verdict);
    expect(verdicts).toEqual(["allow", "allow", "ask", "ask", "forbid", "forbid", "forbid"]);
  });
});

describe("what nothing allows is forbidden", () => {
  test.each([["no rule at all", []], ["rules of other tools", ["allow balance"]], ["only a forbid that does not apply", ["forbid pay when amount > 5"]]])("%s", async (_, lines) => {
    expect((await guardOf(rules(...lines))).decide({ tool: "pay", arguments: { to: "me", amount: 1 } })).toMatchObject({
      verdict: "forbid", reason: "no rule allows it", message: "Not permitted: the policy does not permit this call", canonical: null, question: null, stop: false, record: { rule: null },
    });
  });

  test("so is everything where a second privilege is silent", async () => {
    const text = rules("allow anything").replace("obey teller", "obey teller obey strict").concat("privilege strict over bank { allow balance }\n");
    const guard = await guardOf(text);
    expect(guard.decide({ tool: "balance" }).verdict).toBe("allow");
    expect(guard.decide({ tool: "pay", arguments: { to: "me", amount: 1 } }).verdict).toBe("forbid");
  });
});
