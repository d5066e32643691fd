import { describe, expect, test } from "vitest";
import { compileText } from "../../runtime/files/load.ts";
import { loadGuard, openGuard } from "../../runtime/guard/guard.ts";
import { BANK, guardOf, rules } from "./policy.ts";

/** What a published guard for agents was found to permit. */
describe("these are not permitted here", () => {
  test("a call that leaves out the argument its allow rule is about", async () => {
    const guard = await guardOf(rules("allow pay when to == \"me\"", "allow pay when note == \"rent\""));
    expect(guard.decide({ tool: "pay", arguments: { amount: 1 } }).verdict).toBe("forbid");
    expect(guard.decide({ tool: "pay", arguments: { to: "you", amount: 1 } }).verdict).toBe("forbid");
    expect(guard.decide({ tool: "pay", arguments: { to: "you", amount: 1, note: "rent" } }).verdict).toBe("allow");
  });

  test("a text that merely contains the permitted one", async () => {
    const guard = await guardOf(rules("allow pay when to == \"bob@corp.internal\""));
    const verdicts = ["bob@corp.internal", "bob@corp.internal.evil.com", "xbob@corp.internal", "bob@corp.internal\n", "BOB@corp.internal"].map((to) => guard.decide({ tool: "pay", arguments: { to, amount: 1 } }).verdict);
    expect(verdicts).toEqual(["allow", "forbid", "forbid", "forbid", "forbid"]);
  });

  test("a pattern that is found somewhere in the text", async () => {
    const guard = await guardOf(rules("allow pay when to matches \"[a-z]+@corp\\\\.internal\""));
    const verdicts = ["bob@corp.internal", "bob@corp.internal.evil.com", "x bob@corp.internal", "bob@corp.internal\n"].map((to) => guard.decide({ tool: "pay", arguments: { to, amount: 1 } }).verdict);
    expect(verdicts).toEqual(["allow", "forbid", "forbid", "forbid"]);
  });

  test.each([
    ["a look-ahead that an analysis cannot see through", "(?!evil).*"], ["a back-reference", "(a+)\\\\1"],
  ])("%s: the file does not compile", async (_, source) => {
    await expect(compileText("a.pol", rules(`allow pay when to matches "${source}"`))).rejects.toThrow("this pattern cannot be used");
  });

  test("a condition on an object: it is of the object's own fields, and is missing where they are", async () => {
    const guard = await guardOf(rules("allow split when all line in lines: line.amount in 0.01..5"));
    expect([[{ to: "a", amount: 1 }], [{ to: "a", amount: 9 }], [{ to: "a" }], "x"].map((lines) => guard.decide({ tool: "split", arguments: { lines } }).verdict)).toEqual(["allow", "forbid", "forbid", "forbid"]);
  });

  test("a rule that a run adds, with a stranger's value in it: rules do not change while they run", async () => {
    const guard = await guardOf(rules("allow pay when to == \"me\""));
    expect(Object.keys(guard.toolSession()).concat(Object.getOwnPropertyNames(Object.getPrototypeOf(guard.toolSession()))).filter((name) => /rule|policy|update|allow/i.test(name))).toEqual([]);
  });

  test("anything, where no policy is loaded or none is obeyed", async () => {
    await expect(loadGuard("nowhere.pol")).rejects.toThrow("there is no file nowhere.pol");
    await expect(compileText("a.pol", BANK).then((bundle) => openGuard(bundle))).rejects.toThrow("a.pol declares no guard");
    const text = rules("allow anything").replace("obey teller", "");
    const guard = await guardOf(text);
    expect(guard.decide({ tool: "balance" }).verdict).toBe("forbid");
  });

  test.each([["allow pay", "forbid pay when amount > 5"], ["forbid pay when amount > 5", "allow pay"], ["allow anything", "forbid pay when amount > 5"]])("what one rule allows and another forbids: %s, %s", async (...lines) => {
    expect((await guardOf(rules(...lines))).decide({ tool: "pay", arguments: { to: "me", amount: 6 } }).verdict).toBe("forbid");
  });
});
