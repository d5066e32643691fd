import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Unfit } from "../../compiler/import/progent/regex/ast.ts";
import { searched } from "../../compiler/import/progent/regex/pattern.ts";
import type { Width } from "../../compiler/import/progent/regex/write.ts";
import { type Condition, conditionText } from "../../compiler/import/writing/condition.ts";
import { pattern } from "../../stdlib/text/pattern.ts";

const written = (source: string, width: Width, left = true): string => conditionText(searched(source, left, "x", width).condition).replaceAll("\\\\", "\\");

describe("a pattern that was searched for, of the whole text", () => {
  test.each([
    // of an `allow`, and of a `forbid`
    ["^[^@]+@company\\.com$", '[^@]+@company\\.com', '[^@]+@company\\.com\\n?'],
    ["[a-z]+@corp\\.internal", "[a-z]+@corp\\.internal", "[^]*[a-z]+@corp\\.internal[^]*"],
    [".*(iban|account).*", ".*(iban|account).*", "[^]*(iban|account)[^]*"],
    ["^(ls|git)( .*)?$", "(ls|git)( .*)?", "(ls|git)( [^]*)?\\n?"],
    ["(^|\\s)(curl|wget)(\\s|$)", "([ \\t])?(curl|wget)([ \\t])?", "([^]*[\\s\\p{Cc}])?(curl|wget)([\\s\\p{Cc}][^]*|\\n?)"],
    [".*\\.env($|/.*)$", ".*\\.env(/.*)?", "[^]*\\.env(\\n?|/[^]*)"],
    ["^/tmp/.*", "/tmp/.*", "/tmp/[^]*"],
    ["\\bdel\\b", "del", "([^]*\\W)?del(\\W[^]*)?"],
    ["(?i)evil", "[Ee][Vv][Ii][Ll]", "[^]*[Ee][Vv][Ii\\u{130}\\u{131}][Ll][^]*"],
    ["^a$|^b$", "a|b", "a\\n?|b\\n?"],
    ["^\\d{3}$", "\\d{3}", "\\p{Nd}{3}\\n?"],
  ])("%s", (source, allow, forbid) => {
    expect(written(source, "whole")).toBe(`x matches "${allow}"`);
    expect(written(source, "wide")).toBe(`x matches "${forbid}"`);
  });

  test("what looks ahead where the text begins is a condition of its own", () => {
    expect(written("^(?!.*\\.env)(?!.*secret).*$", "whole")).toBe('not x matches "[^]*\\.env[^]*" and not x matches "[^]*secret[^]*" and x matches ".*"');
    expect(written("^(?!.*\\.env).*$", "wide")).toBe('not x matches ".*\\.env[^]*"');
    expect(written("^(?=/srv/).*\\.md$|^README$", "whole")).toBe('x matches "README" or x matches "/srv/[^]*" and x matches ".*\\.md"');
  });

  test("a bare text begins where the text begins, and ends anywhere", () => {
    expect(written("US", "wide", false)).toBe('x matches "US[^]*"');
    expect(written("US", "whole", false)).toBe('x matches "US"');
  });

  test("nothing is found everywhere", () => {
    expect(written("", "whole")).toBe("true");
    expect(written(".*", "wide")).toBe("true");
  });

  test("says where an `allow` takes fewer texts than it did", () => {
    const narrowed = (source: string, left = true): boolean => searched(source, left, "x", "whole").narrowed;
    expect([narrowed("^a$"), narrowed(".*a.*"), narrowed("^(a|b.*)$"), narrowed("^(?!b).*$")]).toEqual([false, false, false, false]);
    expect([narrowed("a"), narrowed("^a"), narrowed("a$"), narrowed("^a$|b"), narrowed("a", false)]).toEqual([true, true, true, true, true]);
  });
});

describe("what no pattern of a whole text can ask is refused", () => {
  test.each([
    ["(a)\\1", "it refers back, by `\\1`"], ["(?<=a)b", "it looks behind, by `(?<=`"], ["a(?=b)", "it looks ahead, by `(?=`, elsewhere than behind a leading `^`"],
    ["a\\Bb", "it asks for the inside of a word, by `\\B`"], ["-\\b.", "it asks for the edge of a word where that is not seen, by `\\b`"],
    ["a^b", "it has `^` where a text neither begins nor ends"], ["(a$)*", "it has `$` where a text neither begins nor ends"],
    ["(", "it has a `(` without its `)`"], [")", "it has a `)` too many"], ["[a", "it has a `[` without its `]`"], ["*a", "it has a `*` with nothing before it"],
    ["a**", "it repeats a repetition"], ["a*+", "it repeats without giving back, by a second `+`"], ["a{20000}", "it repeats more than 10000 times"], ["a{3,2}", "it repeats from more to fewer"],
    ["[z-a]", "it has a range of characters that ends before it begins"], ["\\p{L}", "it has `\\p`, which means nothing in Python"], ["(?s)a", "it switches a flag by `(?s)`"],
    ["(?(1)a)", "it has `(?(`"], ["(?i)é", "it asks for a letter beyond `a` to `z` in either case"], ["[\\Sa]", "it has `\\S` among other characters"], ["\\", "it ends in a `\\`"],
    ["a.{3000}b", "it leaves open too many ways to read a text: repeat less after what may be long"], ["(".repeat(200) + ")".repeat(200), "it is nested too deeply"],
  ])("%s", (source, message) => {
    expect(() => searched(source, true, "x", "wide")).toThrow(new Unfit(message));
  });
});

/** What Python's `re` (3.11) said of each text: a sign for each, once for `search` and once for `match`. */
const recorded = JSON.parse(readFileSync(join(import.meta.dirname, "python-re.json"), "utf8")) as { readonly texts: readonly string[]; readonly patterns: Readonly<Record<string, readonly [search: string, match: string]>> };

const compiled = new Map<string, ReturnType<typeof pattern>>();

function holds(c: Condition, text: string): boolean {
  switch (c.kind) {
    case "constant": return c.value;
    case "not": return !holds(c.of, text);
    case "and": return c.all.every((one) => holds(one, text));
    case "or": return c.all.some((one) => holds(one, text));
    case "each": throw new Error("there are no lists here");
    case "atom": {
      const source = /^x matches "(.*)"$/s.exec(c.text)![1]!.replace(/\\(.)/g, (_, sign: string) => (sign === "n" ? "\n" : sign === "t" ? "\t" : sign));
      const known = compiled.get(source) ?? pattern(source);
      compiled.set(source, known);
      return known.test(text);
    }
  }
}

test("an exact pattern takes the texts that Python's takes, a narrow one no others, a wide one these and perhaps more", () => {
  for (const [source, results] of Object.entries(recorded.patterns)) {
    for (const [mode, found] of results.entries()) {
      for (const width of ["exact", "whole", "narrow", "wide"] as const) {
        const { condition } = searched(source, mode === 0, "x", width);
        recorded.texts.forEach((text, i) => {
          const [before, now] = [found[i] === "1", holds(condition, text)];
          const right = width === "exact" ? now === before : width === "wide" ? now || !before : before || !now;
          expect(right, `${source} as ${width} of ${JSON.stringify(text)}: ${before} there, ${now} here`).toBe(true);
        });
      }
    }
  }
});
