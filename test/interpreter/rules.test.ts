import { describe, expect, test } from "vitest";
import { analyze } from "../../compiler/program.ts";
import type { Ir, ProgramIr } from "../../compiler/ir/ir.ts";
import { type Know, rootOf } from "../../runtime/interpreter/facts.ts";
import { judge, type ToolVerdict } from "../../runtime/interpreter/tools.ts";
import { scopeOf, withVariable } from "../../runtime/interpreter/scope.ts";

const ENV = `use std.text
use std.path
env bank {
  tool balance()
  tool pay(to: text, amount: number, note: text?, tags: list<text, 9>?)
}
`;

function programOf(...rules: readonly string[]): ProgramIr {
  return compiled(`${ENV}privilege p over bank {\n  ${rules.join("\n  ")}\n}\nguard g over bank { propose agent else tell "No." obey p }\n`);
}
function compiled(text: string): ProgramIr {
  const { program, diagnostics } = analyze({ path: "bank.pol", text }, { readText: () => undefined, exists: () => false });
  expect(diagnostics.filter((d) => d.severity === "error")).toEqual([]);
  return program;
}
const pay = (program: ProgramIr, args: Record<string, unknown> = {}, know?: Know): ToolVerdict => judge(program, "g")("pay", { to: "x", amount: 5, ...args }, undefined, know);
const rule = (index: number, privilege = "p") => ({ privilege, index });

describe("what the rules say of a call", () => {
  test("each says its own, and the gravest decides", () => {
    const program = programOf("allow pay", "ask pay when amount > 3 saying \"Pay {amount}?\"", "ask pay when amount > 4 saying \"Really?\"", "forbid pay when amount > 5", "forbid pay when amount > 6 then stop", "allow balance");
    expect(pay(program, { amount: 1 })).toEqual({ verdict: "allow", rule: rule(0), stop: false, saying: null, matched: [{ ...rule(0), effect: "allow", definite: true }] });
    expect(pay(program, { amount: 4 })).toMatchObject({ verdict: "ask", rule: rule(1), stop: false, saying: "Pay {amount}?", matched: [rule(0), { ...rule(1), effect: "ask", definite: true }] });
    expect(pay(program)).toMatchObject({ verdict: "ask", rule: rule(1), saying: "Pay {amount}?", matched: [rule(0), rule(1), rule(2)] });
    expect(pay(program, { amount: 6 })).toMatchObject({ verdict: "forbid", rule: rule(3), stop: false, saying: null, matched: [rule(0), rule(1), rule(2), rule(3)] });
    expect(pay(program, { amount: 7 })).toMatchObject({ verdict: "forbid", rule: rule(3), stop: true });
  });

  test("a graver one keeps its say whatever comes after it", () => {
    expect(pay(programOf("forbid pay when amount > 3", "ask pay", "allow pay"))).toMatchObject({ verdict: "forbid", rule: rule(0) });
  });

  test("nothing that speaks for it, and it is forbidden by no rule", () => {
    const none = { verdict: "forbid", rule: null, stop: false, saying: null, matched: [] };
    expect(pay(programOf("allow balance"))).toEqual(none);
    expect(pay(programOf("allow pay when amount > 9"))).toEqual(none);
    expect(judge(programOf("allow anything"), "g")("other", {})).toEqual(none);
  });

  test("a rule of a list of tools is one for each", () => {
    expect(judge(programOf("ask balance, pay"), "g")("balance", {})).toMatchObject({ verdict: "ask", rule: rule(0) });
  });
});

describe("unknown never permits", () => {
  test.each([
    ["allow pay when note == \"x\"", "forbid", null], ["ask pay when note == \"x\"", "ask", false], ["allow pay forbid pay when note == \"x\"", "forbid", false],
    ["allow pay when note == \"x\" else ask", "ask", true], ["allow pay when amount > 9 else ask when note == \"x\"", "ask", false], ["allow pay when amount > 9 else ask when amount > 9", "forbid", null],
  ])("%s: %s", (text, verdict, definite) => {
    const given = pay(programOf(text));
    expect([given.verdict, given.matched.at(-1)?.definite ?? null]).toEqual([verdict, definite]);
  });
});

describe("a guard", () => {
  const program = compiled(`${ENV}env other { tool balance() tool send() }
privilege lax over bank { allow anything }
privilege strict over bank { allow balance ask pay when amount < 9 }
privilege elsewhere over other { ask anything }
guard g over bank { propose agent else tell "No." obey lax obey strict }
guard lone over bank { propose agent else tell "No." obey lax }
guard far over other { propose agent else tell "No." obey elsewhere }
`);

  test("obeys all of its privileges: one that is silent permits nothing", () => {
    expect(pay(program)).toMatchObject({ verdict: "ask", rule: rule(1, "strict"), matched: [rule(0, "lax"), rule(1, "strict")] });
    expect(pay(program, { amount: 9 })).toMatchObject({ verdict: "forbid", rule: null, matched: [rule(0, "lax")] });
  });

  test("obeys no other's, and knows the tools of its own env", () => {
    expect(judge(program, "lone")("pay", { to: "x", amount: 9 }).verdict).toBe("allow");
    expect([judge(program, "far")("send", {}).verdict, judge(program, "far")("pay", {}).verdict, judge(program, "lone")("send", {}).verdict]).toEqual(["ask", "forbid", "forbid"]);
  });

  test("that obeys nothing permits nothing", () => {
    const free = { ...program, guards: program.guards.map((g) => ({ ...g, obeys: [] })) as ProgramIr["guards"] };
    expect(pay(free)).toMatchObject({ verdict: "forbid", rule: null });
  });

  test("that is not there, or misses a part, is said", () => {
    expect(() => judge(program, "none")).toThrow("no guard none");
    expect(() => judge({ ...program, envs: [] }, "g")).toThrow("no env bank");
    expect(() => judge({ ...program, privileges: [] }, "g")).toThrow("no privilege lax");
  });

  test("of samples has no calls to judge", () => {
    const robot = { ...program, guards: program.guards.map((g) => ({ ...g, kind: "sampled" })) as unknown as ProgramIr["guards"] };
    expect(() => judge(robot, "g")).toThrow("g guards samples, not tools");
  });
});

describe("what rules ask beyond the call", () => {
  test("of what happened: nothing, where nobody says", () => {
    const program = programOf("allow pay when calls(pay, 1h) <= 1 and amount >= 0 and total(pay.amount, 1h) <= 5");
    expect([pay(program).verdict, pay(program, { amount: 6 }).verdict]).toEqual(["allow", "forbid"]);
  });

  test("of the host: unknown, where there is none", () => expect(pay(programOf("allow pay when to from prompt")).verdict).toBe("forbid"));

  test("of the host: with the value, and the argument it is a part of", () => {
    const asked: unknown[] = [];
    const know: Know = (ir, values, root) => { asked.push([ir.op, values, root]); return true; };
    const program = programOf("allow pay when to from prompt and amount from prompt and (all t in tags: t in folder(\"/srv\"))");
    expect(pay(program, { tags: ["a", "b"] }, know).verdict).toBe("allow");
    expect(asked).toEqual([["from", ["x"], ["to"]], ["from", [5], ["amount"]], ["within", ["a"], ["tags"]], ["within", ["b"], ["tags"]]]);
  });

  test("through whoever stands between", () => {
    const program = programOf("allow pay when to from prompt");
    const through = judge(program, "g", (usual) => (ir, scope) => (ir.op === "from" ? () => 2 : usual(ir, scope)));
    expect(through("pay", { to: "x", amount: 1 }).verdict).toBe("allow");
  });

  test("a spec is asked by its name", () => {
    const program = compiled(`${ENV}spec looked over bank = always (call pay implies once returned balance)
spec calm over bank = always calls(pay, 1h) <= 1
privilege p over bank { allow pay }
guard g over bank { propose agent else tell "No." obey p keep calm }
guard h over bank { propose agent else tell "No." obey p keep looked }
`);
    expect([pay(program).verdict, judge(program, "h")("pay", { to: "x", amount: 1 }).verdict]).toEqual(["allow", "forbid"]);
  });
});

describe("the argument that a value is taken out of", () => {
  const program = programOf("allow pay");
  const scope = withVariable(withVariable(scopeOf(program, program.envs[0]!), "item", ["tags"]), "made");
  const to: Ir = { op: "arg", t: "json", path: ["to", "path"] };
  const over = (op: Ir["op"], about: Partial<Ir>, ...args: readonly Ir[]): Ir => ({ op, t: "json", args, ...about });
  const text: Ir = { op: "text", t: "text", value: "cc" };
  test.each<[what: string, ir: Ir, root: readonly string[] | null]>([
    ["is that argument", to, ["to", "path"]],
    ["of its element's, in a quantifier", { op: "local", t: "text", name: "item" }, ["tags"]],
    ["is none of an element that was computed", { op: "local", t: "text", name: "made" }, null],
    ["of a field's and an element's", over("field", { name: "a" }, over("index", {}, to, { op: "num", t: "num", value: 0 })), ["to", "path"]],
    ["of all its texts'", over("native", { name: "texts" }, to), ["to", "path"]],
    ["of all its recipients'", over("native", { name: "recipients" }, to, text), ["to", "path"]],
    ["is none of what another function makes of it", over("native", { name: "keys" }, to), null],
    ["is none of a text in the policy", text, null],
    ["is none of what is chosen", over("if", {}, { op: "bool", t: "bool", value: true }, to, to), null],
  ])("%s", (_, ir, root) => expect(rootOf(ir, scope)).toEqual(root));
});
