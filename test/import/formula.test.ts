import { describe, expect, test } from "vitest";
import { formula } from "./imported.ts";

describe("operators, by every name they have", () => {
  test.each([
    ["not x > 0", "not x > 0"], ["!x > 0", "not x > 0"],
    ["x > 0 and y > 0", "x > 0 and y > 0"], ["x > 0 & y > 0", "x > 0 and y > 0"], ["x > 0 && y > 0", "x > 0 and y > 0"],
    ["x > 0 or y > 0", "x > 0 or y > 0"], ["x > 0 | y > 0", "x > 0 or y > 0"], ["x > 0 || y > 0", "x > 0 or y > 0"],
    ["x > 0 -> y > 0", "x > 0 implies y > 0"], ["x > 0 implies y > 0", "x > 0 implies y > 0"],
    ["always x > 0", "always x > 0"], ["G(x > 0)", "always x > 0"], ["eventually x > 0", "eventually x > 0"], ["F(x > 0)", "eventually x > 0"],
    ["historically x > 0", "historically x > 0"], ["H(x > 0)", "historically x > 0"], ["once x > 0", "once x > 0"], ["O(x > 0)", "once x > 0"],
    ["x > 0 until y > 0", "x > 0 until y > 0"], ["x > 0 U y > 0", "x > 0 until y > 0"],
    ["x > 0 unless y > 0", "x > 0 unless y > 0"], ["x > 0 W[1,2] y > 0", "x > 0 unless[1s, 2s] y > 0"],
    ["x > 0 since y > 0", "x > 0 since y > 0"], ["x > 0 S[0,2] y > 0", "x > 0 since[0s, 2s] y > 0"],
    ["prev x > 0", "weak previous x > 0"], ["Y x > 0", "weak previous x > 0"], ["s_prev x > 0", "previous (x > 0)"], ["sY x > 0", "previous (x > 0)"],
    ["next x > 0", "weak next x > 0"], ["X x > 0", "weak next x > 0"], ["s_next x > 0", "next x > 0"], ["sX x > 0", "next x > 0"],
    ["rise(x > 0)", "rise x > 0"], ["fall(x > 0)", "fall x > 0"],
    ["x == 0", "x == 0"], ["x !== 0", "x != 0"], ["x != 0", "x != 0"], ["x <= 0", "x <= 0"], ["x >= 0", "x >= 0"], ["x<-5", "x < -5"],
    ["abs(x) + sqrt(x) - exp(x) > ln(x)", "abs(x) + sqrt(x) - exp(x) > log(x)"], ["pow(x, 2) > log(x, 10)", "x^2 > log(x) / log(10)"],
  ])("%s", (rtamt, pol) => expect(formula(rtamt)).toBe(pol));
});

describe("how they group, from RTAMT's grammar, with the parentheses that Pol needs", () => {
  test.each([
    ["always x > 0 and y > 0", "(always x > 0) and y > 0"],
    ["always(x > 0 and y > 0)", "always (x > 0 and y > 0)"],
    ["x > 0 and always y > 0", "x > 0 and always y > 0"],
    ["x > 0 and always y > 0 or z > 0", "x > 0 and (always y > 0) or z > 0"],
    ["always x > 0 until y > 0", "(always x > 0) until y > 0"],
    ["not always x > 0 and y > 0", "not (always x > 0) and y > 0"],
    ["x until y since z until w", "(x >= 0 until y >= 0) since (z >= 0 until w >= 0)"],
    ["x since y until z", "x >= 0 since (y >= 0 until z >= 0)"],
    ["x > 0 -> y > 0 -> z > 0", "(x > 0 implies y > 0) implies z > 0"],
    ["x or y -> z <-> w", "robustness(part_1) == w"],
    ["x > 0 -> (y > 0 -> z > 0)", "x > 0 implies y > 0 implies z > 0"],
    ["x > 0 or y > 0 and z > 0", "x > 0 or y > 0 and z > 0"],
    ["(x > 0 or y > 0) and z > 0", "(x > 0 or y > 0) and z > 0"],
    ["x > 0 and (y > 0 and z > 0)", "x > 0 and y > 0 and z > 0"],
    ["x > 0 and y > 0 until z > 0", "x > 0 and y > 0 until z > 0"],
    ["always eventually once x > 0", "always eventually once x > 0"],
    ["s_prev s_prev x > 0", "previous (previous (x > 0))"],
    ["s_prev x > 0 and y > 0", "previous (x > 0) and y > 0"],
    ["x - (y - z) > x - y - z", "x - (y - z) > x - y - z"],
    ["x * y + z / (x * y) > 0", "x * y + z / (x * y) > 0"],
    ["-x * y > -(x * y)", "-x * y > -(x * y)"],
    ["- - x > 0", "--x > 0"],
    ["pow(-x, 2) - pow(pow(x, 2), -3) > -pow(x, pow(y, z))", "(-x)^2 - (x^2)^-3 > -x^y^z"],
    ["x / log(y, 2) > 0", "x / (log(y) / log(2)) > 0"],
  ])("%s", (rtamt, pol) => expect(formula(rtamt)).toBe(pol));
});

describe("numbers and formulas in each other's place", () => {
  test("a number is a formula: it is its own robustness", () => {
    expect(formula("always e")).toBe("always e >= 0");
    expect(formula("not -e and 3")).toBe("not -e >= 0 and 3 >= 0");
  });

  test("a formula is a number, by a spec that has its robustness", () => {
    expect(formula("once(x > 0) + 3 > 2")).toBe("once robustness(part_1) + 3 > 2");
    expect(formula("(once(x > 0)) + 3 > 2")).toBe("robustness(part_1) + 3 > 2");
    expect(formula("x < y < z")).toBe("robustness(part_1) < z");
    expect(formula("abs(x > 0) * (x > 0) >= (y > 0)")).toBe("abs(robustness(part_1)) * robustness(part_1) >= robustness(part_2)");
  });

  test("`<->` and `xor` are what RTAMT measures, with a word about it", () => {
    expect(formula("x > 0 <-> y > 0")).toBe("robustness(part_1) == robustness(part_2)");
    expect(formula("not (x > 0 xor y)")).toBe("not robustness(part_1) != y");
  });
});

describe("numbers, in every form", () => {
  test.each([
    ["5", "5"], ["1_000", "1000"], ["0x1F", "31"], ["0b101", "5"], ["0xFF_FF", "65535"], [".5", "0.5"], ["5.", "5"], ["0.50", "0.50"], ["007.5", "7.5"], ["1e3", "1e3"],
    ["1.e-3", "1e-3"], ["2.5E+3", "2.5e+3"],
  ])("%s", (rtamt, pol) => expect(formula(`x > ${rtamt}`)).toBe(`x > ${pol}`));
});

describe("windows: both ends, exact, in seconds or milliseconds", () => {
  test.each([
    ["[0,5]", 1, "s", "[0s, 5s]"], ["[0:5]", 1, "s", "[0s, 5s]"], ["[1s,5 s]", 1, "s", "[1s, 5s]"],
    ["[0ms,1500ms]", 500, "ms", "[0ms, 1500ms]"], ["[0,1500ms]", 500, "ms", "[0ms, 1500ms]"], ["[1s,1500ms]", 500, "ms", "[1s, 1500ms]"],
    ["[0.1,0.3]", 100, "ms", "[0.1s, 0.3s]"], ["[.1,1e0]", 100, "ms", "[0.1s, 1s]"], ["[100us,0.3ms]", 100, "us", "[0.1ms, 0.3ms]"],
    ["[5ns,20ns]", 5, "ns", "[0.000005ms, 0.00002ms]"], ["[0,10_00]", 1, "s", "[0s, 1000s]"], ["[0x10,1.6e1]", 1, "s", "[16s, 16s]"],
    ["[7ms,0.021s]", 7, "ms", "[7ms, 0.021s]"], ["[3,12]", 3, "s", "[3s, 12s]"],
  ] as const)("%s, sampled each %d %s", (window, value, unit, pol) => {
    expect(formula(`always${window} x > 0`, { period: { value, unit } })).toBe(`always${pol} x > 0`);
  });

  test("bounds without a unit, and constants as bounds", () => {
    expect(formula("always[500,1500] x > 0", { period: { value: 0.5, unit: "s" }, unit: "ms" })).toBe("always[500ms, 1500ms] x > 0");
    expect(formula("const float c = 1.5 always[c,c s] x > c", { period: { value: 500, unit: "ms" } })).toBe("always[1.5s, 1.5s] x > c");
  });
});
