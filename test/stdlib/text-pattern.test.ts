import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pattern } from "../../stdlib/text/pattern.ts";

const holds = (source: string, text: string): boolean => {
  const { refuse, test } = pattern(source);
  expect(refuse).toBeNull();
  return test(text);
};

describe("the whole text fits, by case", () => {
  test.each([
    ["[a-z]+@corp\\.com", "bob@corp.com", true],
    ["[a-z]+@corp\\.com", "bob@corpXcom", false],
    ["[a-z]+@corp\\.com", "bob@corp.com.evil.com", false],
    ["[a-z]+@corp\\.com", " bob@corp.com", false],
    ["[a-z]+@corp\\.com", "x\nbob@corp.com", false],
    ["[a-z]+@corp\\.com", "bob@corp.com\n", false],
    ["[a-z]+@corp\\.com", "bıb@corp.com", false],
    ["[a-z]+@corp\\.com", "BOB@corp.com", false],
    ["", "", true],
    ["", "a", false],
    ["a|b|", "", true],
    ["a|ab", "ab", true],
    ["(?:a|ab)(?:c|bcd)", "abcd", true],
    ["a{2,3}", "aaa", true],
    ["a{2,3}", "aaaa", false],
    ["a{2,}", "a", false],
    ["a{0}", "", true],
    ["(ab){0,2}", "ab", true],
    ["(ab){0,2}", "ababab", false],
    ["(a*)*b", "aab", true],
    ["a+?b??", "aa", true],
    ["(?<name>x)+", "xx", true],
    ["^a$", "a", true],
    ["^a|b$", "a", true],
    ["^a|b$", "ab", false],
    [".", "x", true],
    [".", "😀", true],
    ["..", "😀", false],
    ["[^a]", "😀", true],
    ["[\\dz-]", "-", true],
    ["\\d\\w\\s", "1_\u00a0", true],
    ["\\d", "٣", false],
    ["\\w", "ü", false],
    ["\\p{L}+", "größe", true],
    ["\\P{L}", "1", true],
    ["\\p{Script=Greek}", "α", true],
    ["[\\p{Lu}\\d]", "É", true],
    ["\\u{1f600}\\u0041\\x42\\cA", "😀AB\u0001", true],
    ["[]", "", false],
    ["[^]", "\n", true],
    ["a\\/b\\.c\\$", "a/b.c$", true],
  ])("%j %j: %s", (source, text, expected) => expect(holds(source, text)).toBe(expected));

  test.each(["\n", "\r", "\u2028", "\u2029"])("a dot is no line end %j", (end) => {
    expect(holds(".", end)).toBe(false);
    expect(holds(".*", `a${end}b`)).toBe(false);
    expect(holds("[^x]", end)).toBe(true);
  });
  test("half of a surrogate pair fits nothing", () => {
    for (const source of [".*", "[^]*", "[^a]", "\\P{L}"]) for (const text of ["\ud800", "a\udc00", "\udc00\ud800"]) expect(holds(source, text)).toBe(false);
  });
});

test("groups may stand in one another as deep as anybody writes; escaped ones and those in classes are none", () => {
  for (const source of ["(".repeat(500) + "a" + ")".repeat(500), "\\(".repeat(600), `[${"(".repeat(600)}]`, "(a)".repeat(600)]) expect(pattern(source).refuse).toBeNull();
});

describe("a pattern is refused that", () => {
  test.each([
    ["(?=a)a", "it looks around, by `(?=`"],
    ["(?!a)", "it looks around, by `(?!`"],
    ["(?<=a)b", "it looks around, by `(?<=`"],
    ["(?<!a)b", "it looks around, by `(?<!`"],
    ["(a)\\1", "it refers back, by `\\1`"],
    ["(?<n>a)\\k<n>", "it refers back, by `\\k<n>`"],
    ["\\bword", "it asks for the edge of a word, by `\\b`"],
    ["\\Ba", "it asks for the edge of a word, by `\\B`"],
    ["(^a)", "it has `^` where a text neither begins nor ends"],
    ["a$b", "it has `$` where a text neither begins nor ends"],
    ["(?i:a)", "it switches a flag, by `(?i:`"],
    ["(?i)a", "it is no pattern: invalid group"],
    ["(", "it is no pattern: unterminated group"],
    ["[z-a]", "it is no pattern: range out of order in character class"],
    ["a**", "it is no pattern: nothing to repeat"],
    ["a{,3}", "it is no pattern: incomplete quantifier"],
    ["\\", "it is no pattern: invalid escape"],
    ["\\-", "it is no pattern: invalid escape"],
    ["\\p{Nope}", "it is no pattern: invalid property name"],
    ["\ud800", "it holds half of a surrogate pair"],
    ["((a{100}){100}){100}", "it repeats too much"],
    ["(a?){3000}", "it repeats too much"],
    ["(a|b)*a(a|b){20}", "it leaves open too many ways to read a text: repeat less after what may be long"],
    ["(".repeat(4900) + ")".repeat(4900), "it is nested too deeply"],
    ["(".repeat(501) + "a" + ")".repeat(501), "it is nested too deeply"],
    ["a".repeat(10_001), "it is longer than 10000 characters"],
  ].map(([source, why]) => [source!.slice(0, 50), source!, why!]))("%s", (_, source, why) => {
    const refused = pattern(source!);
    expect(refused.refuse).toBe(why);
    expect(refused.test("a")).toBe(false);
  });
});

test("long texts are read in linear time", () => {
  // No time is asserted here: backtracking would take longer than this test may.
  const long = 50_000;
  expect(holds(".*.*=.*", "x".repeat(long))).toBe(false);
  expect(holds("(a+)+", "a".repeat(long))).toBe(true);
  expect(holds("(a+)+", `${"a".repeat(long)}b`)).toBe(false);
  expect(holds("(x+x+)+y", "x".repeat(long))).toBe(false);
  expect(holds("(.*a){30}", "a".repeat(long))).toBe(true);
  expect(holds(".{0,9000}", "a".repeat(9000))).toBe(true);
  expect(holds("[^=]*=.*", `${"x".repeat(1 << 20)}=`)).toBe(true);
});

test("it agrees with the platform's engine", () => {
  const atom = fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "\\d", "\\w", "\\s", "\\n", "é", "😀", "[😀b]", "a", "\\.");
  const source = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      atom,
      fc.tuple(tie("node"), tie("node")).map(([a, b]) => a + b),
      fc.tuple(tie("node"), tie("node")).map(([a, b]) => `(?:${a}|${b})`),
      fc.tuple(tie("node"), fc.constantFrom("*", "+", "?", "{2}", "{1,3}", "{0,2}?", "*?")).map(([a, q]) => `(${a})${q}`),
    ),
  })).node;
  const text = fc.array(fc.constantFrom("a", "b", ".", "1", "é", "😀", "\n", " "), { maxLength: 7 }).map((cs) => cs.join(""));
  fc.assert(fc.property(source, fc.array(text, { minLength: 5, maxLength: 5 }), (source, texts) => {
    const mine = pattern(source);
    expect(mine.refuse).toBeNull();
    const theirs = new RegExp(`^(?:${source})$`, "u");
    for (const text of texts) expect(mine.test(text), text).toBe(theirs.test(text));
  }), { numRuns: 1000 });
});
