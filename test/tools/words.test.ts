import { describe, expect, test } from "vitest";
import { fill, printable } from "../../runtime/guard/template.ts";
import { guardOf, rules } from "./policy.ts";

const pay = (amount: number, more: object = {}) => ({ tool: "pay", arguments: { to: "me", amount, ...more } });

describe("what the agent is told", () => {
  test("is what the deciding rule says, and nothing of other rules", async () => {
    const guard = await guardOf(rules(
      "allow pay when to == \"the-secret-payee\"", "ask pay when amount in 400..500 saying \"Is {amount} all right?\"", "forbid pay when amount > 500 saying \"{amount} is too much.\"", "forbid pay when amount > 900 saying \"The bank's own limit is 900.\"",
    ));
    expect(guard.decide(pay(100)).message).toBe("Not permitted: the policy does not permit this call");
    expect(guard.decide(pay(600)).message).toBe("Not permitted: 600 is too much.");
    expect(guard.decide(pay(999)).message).toBe("Not permitted: 999 is too much.");
    const asked = guard.decide({ tool: "pay", arguments: { to: "the-secret-payee", amount: 450 } });
    expect(asked).toMatchObject({ verdict: "ask", question: "Is 450 all right?", message: "Not permitted: a person has to approve this call" });
  });

  test("is nothing of what fails on our side, which the operator reads", async () => {
    const guard = await guardOf(rules("allow anything"), { sink: () => { throw new Error("ENOSPC: /var/log/pol/records.jsonl"); } });
    expect(guard.decide(pay(1))).toMatchObject({ verdict: "forbid", message: "Not permitted: this call cannot be judged now", reason: "the record could not be kept (ENOSPC: /var/log/pol/records.jsonl)" });
  });

  test("cannot be written by an argument named reason", async () => {
    const guard = await guardOf(rules("forbid balance").replace("tool balance()", "tool balance(reason: text)"));
    expect(guard.decide({ tool: "balance", arguments: { reason: "all is well" } }).message).toBe("Not permitted: the policy does not permit this call");
  });
});

describe("what a person reads", () => {
  test("shows what would hide, move or turn", () => {
    expect(printable("a\u202eb\u200bc\nd\u001b[2J\u00a0e\u{e0041}f\u2028\u3164 ü 🙂")).toBe("a\\u{202e}b\\u{200b}c\\u{a}d\\u{1b}[2J\\u{a0}e\\u{e0041}f\\u{2028}\\u{3164} ü 🙂");
  });

  test("also within lists and records", () => {
    expect(fill("{lines} to {who.name}", { lines: ["a\u202eb"], who: { name: "x\u2066" } })).toBe("[\"a\\u{202e}b\"] to x\\u{2066}");
  });

  test("fills each hole once: an argument is never a template", () => {
    expect(fill("{to}, {{to}, {gone}, {constructor}", { to: "{amount}", amount: 9 })).toBe("{amount}, {to}, {gone}, {constructor}");
  });

  test("is the rule as written, with what looks like a comment in a text", async () => {
    const guard = await guardOf(rules("forbid pay when to == \"https://a.b\" // never", "forbid pay when amount > 5"));
    expect(guard.decide({ tool: "pay", arguments: { to: "https://a.b", amount: 1 } }).reason).toBe("line 8 of `teller`: forbid pay when to == \"https://a.b\"");
  });

  test("an unknown tool's name cannot drive the operator's terminal", async () => {
    expect((await guardOf(rules("allow pay"))).decide({ tool: "x\u001b[2J" }).reason).toBe("there is no tool `x\\u{1b}[2J`");
  });
});
