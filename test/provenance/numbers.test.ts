import { describe, expect, test } from "vitest";
import { numberKey, numbersIn, wholeNumber } from "../../runtime/provenance/numbers.ts";

describe("a number has one key", () => {
  test.each([[0, "0"], [-0, "0"], [7, "7e0"], [1100, "11e2"], [12.5, "125e-1"], [0.05, "5e-2"], [-0.5, "-5e-1"], [1e21, "1e21"], [2.5e-7, "25e-8"], [-1.5e300, "-15e299"]])("%d: %s", (value, key) => {
    expect(numberKey(value)).toBe(key);
  });
  test("what is no finite number has none", () => expect([numberKey(NaN), numberKey(Infinity)]).toEqual([null, null]));
});

describe("the numbers in a text", () => {
  test.each<[text: string, ...values: number[]]>([
    ["agent 007.50 and 0012", 7.5, 12],
    ["0.00 or -0.00 or 00", 0],
    ["1,234,567.89", 1234567.89],
    ["1.234.567,8", 1234567.8],
    ["1.100", 1.1],
    ["12,5", 12.5],
    ["well, 7...", 7],
    ["-5 and (-6), x=-7, $-8, a:-9", -5, -6, -7, -8, -9],
    ["pages 3 -4", 3, -4],
    ["1,23,456", ...[]],
    ["3-4", ...[]],
    ["no. 7-b", ...[]],
    ["1,1001", ...[]],
    ["/-3", 3],
    ["none", ...[]],
  ])("%s", (text, ...values) => expect([...numbersIn(text)].sort()).toEqual(values.map(numberKey).sort()));
});

describe("a text that is one number", () => {
  test.each([["12", 12], ["-12.50", -12.5], ["1,100", 1100], ["0", 0], ["-0.0", 0]])("%s is %d", (text, value) => expect(wholeNumber(text)).toBe(numberKey(value)));
  test.each(["", "x12", "12x", "12 ", "--12", "1.2.3", "-"])("%j is none", (text) => expect(wholeNumber(text)).toBe(null));
});
