import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, test } from "vitest";
import { patternProblem } from "../../stdlib/text/group-pattern.ts";
import { pattern } from "../../stdlib/text/pattern.ts";
import { written, type Use } from "../../stdlib/text/pattern/written.ts";

describe("a pattern to find by is refused that", () => {
  test.each([
    ["a", "it has no group: put what is looked for in `(…)`"],
    ["(a)(b)", "it has 2 groups: write `(?:…)` for all but what is looked for"],
    ["((a))", "it has 2 groups: write `(?:…)` for all but what is looked for"],
    ["(?<x>a)", "it names a group, by `(?<x>`: write `(…)`"],
    ["(a)\\1", "it refers back, by `\\1`"],
    ["(?=a)(a)", "it looks around, by `(?=`"],
    ["(?<!a)(b)", "it looks around, by `(?<!`"],
    ["(?i:a)(b)", "it switches a flag, by `(?i:`"],
    ["(a)\\B", "it has `\\B`, which engines read differently"],
    ["(a*)*", "it repeats what may be empty, by `(a*)*`"],
    ["(a|){2}", "it repeats what may be empty, by `(a|){2}`"],
    ["(?:\\b)+(a)", "it repeats what may be empty, by `(?:\\b)+`"],
    ["(a{1001})", "it repeats more than 1000 times, by `a{1001}`"],
    ["((?:a{100}){11})", "it repeats more than 1000 times, by `a{100}`"],
    [`(${"(?:a{10}){10}".repeat(101)})`, "it repeats too much"],
    ["(a", "it is no pattern: unterminated group"],
    [`${"(?:".repeat(51)}a${")".repeat(51)}`, "it is nested too deeply"],
    [`(${"a".repeat(10_000)})`, "it is longer than 10000 characters"],
    ["(\ud800)", "it holds half of a surrogate pair"],
  ])("%.40s", (source, why) => expect(patternProblem(source, 1)).toBe(why));
});

test.each(["(a*)", "(a*)?", "a(?:b(c))?", "(a{1000})", "((?:a{100}){10})", "^(a)$|b", "\\b(a)\\b", "([^])", "(?:)()"])("%s is a pattern to find by", (source) => expect(patternProblem(source, 1)).toBeNull());

describe("a pattern of the whole text", () => {
  test.each(["a", "(a)(b)", "(?<x>a)+", "(a*)*", "a{2000}"])("%s is as in privileges", (source) => expect(patternProblem(source, 0)).toBeNull());
  test("is refused as there, and where it is deeper than other engines go", () => {
    expect(patternProblem("\\ba", 0)).toBe(pattern("\\ba").refuse);
    expect(patternProblem(`${"(".repeat(51)}a${")".repeat(51)}`, 0)).toBe("it is nested too deeply");
  });
});

test("no class is left to another engine", () => {
  expect(written("^<a>(.\\s\\d[^-x]\\w*?)$", "find", "python")).toBe("\\A<a>((?s:.)[\\x09-\\x0d \\xa0\\u1680\\u2000-\\u200a\\u2028-\\u2029\\u202f\\u205f\\u3000\\ufeff][0-9][\\x00-,\\.-wy-\\U0010ffff][0-9A-Z_a-z]*?)\\Z");
  expect(written("^(?:a|(b).)$", "matches", "re2")).toBe("(?:a|(?:b)[\\x{0}-\\x{9}\\x{b}-\\x{c}\\x{e}-\\x{2027}\\x{202a}-\\x{10ffff}])");
});

/** Patterns in the whole syntax, most of them sound, and texts that they nearly fit. */
const atom = fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "\\d", "\\w", "\\s", "\\n", "é", "😀", "[😀b]", "\\.", "\\b", "^", "$", "[]", "[^]", "-", "\\W", "[\\-\\]^]", "");
const source = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    atom,
    fc.tuple(tie("node"), tie("node")).map(([a, b]) => a + b),
    fc.tuple(tie("node"), tie("node")).map(([a, b]) => `(?:${a}|${b})`),
    fc.tuple(tie("node"), fc.constantFrom("*", "+", "?", "{2}", "{1,3}", "{0,2}?", "*?", "??", "{0}", "{2,}")).map(([a, q]) => `(?:${a})${q}`),
  ),
})).node;
const around = fc.tuple(source, source, source, fc.constantFrom("", "", "?", "+", "*?", "{1,2}")).map(([a, b, c, q]) => `${a}(?:(${b})${c})${q}`);
const text = fc.array(fc.constantFrom("a", "b", ".", "1", "é", "😀", "\n", " ", "-", "\u00a0", "\u2028", "_"), { maxLength: 7 }).map((cs) => cs.join(""));

interface Case { readonly use: Use; readonly pattern: string; readonly source: string; readonly texts: readonly string[]; readonly found: readonly (string | boolean | null)[] }

/** What our own engines say, for patterns that are let through. */
function cases(runs: number): Case[] {
  const all: Case[] = [];
  fc.assert(fc.property(around, fc.array(text, { minLength: 6, maxLength: 6 }), (source, texts) => {
    if (patternProblem(source, 1) === null) {
      const re = RE2JS.compile(written(source, "find", "re2"));
      const found = texts.map((one) => { const m = re.matcher(one); return m.find() ? m.group(1) : null; });
      all.push({ use: "find", pattern: written(source, "find", "python"), source, texts, found });
    }
    if (patternProblem(source, 0) === null) {
      const re = RE2JS.compile(written(source, "matches", "re2"));
      const found = texts.map(pattern(source).test);
      expect(texts.map((one) => re.matches(one)), source).toEqual(found);
      all.push({ use: "matches", pattern: written(source, "matches", "python"), source, texts, found });
    }
  }), { numRuns: runs });
  return all;
}

const SCRIPT = `
import json, re, sys
def say(use, pattern, text):
    if use == "matches": return re.fullmatch(pattern, text) is not None
    m = re.search(pattern, text)
    return None if m is None else m.group(1)
print(json.dumps([[say(c["use"], c["pattern"], t) for t in c["texts"]] for c in json.load(sys.stdin)]))
`;
const isThere = spawnSync("python3", ["--version"]).status === 0;

test.skipIf(!isThere)("Python finds and fits the same", () => {
  const all = cases(process.env["POL_LONG"] === "1" ? 20_000 : 1000);
  expect(all.filter(({ use }) => use === "find").length).toBeGreaterThan(200);
  expect(all.filter(({ use }) => use === "matches").length).toBeGreaterThan(100);
  const { stdout, stderr } = spawnSync("python3", ["-W", "error", "-c", SCRIPT], { input: JSON.stringify(all), encoding: "utf8", maxBuffer: 1 << 28 });
  expect(stderr).toBe("");
  const theirs = JSON.parse(stdout) as unknown[];
  all.forEach(({ use, source, texts, found }, i) => expect(theirs[i], `${use} ${source} in ${JSON.stringify(texts)}`).toEqual(found));
});
