import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ir, Op } from "../../compiler/ir/ir.ts";
import { verifyFeature } from "../../compiler/ir/verify/features.ts";
import { featuresOf, type Texts } from "../../runtime/texts/features.ts";

const text = (value: string | null): Ir => ({ op: "text", t: "text", value });
const read = (name = "reply"): Ir => ({ op: "obs", t: "text", name });
const find = (pattern: string, of: Ir = read()): Ir => ({ op: "find", t: "text", value: pattern, args: [of] });
const trim = (of: Ir): Ir => ({ op: "trim", t: "text", args: [of] });
const number = (of: Ir): Ir => ({ op: "number", t: "num", args: [of] });
const length = (of: Ir): Ir => ({ op: "length", t: "num", args: [of] });
const matches = (pattern: string, of: Ir = read()): Ir => ({ op: "matches", t: "bool", value: pattern, args: [of] });
const truth = (op: Op, ...args: Ir[]): Ir => ({ op, t: "bool", args });
const choose = (when: Ir, yes: Ir, no: Ir): Ir => ({ op: "if", t: yes.t, args: [when, yes, no] });

/** The features' values, after the verifier has passed them. */
function values(features: readonly Ir[], texts: Texts): number[] {
  const faults: string[] = [];
  for (const one of features) verifyFeature(one, new Set(["reply", "other"]), "feature", (_, wrong) => faults.push(wrong));
  expect(faults).toEqual([]);
  return featuresOf({ features })(texts);
}

/** Whether a text is this one, or missing. */
function isThis(ir: Ir, expected: string | null, texts: Texts): boolean {
  const [there, same] = values([truth("present", ir), truth("eq", ir, text(expected))], texts);
  return expected === null ? there === 0 : same === 2;
}

describe("find", () => {
  test.each([
    ["<b>(.*?)</b>", "x<b>one</b><b>two</b>", "one"],
    ["<b>(.*)</b>", "<b>one</b><b>two</b>", "one</b><b>two"],
    ["<b>(.*?)</b>", "<b>a\nb\u2028c</b>", "a\nb\u2028c"],
    ["<b>(.*?)</b>", "<b>open", null],
    ["<b>(.*?)</b>", "<b></b>", ""],
    ["(a|ab)(?:c|bcd)", "zabcd", "a"],
    ["(ab|a)b?", "ab", "ab"],
    ["(\\d+)", "no 12 of 345", "12"],
    ["\\b(\\d+)\\b", "a12 345", "345"],
    ["^(\\w+)", "first second", "first"],
    ["(\\w+)$", "first second", "second"],
    ["(\\w+)$", "first\nsecond\n", null],
    ["^(b)", "a\nb", null],
    ["x(?:(\\d)|[a-z])*", "x1a2b", "2"],
    ["(?:a|(b))", "ab", null],
    ["(?:a|(b))", "b", "b"],
    ["(\\w+)", "größer", "gr"],
    ["(\\p{L}+)", "1größer", "größer"],
    ["(\\s+)", "a\u00a0\u2003b", "\u00a0\u2003"],
    ["(.)", "😀x", "😀"],
    ["([^a])", "a😀", "😀"],
    ["(\\d{2,3}?)", "12345", "12"],
    ["([])", "a", null],
    ["a([^]{3})b", "a\n\r\tb", "\n\r\t"],
    ["([-+]?\\d+)", "is -7", "-7"],
    ["(-{3})", "a---b", "---"],
  ] as [string, string, string | null][])("%j in %j: %j", (pattern, reply, expected) => expect(isThis(find(pattern), expected, { reply })).toBe(true));

  test("of a missing text is missing", () => expect(isThis(find("(a)"), null, { reply: null })).toBe(true));

  test("in time that grows with the text alone", () => {
    // No time is asserted here: stepping back would take longer than this test may.
    const long = "a".repeat(100_000);
    expect(values([truth("present", find("((?:a+)+)b")), truth("present", find("(?:a|a)*(c)")), length(find("(a*)"))], { reply: long })).toEqual([0, 0, 100_000]);
  });
});

test.each([
  ["0", 0], ["007", 7], ["-12.50", -12.5], ["+3", 3], ["1e3", 1000], ["2.5E-1", 0.25], ["9007199254740993", 9007199254740992], ["1e308", 1e308],
  ["", NaN], [" 1", NaN], ["1 ", NaN], ["1\n", NaN], [".5", NaN], ["5.", NaN], ["1,5", NaN], ["0x10", NaN], ["1_000", NaN], ["--1", NaN], ["1e", NaN], ["1e400", NaN],
  ["Infinity", NaN], ["NaN", NaN], ["٣", NaN], ["１", NaN], ["seven", NaN],
] as const)("number(%j) is %d", (reply, expected) => expect(values([number(read())], { reply })).toEqual([expected]));

test.each([
  ["  a b\n", "a b"], ["\u00a0\ufeff\u2028x\u3000\u000b", "x"], ["\u200bx", "\u200bx"], ["\u0085x", "\u0085x"], [" \t ", ""], ["", ""],
])("trim(%j) is %j", (reply, expected) => expect(values([truth("eq", trim(read()), text(expected))], { reply })).toEqual([2]));

test.each([["", 0], ["abc", 3], ["😀é", 2], ["e\u0301", 2]] as const)("length(%j) is %d", (reply, expected) => expect(values([length(read())], { reply })).toEqual([expected]));

describe("comparisons", () => {
  test("of texts, character by character", () => {
    const all = (reply: string | null, other: string | null) => values([truth("eq", read(), read("other")), truth("ne", read(), read("other"))], { reply, other });
    expect(all("a", "a")).toEqual([2, 0]);
    expect(all("a", "A")).toEqual([0, 2]);
    expect(all("é", "e\u0301")).toEqual([0, 2]);
    expect(all(null, "a")).toEqual([1, 1]);
    expect(all(null, null)).toEqual([1, 1]);
  });
  test("with parts", () => {
    const holds = (reply: string | null, part: string | null) => values([truth("contains", read(), text(part))], { reply })[0];
    expect([holds("abc", "bc"), holds("abc", "cb"), holds("abc", ""), holds(null, ""), holds("a", null)]).toEqual([2, 0, 2, 1, 1]);
  });
  test("with patterns are of the whole text, a dot no line end", () => {
    const fits = (pattern: string, reply: string | null) => values([matches(pattern)], { reply })[0];
    expect([fits("a+", "aaa"), fits("a+", "aab"), fits("a.b", "a\nb"), fits("a[^]b", "a\nb"), fits("a", null)]).toEqual([2, 0, 0, 2, 1]);
  });
});

describe("truth", () => {
  const [yes, no, unknown] = [matches("[^]*", text("")), matches("x", text("")), matches("x", text(null))];
  test("by Kleene", () => {
    const pairs = [yes, no, unknown].flatMap((a) => [yes, no, unknown].map((b) => [a, b] as const));
    expect(values(pairs.map(([a, b]) => truth("and", a, b)), {})).toEqual([2, 0, 1, 0, 0, 0, 1, 0, 1]);
    expect(values(pairs.map(([a, b]) => truth("or", a, b)), {})).toEqual([2, 2, 2, 2, 0, 1, 2, 1, 1]);
    expect(values([truth("not", yes), truth("not", no), truth("not", unknown), truth("and"), truth("or")], {})).toEqual([0, 2, 1, 2, 0]);
  });
  test("present says what is there, and is never unknown", () =>
    expect(values([text("a"), text(null), number(text("1")), number(text("x")), yes, no, unknown].map((one) => truth("present", one)), {})).toEqual([2, 0, 2, 0, 2, 2, 0]));
  test("if: an unknown condition gives an unknown value", () => {
    expect(values([yes, no, unknown].map((when) => choose(when, number(text("1")), number(text("2")))), {})).toEqual([1, 2, NaN]);
    expect(values([yes, no, unknown].map((when) => choose(when, yes, no)), {})).toEqual([2, 0, 1]);
    expect(values([yes, no, unknown].map((when) => length(choose(when, text("one"), text("four")))), {})).toEqual([3, 4, NaN]);
  });
});

test("literals", () => {
  const [one, none] = [{ op: "num", t: "num", value: 1 }, { op: "num", t: "num", value: null }] as const;
  const truths = [true, false, null].map((value): Ir => ({ op: "bool", t: "bool", value }));
  expect(values([one, none, ...truths, choose(truths[0]!, one, none)], {})).toEqual([1, NaN, 2, 0, 1, 1]);
});

test("half of a surrogate pair makes a text missing, wherever it stands", () => {
  expect(values([truth("present", read()), truth("present", text("\udc00")), matches("[^]*"), length(read())], { reply: "a\ud83d" })).toEqual([0, 0, 1, NaN]);
});

test("a text that the sample has not, or that every object has, is missing", () => {
  expect(featuresOf({ features: [truth("present", read("reply")), truth("present", read("toString"))] })({})).toEqual([0, 0]);
});

test("what features have in common is worked out once, and each keeps its place", () => {
  const answer = trim(find("=(.*)$"));
  const features = [number(answer), truth("eq", answer, text("4")), number(answer), matches("\\d", answer), matches("\\d\\d", answer)];
  const of = featuresOf({ features });
  expect(of({ reply: "2+2 = 4 " })).toEqual([4, 2, 4, 2, 0]);
  expect(of({ reply: "none" })).toEqual([NaN, 1, NaN, 1, 1]);
  expect(of({ reply: "5*5 = 25" })).toEqual([25, 0, 25, 0, 2]);
});

test("an agreement of answers, whatever surrounds them", () => {
  const word = (of: Ir): Ir => find("answer is (\\w+)", of);
  const [a, b] = [word(read()), word(read("other"))];
  const same = truth("and", truth("present", a), truth("present", b), truth("eq", a, b));
  const one = fc.stringMatching(/^[A-Za-z0-9_]{1,5}$/);
  const around = fc.stringMatching(/^[ .,\n]{0,5}$/);
  fc.assert(fc.property(one, one, around, around, (x, y, before, after) => {
    expect(values([same], { reply: `${before}The answer is ${x}.${after}`, other: `answer is ${y} ${after}` })).toEqual([x === y ? 2 : 0]);
    expect(values([same], { reply: `${before}${x}`, other: `answer is ${y}` })).toEqual([0]);
  }));
});

describe("the verifier refuses", () => {
  test.each([
    [text("a"), "is of type text where a number or a truth value is needed"],
    [{ op: "abs", t: "num", args: [number(read())] }, "uses `abs`, which reads no texts"],
    [length(read("gone")), "names the unknown text `gone`"],
    [length({ op: "text", t: "text", value: 3 }), "has a text without a value"],
    [number(number(read())), "gives `number` operands of the wrong type"],
    [{ op: "number", t: "num", args: [] }, "gives `number` 0 operands"],
    [{ op: "num", t: "num", value: "1" }, "has a num without a value"],
    [{ op: "length", t: "bool", args: [read()] }, "calls the result of `length` bool"],
    [truth("eq", number(read()), number(read())), "gives `eq` operands of the wrong type"],
    [choose(truth("present", read()), number(read()), truth("present", read())), "gives `if` operands of the wrong type"],
    [length(find("a")), "has a pattern that is refused: it has no group: put what is looked for in `(…)`"],
    [matches("("), "has a pattern that is refused: it is no pattern: unterminated group"],
    [{ op: "matches", t: "bool", args: [read()] }, "has a pattern that is refused: it is no text"],
  ] as [Ir, string][])("%j", (ir, wrong) => {
    const faults: string[] = [];
    verifyFeature(ir, new Set(["reply"]), "feature", (_, one) => faults.push(one));
    expect(faults).toContain(wrong);
  });
});
