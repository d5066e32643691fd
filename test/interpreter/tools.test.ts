import { describe, expect, test } from "vitest";
import { judge } from "../../runtime/interpreter/tools.ts";
import { arg, e, privilege, program, rule, teller } from "./build.ts";

const small = e("le", arg("amount", "num"), 100);
const mine = e("eq", arg("to", "text"), { op: "text", t: "text", value: "me" });
const verdict = (...rules: ReturnType<typeof rule>[]) => judge(teller(privilege("p", ...rules)), "g");

describe("one privilege", () => {
  test.each([
    ["nothing said", [], "forbid"],
    ["allow", [rule("allow", "pay")], "allow"],
    ["any tool", [rule("allow", null)], "allow"],
    ["another tool", [rule("allow", "read")], "forbid"],
    ["ask beats allow", [rule("allow", "pay"), rule("ask", "pay")], "ask"],
    ["forbid beats ask, in any order", [rule("forbid", "pay"), rule("ask", "pay"), rule("allow", null)], "forbid"],
  ] as const)("%s", (_, rules, expected) => expect(verdict(...rules)("pay", {}).verdict).toBe(expected));

  test.each([[{ amount: 5 }, "allow", "ask", "forbid"], [{ amount: 500 }, "forbid", "allow", "allow"], [{ amount: "5" }, "forbid", "ask", "forbid"], [{}, "forbid", "ask", "forbid"]] as const)(
    "a condition on %j", (args, allow, ask, forbid) => {
      expect(verdict(rule("allow", "pay", small))("pay", args).verdict).toBe(allow);
      expect(verdict(rule("allow", "pay"), rule("ask", "pay", small))("pay", args).verdict).toBe(ask);
      expect(verdict(rule("allow", "pay"), rule("forbid", "pay", small))("pay", args).verdict).toBe(forbid);
    });

  test.each([
    [{ amount: 5, to: "you" }, "allow", "allow"], [{ amount: 500, to: "me" }, "ask", "ask"], [{ amount: 500, to: "you" }, "ask", "forbid"],
    [{ to: "you" }, "ask", "forbid"], [{ amount: 500 }, "ask", "ask"], [{}, "ask", "ask"],
  ] as const)("allow … else ask of %j", (args, always, mineOnly) => {
    expect(verdict(rule("allow", "pay", small, { elseAsk: null }))("pay", args).verdict).toBe(always);
    expect(verdict(rule("allow", "pay", small, { elseAsk: mine }))("pay", args).verdict).toBe(mineOnly);
  });
});

test("a tool the env has not is forbidden, whatever is allowed", () => {
  const decide = verdict(rule("allow", null));
  for (const tool of ["steal", "constructor", "__proto__"]) expect(decide(tool, {})).toEqual({ verdict: "forbid", rule: null, stop: false, saying: null, matched: [] });
});

describe("several privileges", () => {
  const allows = privilege("a", rule("allow", null)), asks = privilege("b", rule("ask", "pay", null, { saying: "Pay?" })), silent = privilege("c");
  test("the worst wins, each forbidding by default", () => {
    expect(judge(teller(allows, asks), "g")("pay", {}).verdict).toBe("ask");
    expect(judge(teller(allows, asks), "g")("read", {})).toMatchObject({ verdict: "forbid", rule: null });
    expect(judge(teller(allows, silent), "g")("pay", {})).toMatchObject({ verdict: "forbid", rule: null, matched: [{ privilege: "a", index: 0 }] });
    expect(judge(teller(), "g")("pay", {})).toMatchObject({ verdict: "forbid", rule: null });
  });
});

test("the deciding rule is the first that said so; any of those may stop the run", () => {
  const first = privilege("a", rule("allow", "pay"), rule("forbid", "pay", small, { saying: "no" }));
  const second = privilege("b", rule("forbid", null, null, { thenStop: true, saying: "never" }), rule("ask", null, null, { thenStop: true }));
  expect(judge(teller(first, second), "g")("pay", { amount: 1 })).toEqual({
    verdict: "forbid", rule: { privilege: "a", index: 1 }, stop: true, saying: "no",
    matched: [
      { privilege: "a", index: 0, effect: "allow", definite: true }, { privilege: "a", index: 1, effect: "forbid", definite: true },
      { privilege: "b", index: 0, effect: "forbid", definite: true }, { privilege: "b", index: 1, effect: "ask", definite: true },
    ],
  });
  expect(judge(teller(first), "g")("pay", {})).toMatchObject({ verdict: "forbid", stop: false, matched: [{}, { definite: false }] });
});

test("what is not there is our fault", () => {
  expect(() => judge(program(), "g")).toThrow("unverified IR: no guard g");
  const other = teller();
  expect(() => judge({ ...other, guards: [{ ...other.guards[0]!, obeys: ["gone"] } as never] }, "g")).toThrow("no privilege gone");
});
