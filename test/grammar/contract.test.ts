import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "../../grammar/parse.ts";
import { format } from "../../grammar/print.ts";
import { HARD, SOFT, W } from "../../grammar/tokens.ts";
import { dump } from "./dump.ts";
import { CONTRACT, contract, corpus, EXAMPLES, expectGolden } from "./golden.ts";

describe.each(EXAMPLES)("%s.pol", (name) => {
  const text = readFileSync(corpus(`${name}.pol`), "utf8");
  const parsed = parse(text);

  test("parses", () => {
    expect(parsed.errors).toEqual([]);
    expectGolden(`${name}.ast`, `${dump(parsed.file)}\n`);
  });

  test("formats to a fixed point, to the same tree, comments kept", () => {
    const formatted = format(text);
    if (!("text" in formatted)) throw new Error("errors");
    expectGolden(`${name}.formatted`, formatted.text);
    expect(format(formatted.text)).toEqual(formatted);
    const again = parse(formatted.text);
    expect(dump(again.file)).toBe(dump(parsed.file));
    expect(again.comments.map((c) => c.image)).toEqual(parsed.comments.map((c) => c.image));
  });
});

test.each(CONTRACT)("%s.pol stands nearly as the formatter writes it: only runs of blanks differ", (name) => {
  const formatted = format(contract(name)) as { text: string };
  const squeezed = (all: string): string[] => all.split("\n").map((line) => line.trim().replace(/ {2,}/g, " "));
  expect(squeezed(formatted.text)).toEqual(squeezed(contract(name)));
});

test("the examples leave out no word of the language", () => {
  const used = new Set(EXAMPLES.flatMap((name) => parse(readFileSync(corpus(`${name}.pol`), "utf8")).tokens.map((t) => t.tokenType)));
  expect([...HARD, ...SOFT].filter((word) => !used.has(W[word]))).toEqual([]);
});
