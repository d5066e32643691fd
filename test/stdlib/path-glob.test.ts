import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Match, World } from "../../stdlib/native.ts";
import { files } from "../../stdlib/path/files.ts";
import { globHas, globOf } from "../../stdlib/path/glob.ts";

const nowhere: World = { link: () => null, addresses: () => [] };
const ask = (value: string, glob: string): Match => files.match(value, [glob], nowhere);
const refused = (why: string) => ({ holds: false, why });

describe("a pattern has", () => {
  test.each([
    ["docs/*.md", "docs/a.md", "docs/a.md"],
    ["docs/*.md", "docs/.md", "docs/.md"],
    ["docs/*.md", "./docs//x/../a b.md", "docs/a b.md"],
    ["docs/*.md", "docs/*.md", "docs/*.md"],
    ["docs/*.md", "docs/a\\..\\b.md", "docs/a\\..\\b.md"],
    ["docs/**/*.md", "docs/a.md", "docs/a.md"],
    ["docs/**/*.md", "docs/.a/..b/.md", "docs/.a/..b/.md"],
    ["docs/**/*.md", "docs/[!a-z]/{x,y}.md", "docs/[!a-z]/{x,y}.md"],
    ["**", ".", "."],
    ["**", "a/..", "."],
    ["**", "a/b/", "a/b"],
    ["docs/**", "docs", "docs"],
    ["docs/**", "docs/", "docs"],
    ["**/x/**/y", "x/x/y", "x/x/y"],
    ["*/b", "a/b", "a/b"],
    ["a*b*c", "abcbc", "abcbc"],
    ["a.b", "a.b", "a.b"],
    ["é", "é", "é"],
  ])("%s: %j", (glob, value, canonical) => expect(ask(value, glob)).toEqual({ holds: true, canonical }));
});

describe("a pattern does not have", () => {
  test.each([
    ["docs/*.md", "docs/a/b.md"],
    ["docs/*.md", "docs/a.MD"],
    ["docs/*.md", "Docs/a.md"],
    ["docs/*.md", "docs/a.md.sh"],
    ["docs/*.md", "docs/a.mdx"],
    ["docs/*.md", "my/docs/a.md"],
    ["docs/*.md", "docsa.md"],
    ["docs/**/*.md", "docs/a.md/b"],
    ["docs/**", "docs2"],
    ["a.b", "axb"],
    ["a*b*c", "abcb"],
    ["(a|b)+", "a"],
    ["\u00e9", "e\u0301"],
  ])("%s: %j", (glob, value) => expect(ask(value, glob)).toEqual(refused("does not match the pattern")));

  test.each([
    ["", "is empty"],
    ["/docs/a.md", "is an absolute path"],
    ["../docs/a.md", "leaves the folder by `..`"],
    ["docs/../../docs/a.md", "leaves the folder by `..`"],
    ["docs/a.md\0", "holds a control character"],
    ["docs/a\n.md", "holds a control character"],
    ["docs/\u0085.md", "holds a control character"],
    ["docs/\udfff.md", "holds half of a surrogate pair"],
    ["docs/a.md/", "names a folder"],
    ["docs/a.md/.", "names a folder"],
    ["docs/a.md/b/..", "names a folder"],
  ])("whatever it is: %j", (value, why) => expect(ask(value, "docs/**/*.md")).toEqual(refused(why)));
});

describe("a pattern that makes no sense is refused, and has nothing", () => {
  test.each([
    ["", "the pattern is empty"],
    ["/docs/*", "the pattern begins with `/`, but paths are taken from the folder"],
    ["docs//a", "the pattern has nothing between two `/` or behind the last"],
    ["docs/", "the pattern has nothing between two `/` or behind the last"],
    ["./docs", "the pattern has a `.` or `..` in it"],
    ["docs/../a", "the pattern has a `.` or `..` in it"],
    ["docs/**.md", "the pattern has a `**` that does not stand alone between `/`"],
    ["docs/***", "the pattern has a `**` that does not stand alone between `/`"],
    ["docs/\t", "the pattern holds a control character"],
    ["\ud800", "the pattern holds half of a surrogate pair"],
    ...["a?", "[ab]", "{a,b}", "!a", "\\*"].map((glob): [string, string] => [glob, "the pattern has a `?`, `[`, `{`, `\\` or leading `!`: the only wildcards are `*` and `**`"]),
  ])("%j", (glob, why) => {
    expect(files.refuse([glob])).toBe(why);
    for (const value of ["docs/a", "a", "docs", ".", glob]) expect(ask(value, glob).holds).toBe(false);
  });
  test("so are too few and too many", () => {
    for (const params of [[], ["a", "b"]]) expect(files.refuse(params)).toBe("it takes one pattern");
    expect(files.match("a", [], nowhere).holds).toBe(false);
  });
  test("others are not", () => {
    for (const glob of ["**", "*", "a", "src/**/*.ts", ".env*", "a!b", "a]b", "..a"]) expect(files.refuse([glob])).toBeNull();
  });
});

/** The definition, word for word: slow, and plain to see. */
function has([first, ...rest]: readonly string[], names: readonly string[]): boolean {
  if (first === undefined) return names.length === 0;
  if (first === "**") return names.some((_, i) => has(rest, names.slice(i))) || has(rest, []);
  return names.length > 0 && fits(first, names[0]!) && has(rest, names.slice(1));
}
function fits(pattern: string, name: string): boolean {
  if (pattern === "") return name === "";
  if (pattern[0] === "*") return fits(pattern.slice(1), name) || (name !== "" && fits(pattern, name.slice(1)));
  return name[0] === pattern[0] && fits(pattern.slice(1), name.slice(1));
}

const name = fc.array(fc.constantFrom("a", "b", "."), { minLength: 1, maxLength: 4 }).map((letters) => letters.join(""));
const part = fc.oneof(fc.constant("**"), fc.array(fc.constantFrom("a", "b", ".", "*"), { minLength: 1, maxLength: 4 }).map((letters) => letters.join("").replace(/\*+/g, "*")));

test("matching agrees with the plain definition", () => {
  let matched = 0;
  fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), fc.array(name, { maxLength: 5 }), (glob, names) => {
    const expected = has(glob, names);
    if (expected) matched += 1;
    expect(globHas(globOf(glob.join("/")), names)).toBe(expected);
  }), { numRuns: 5000 });
  expect(matched).toBeGreaterThan(300);
});

test("what it accepts it accepts again, as its own canonical text", () => {
  fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), fc.array(fc.oneof(name, fc.constantFrom("..", ".", "")), { maxLength: 6 }), (glob, names) => {
    const first = ask(names.join("/"), glob.join("/"));
    if (first.holds) expect(ask(first.canonical, glob.join("/"))).toEqual(first);
  }), { numRuns: 2000 });
});

test("a hostile text takes no long time", () => {
  for (const glob of ["**/a*a*a*a*b", "**/a/**/a/**/a/**/b", "*a*a*a*b"]) {
    for (const unit of ["a", "a/", "/", "../", "aa/"]) expect(ask(unit.repeat(1_000_000 / unit.length), glob).holds).toBe(false);
  }
  expect(ask(`${"a/".repeat(200_000)}b`, "**/a/**/a/**/b").holds).toBe(true);
});

test("no text of UTF-16 units makes it fail", () => {
  const any = fc.array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0x2a, 0x2e, 0x2f)), { maxLength: 30 }).map((units) => String.fromCharCode(...units));
  fc.assert(fc.property(any, any, (value, glob) => {
    if (ask(value, glob).holds) expect(files.refuse([glob])).toBeNull();
  }));
});
