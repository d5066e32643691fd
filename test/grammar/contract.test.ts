import { describe, expect, test } from "vitest";
import { parse } from "../../grammar/parse.ts";
import { format } from "../../grammar/print.ts";
import { dump } from "./dump.ts";
import { CONTRACT, contract, expectGolden } from "./golden.ts";

describe.each(CONTRACT)("%s.pol", (name) => {
  const text = contract(name);
  const parsed = parse(text);

  test("parses", () => {
    expect(parsed.errors).toEqual([]);
    expectGolden(`contract/${name}.ast`, `${dump(parsed.file)}\n`);
  });

  test("formats to a fixed point, to the same tree, comments kept", () => {
    const formatted = format(text);
    if (!("text" in formatted)) throw new Error("errors");
    expectGolden(`contract/${name}.formatted`, formatted.text);
    expect(format(formatted.text)).toEqual(formatted);
    const again = parse(formatted.text);
    expect(dump(again.file)).toBe(dump(parsed.file));
    expect(again.comments.map((c) => c.image)).toEqual(parsed.comments.map((c) => c.image));
  });

  test("stands nearly as the formatter writes it: only runs of blanks differ", () => {
    const formatted = format(text) as { text: string };
    const squeezed = (all: string): string[] => all.split("\n").map((line) => line.trim().replace(/ {2,}/g, " "));
    expect(squeezed(formatted.text)).toEqual(squeezed(text));
  });
});
