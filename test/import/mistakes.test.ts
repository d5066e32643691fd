import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { importRtamt } from "../../compiler/import/rtamt/import.ts";
import { mistakes } from "./imported.ts";

describe("each mistake has its place and says what to write instead", () => {
  test.each([
    ["", "1:1: expected a formula but found the end"],
    ["x >", "1:4: expected a formula but found the end"],
    ["x > 0 y > 1", "1:7: expected an operator or `;` but found `y`"],
    ["(x > 0", "1:7: expected an operator or `)` but found the end"],
    ["x > 0)", "1:6: expected an operator or `;` but found `)`"],
    ["a = x > 0;\n\nb = and", "3:5: expected a formula but found `and`"],
    ["a > 0 weak until b", "1:7: expected an operator or `;` but found `weak`: write `unless`"],
    ["true and x", "1:1: expected a formula but found `true`: RTAMT has no truth values; write `1 > 0` or `0 > 1`"],
    ["s > 0", "1:1: expected a formula but found `s`: RTAMT keeps this word to itself, so use another name"],
    ["float G", "1:7: expected a name but found `G`: RTAMT keeps this word to itself, so use another name"],
    ["input bool x", "1:7: expected a type but found `bool`: write `float`"],
    ["float x; x > 0", "1:8: expected a formula but found `;`: `;` ends a formula, and no declaration"],
    ["rise x > 0", "1:6: expected `(` but found `x`"],
    ["pow(x) > 0", "1:6: expected `,` but found `)`"],
    ["always[1] x", "1:9: expected `,` or `:` but found `]`"],
    ["always[-1,2] x", "1:8: expected a number or a constant but found `-`: a window does not reach to the other side of now"],
    ["const float c = -1", "1:17: expected a number but found `-`"],
    ["# a comment\nx > 0", "1:1: `#` means nothing here: a comment begins with `//`"],
    ["x > 0 /* and", "1:7: this comment has no closing `*/`"],
    ["x^2 > 0", "1:2: `^` means nothing here: write `pow(x, 2)`"],
    ["always[3,1] x", "1:8: the window ends at 1s, before it begins at 3s"],
    ["always[0,0.3] x", "1:10: 0.3s is no whole number of samples, one of which takes 1s: give the sampling period that this was written for"],
    ["always[0,c] x", "1:10: `c` is no constant: write a number, or declare it with `const float c = 1.0`"],
    ["always[0,1e300] x", "1:10: 1" + "0".repeat(300) + "s is more than a billion samples"],
    ["always[0,1e999999999] x", "1:10: `1e999999999` is no length of time that could be sampled"],
    ["x > 1e400", "1:5: `1e400` is larger than any number that can be computed with"],
    ["const float c = 1e400 x > 1", "1:17: `1e400` is larger than any number that can be computed with"],
    ["Speed v v > 0", "1:7: `Speed` is no type: write `float`, or import it with `from module import Speed`"],
    ["float c const float c = 1 x > c", "1:21: `c` is declared already"],
    ["complex z z > 0", "1:11: `z` is a complex number, which cannot be compared"],
    ["float z z.re > 0", "1:9: `z` is a number and has no `re`"],
    ["from m import M M z z > 0", "1:21: `z` is a message: name one of its fields, as in `z.value`"],
  ])("%j", (text, message) => expect(mistakes(text)).toEqual([message]));

  test("all that can be found at once are reported, in order", () => {
    expect(mistakes("a = always[2,1] x > 0;\nb = once[0,.5] x > 1e999;")).toEqual([
      "1:12: the window ends at 1s, before it begins at 2s",
      "2:12: 0.5s is no whole number of samples, one of which takes 1s: give the sampling period that this was written for",
      "2:20: `1e999` is larger than any number that can be computed with",
    ]);
  });

  test("options that mean nothing", () => {
    for (const value of [0, -1, NaN, Infinity]) expect(mistakes("x > 0", { period: { value, unit: "s" } })).toEqual([`1:1: a sampling period of ${value}s is no length of time`]);
    expect(mistakes("x > 0", { env: "my env" })).toEqual(["1:1: `my env` cannot be the name of an env: write letters, digits and `_`"]);
  });
});

test("a unit that RTAMT would not lend is said to be guessed", () => {
  const result = importRtamt("always[1000ms,2000] x");
  expect(result).toMatchObject({ pol: expect.stringContaining("always[1000ms, 2000ms]"), notes: [expect.stringContaining("line 1: `2000` is read in the unit of the other bound, `ms`")] });
});

describe("no text is too much", () => {
  test.each([
    ["brackets", `${"(".repeat(100_000)}x${")".repeat(100_000)}`], ["open brackets", "(".repeat(100_000)], ["prefixes", "not ".repeat(100_000)],
    ["signs", `${"-".repeat(100_000)}x`], ["a chain", `x > 0${" and x > 0".repeat(100_000)}`], ["a chain to the right", `x > 0${" -> (x > 0".repeat(300)}${")".repeat(300)}`],
    ["a chain that Pol finds too deep", `x${" + (x".repeat(200)}${")".repeat(200)} > 0`],
  ])("%s", (_, text) => expect(mistakes(text)).toEqual([expect.stringMatching(/^1:\d+: .*nested more than 250 levels deep/)]));

  test.each([
    ["binary", String.fromCharCode(...Array.from({ length: 50_000 }, (_, i) => (i * 7919) % 65_536))], ["a long number", `x > ${"1".repeat(300_000)}`],
    ["a long bound", `always[0,1${"0".repeat(300_000)}1] x`], ["a small bound", "always[0,1e-999999999] x"], ["quotes", '"'.repeat(100_000)],
  ])("%s", (_, text) => expect(mistakes(text).length).toBeGreaterThan(0));

  test("many formulas", () => {
    const text = Array.from({ length: 500 }, (_, i) => `p${i} = x > ${i};`).join("\n");
    expect(importRtamt(text)).toMatchObject({ main: "p499" });
  });
});

const words = "always eventually historically once until unless since not and or -> <-> xor rise fall prev s_next abs pow ln log ( ) [ ] , : ; = == !== < - + * / x y s ms 0 1.5 float const input from import specification @ topic \n // /* */ ! $ # {".split(" ");

test("any words in any order, and any text, give Pol or mistakes and never throw", () => {
  const anything = fc.oneof(fc.array(fc.constantFrom(...words), { maxLength: 25 }).map((all) => all.join(" ")), fc.string({ unit: "binary", maxLength: 40 }), fc.string({ maxLength: 40 }));
  fc.assert(fc.property(anything, (text) => { importRtamt(text); }), { numRuns: process.env["POL_LONG"] === "1" ? 50_000 : 3_000, seed: 7 });
});
