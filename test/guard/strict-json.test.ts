import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { copyStrictJson, readStrictJson } from "../../runtime/guard/strict-json.ts";

describe("JSON that every reader reads alike", () => {
  test.each([
    ["{}", "{}"],
    [" {\"a\" : [1, 2.50, -3e2, true, null, \"x\"]}\n", "{\"a\":[1,2.5,-300,true,null,\"x\"]}"],
    ["{\"note\":\"__proto__\",\"__proto__\":1}", "{\"note\":\"__proto__\",\"__proto__\":1}"],
    ["{\"a\":{\"k\":1},\"b\":{\"k\":1},\"k\":\"k\"}", "{\"a\":{\"k\":1},\"b\":{\"k\":1},\"k\":\"k\"}"],
    ["\"\\ud83d\\ude00 \\u0000\"", "\"😀 \\u0000\""],
    ["[1e21,1000000000000000000000,500.00,0.0,1E+2,9007199254740992,5e-324]", "[1e+21,1e+21,500,0,100,9007199254740992,5e-324]"],
    [`${"[".repeat(64)}${"]".repeat(64)}`, `${"[".repeat(64)}${"]".repeat(64)}`],
  ])("%s", (text, canonical) => {
    expect(readStrictJson(text)).toEqual({ value: JSON.parse(text), text: canonical });
    expect(readStrictJson(canonical)).toMatchObject({ text: canonical });
  });
});

const NOT = "is not JSON";
const ALIKE = "holds a number that not every reader reads alike";

describe("JSON that is refused", () => {
  test.each([
    ["{\"amount\":10,\"amount\":9999}", "has the key `amount` twice"],
    ["{\"amount\":10,\"\\u0061mount\":9999}", "has the key `amount` twice"],
    ["{\"\\u0061\":1,\"\\u0061\":2}", "has the key `a` twice"],
    ["{\"a\\/b\":1,\"a/b\":2}", "has the key `a/b` twice"],
    ["{\"__proto__\":1,\"__proto__\":2}", "has the key `__proto__` twice"],
    ["[[{\"x\":[{\"y\":1}],\"x\":2}]]", "has the key `x` twice"],
    ["{\"a\":500.00000000000000001}", ALIKE],
    ["[0.1000000000000000055511151231257827]", ALIKE],
    ["1e-400", ALIKE],
    ["-0", "holds a zero with a sign"],
    ["[-0.0]", "holds a zero with a sign"],
    ["[-0e1]", "holds a zero with a sign"],
    ["-1e-400", ALIKE],
    ["1e309", "holds a number that is not finite"],
    ["9007199254740993", "holds a whole number that not every reader can hold"],
    ["-123456789012345678901", "holds a whole number that not every reader can hold"],
    ["\ufeff{}", NOT],
    ["{} {}", NOT],
    ["{}x", NOT],
    ["{}\u0000", NOT],
    ["", NOT],
    ["{\"a\":1,}", NOT],
    ["[1,]", NOT],
    ["{\"a\":1 /* x */}", NOT],
    ["// x\n{}", NOT],
    ["{a:1}", NOT],
    ["{'a':1}", NOT],
    ["010", NOT],
    ["+1", NOT],
    [".5", NOT],
    ["1.", NOT],
    ["0x10", NOT],
    ["NaN", NOT],
    ["-Infinity", NOT],
    ["True", NOT],
    ["\"\u0001\"", NOT],
    ["\"a\nb\"", NOT],
    ["\"\\x41\"", NOT],
    ["\u00a0{}", NOT],
    ["\"\\ud800\"", "holds half of a surrogate pair"],
    ["{\"\\udc00\":1}", "holds half of a surrogate pair"],
    ["\"\ud800\"", "holds half of a surrogate pair"],
    [`${"[".repeat(65)}${"]".repeat(65)}`, "is nested more than 64 levels deep"],
    [`${"{\"a\":".repeat(65)}1${"}".repeat(65)}`, "is nested more than 64 levels deep"],
    ["[".repeat(500_000), NOT],
    [`"${"x".repeat(1 << 20)}"`, "is longer than 1048576 bytes"],
    [`"${"ü".repeat(1 << 19)}"`, "is longer than 1048576 bytes"],
    [" ".repeat((1 << 20) + 1), "is longer than 1048576 bytes"],
    [`[${"1,".repeat(1000)}1]`, "has a list of more than 1000"],
  ].map(([text, problem]) => [text!.slice(0, 60), text!, problem!]))("%j", (_, text, problem) => expect(readStrictJson(text!)).toEqual({ problem }));
});

test("a value that was parsed elsewhere loses the sign of its zero: the copy is what is judged and executed", () => {
  const copy = copyStrictJson({ a: -0 });
  expect(copy).toEqual({ value: { a: 0 }, text: "{\"a\":0}" });
});

test("whatever the platform writes is read, and written again as itself", () => {
  fc.assert(fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
    const text = JSON.stringify(value);
    const read = readStrictJson(text);
    if ("problem" in read) expect(read.problem).toMatch(/surrogate|list of more/);
    else expect(read.text).toBe(text);
  }));
});

test("a number is read only where its digits are it", () => {
  const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: 25 });
  fc.assert(fc.property(fc.tuple(digits, digits, fc.integer({ min: -30, max: 30 })), ([whole, fraction, power]) => {
    const text = `${BigInt(whole)}.${fraction}e${power}`;
    const read = readStrictJson(text);
    const exact = (t: string): string => {
      const [, a, b = "", e = "0"] = /^(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(t)!;
      return (BigInt(a! + b) * 10n ** BigInt(400 + Number(e) - b.length)).toString();
    };
    expect("value" in read).toBe(exact(text) === exact(String(Number(text))));
  }));
});
