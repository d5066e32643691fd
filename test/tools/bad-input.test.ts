import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { compileText } from "../../runtime/files/load.ts";
import { openGuard, type Guard } from "../../runtime/guard/guard.ts";
import type { ToolCall } from "../../runtime/guard/tools.ts";
import { guardOf, rules } from "./policy.ts";

let guard: Guard;
beforeAll(async () => {
  guard = await openGuard(await compileText("teller.pol", rules("allow anything")));
  return () => guard.dispose();
});

const pay = { to: "me", amount: 1 };
const nested = (levels: number): string => `${"[".repeat(levels)}${"]".repeat(levels)}`;

test("what fits is allowed", () => {
  expect(guard.decide({ tool: "pay", arguments: pay })).toMatchObject({ verdict: "allow", message: "", canonical: "{\"to\":\"me\",\"amount\":1}" });
  expect(guard.decide({ tool: "pay", arguments: " {\"to\": \"me\", \"amount\": 1.0} " })).toMatchObject({ verdict: "allow", canonical: "{\"to\":\"me\",\"amount\":1}" });
  expect(guard.decide({ tool: "balance" })).toMatchObject({ verdict: "allow", canonical: "{}" });
});

describe("JSON that no two readers agree on is refused", () => {
  test.each([
    ["{\"to\":\"me\",\"amount\":1,\"amount\":900}", "has the key `amount` twice"],
    ["{\"to\":\"me\",\"amount\":1,\"\\u0061mount\":900}", "has the key `amount` twice"],
    ["{\"to\":\"me\",\"amount\":1,\"note\":{\"a\":1,\"a\":2}}", "has the key `a` twice"],
    ["{\"to\":\"\\ud800\",\"amount\":1}", "holds half of a surrogate pair"],
    ["{\"to\":\"me\",\"amount\":1,\"\\udc00\":1}", "holds half of a surrogate pair"],
    ["{\"to\":\"me\",\"amount\":1e999}", "holds a number that is not finite"],
    ["{\"to\":\"me\",\"amount\":9007199254740993}", "holds a whole number that not every reader can hold"],
    ["{\"to\":\"me\",\"amount\":NaN}", "is not JSON"],
    ["{\"to\":\"me\",\"amount\":1,}", "is not JSON"],
    ["{\"to\":\"me\" /* hi */,\"amount\":1}", "is not JSON"],
    ["{'to':'me','amount':1}", "is not JSON"],
    ["\ufeff{\"to\":\"me\",\"amount\":1}", "is not JSON"],
    ["", "is not JSON"],
    [`"\n${nested(100_000)}`, "is not JSON"],
    [nested(65), "is nested more than 64 levels deep"],
    [nested(400_000), "is nested more than 64 levels deep"],
    [`{"lines":[${"1,".repeat(1000)}1]}`, "has a list of more than 1000"],
    [JSON.stringify({ ...pay, note: "x".repeat(10_000_000) }), "is longer than 1048576 bytes"],
    [JSON.stringify({ ...pay, note: "ü".repeat(600_000) }), "is longer than 1048576 bytes"],
  ])("%.60s", (text, problem) => {
    const decision = guard.decide({ tool: "pay", arguments: text });
    expect(decision).toMatchObject({ verdict: "forbid", canonical: null, reason: `its arguments are refused: the JSON ${problem}` });
    expect(String(decision.record.arguments).length).toBeLessThanOrEqual(2000);
  });
});

describe("arguments that were parsed elsewhere", () => {
  const loop: unknown[] = [];
  loop.push(loop);
  let many: unknown = [];
  for (let i = 0; i < 30; i++) many = Array.from({ length: 100 }, () => many);
  test.each([
    ["NaN", { ...pay, amount: NaN }, "a number that is not finite"],
    ["infinite", { ...pay, amount: -Infinity }, "a number that is not finite"],
    ["half a pair", { ...pay, to: "a\udc00" }, "half of a surrogate pair"],
    ["half a pair in a name", { ...pay, "\udc00": 1 }, "half of a surrogate pair"],
    ["a loop", { lines: loop }, "nested more than 64"],
    ["more than fits, in few objects", { lines: many }, "longer than 1048576 bytes"],
    ["10 MB", { ...pay, note: "x".repeat(10_000_000) }, "longer than 1048576 bytes"],
    ["a BigInt", { ...pay, amount: 1n }, "the guard failed"],
    ["a function", () => pay, "is not JSON"],
    ["null", null, "the arguments must be object"],
    ["a list", [1], "the arguments must be object"],
    ["a text for a number", { ...pay, amount: "1" }, "`amount` must be number"],
    ["null for a number", { ...pay, amount: null }, "`amount` must be number"],
    ["a list for a text", { ...pay, to: ["me"] }, "`to` must be string"],
    ["a missing argument", { to: "me" }, "must have required property 'amount'"],
    ["an extra argument", { ...pay, currency: "EUR" }, "must NOT have additional properties (`currency`)"],
    ["__proto__", JSON.parse("{\"to\":\"me\",\"amount\":1,\"__proto__\":{\"amount\":2}}"), "additional properties (`__proto__`)"],
    ["constructor", { ...pay, constructor: 1 }, "additional properties (`constructor`)"],
  ])("%s", (_, args, problem) => {
    const decision = guard.decide({ tool: "pay", arguments: args });
    expect(decision).toMatchObject({ verdict: "forbid", canonical: null });
    expect(decision.reason).toContain(problem);
  });

  test("an extra field in a list's record, and a list longer than declared", () => {
    expect(guard.decide({ tool: "split", arguments: { lines: [{ to: "me", amount: 1, iban: "x" }] } }).reason).toContain("additional properties (`iban`)");
    expect(guard.decide({ tool: "split", arguments: { lines: Array.from({ length: 21 }, () => pay) } }).reason).toContain("must NOT have more than 20 items");
  });

  test("what is judged is what is executed, whatever the caller's object does afterwards", () => {
    let reads = 0;
    const shifty = { to: "me", get amount() { return reads++ === 0 ? 1 : 1_000_000 * reads; } };
    const decision = guard.decide({ tool: "pay", arguments: shifty });
    expect(JSON.parse(decision.canonical!)).toEqual(decision.record.arguments);
    const args = { ...pay };
    const kept = guard.decide({ tool: "pay", arguments: args });
    args.amount = 9e9;
    expect(kept.record.arguments).toEqual(pay);
  });

  test("an object that says it is another is judged as what it says", async () => {
    const strict = await guardOf(rules("allow pay when amount in 0..5"));
    class Masked { to = "me"; amount = 1; toJSON(): unknown { return { to: "me", amount: 900 }; } }
    expect(strict.decide({ tool: "pay", arguments: new Masked() }).verdict).toBe("forbid");
  });
});

describe("tools that are none", () => {
  test.each(["steal", "__proto__", "constructor", "toString", "", "PAY", "pay ", "рay", "pay\u200b", "x".repeat(10_000_000)])("%.20s", (tool) => {
    const decision = guard.decide({ tool, arguments: pay });
    expect(decision).toMatchObject({ verdict: "forbid", canonical: null, record: { rule: null, matched: [] } });
    expect(decision.record.tool.length).toBeLessThanOrEqual(201);
  });

  test("nothing that is handed in makes it throw", () => {
    const odd = [null, undefined, 7, {}, { tool: 7 }, { tool: Symbol("pay") }, { tool: { toString() { throw new Error("no"); } } }, { get tool() { throw new Error("no"); } }, Object.create(null)] as unknown as ToolCall[];
    for (const call of odd) expect(guard.decide(call)).toMatchObject({ verdict: "forbid", canonical: null });
  });
});

test("an argument that every object inherits counts as missing", async () => {
  const text = rules("allow pay").replace("tool balance()", "tool balance(constructor: text)").replace("allow pay", "allow balance when constructor == \"x\"");
  const odd = await guardOf(text);
  expect(odd.decide({ tool: "balance", arguments: {} }).reason).toContain("must have required property 'constructor'");
  expect(odd.decide({ tool: "balance", arguments: { constructor: "x" } }).verdict).toBe("allow");
});

test("whatever is handed in gets a verdict, and only what is allowed has arguments to execute", () => {
  const value = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withObjectString: true, withSparseArray: true, withTypedArray: true });
  const near = fc.record({ to: fc.oneof(fc.string({ unit: "binary" }), value), amount: fc.oneof(fc.double(), value), note: value }, { requiredKeys: [] });
  const given = fc.oneof(value, near, near.map((v) => ({ ...v, to: "me", amount: 1 })), fc.json(), fc.string({ unit: "binary" }));
  fc.assert(fc.property(fc.oneof(fc.constantFrom("pay", "balance", "split"), fc.string()), given, (tool, args) => {
    const { verdict, canonical, record } = guard.decide({ tool, arguments: args });
    expect(verdict === "allow").toBe(canonical !== null);
    if (canonical !== null) expect(JSON.parse(canonical)).toEqual(record.arguments);
  }), { numRuns: 3000 });
});

test("the text of a value is read as the value", () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
    const [text, parsed] = [JSON.stringify(value, null, 1), value].map((args) => guard.decide({ tool: "pay", arguments: typeof args === "string" && args === value ? JSON.stringify(args) : args }));
    expect(text!.record.arguments).toEqual(parsed!.record.arguments);
    expect(text!.reason).toBe(parsed!.reason);
  }), { numRuns: 500 });
});
