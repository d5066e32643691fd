import { expect, test } from "vitest";
import { syntax } from "../../compiler/diagnostics/topics/syntax.ts";
import { syntaxDiagnostics } from "../../compiler/diagnostics/syntax.ts";
import { parse } from "../../grammar/parse.ts";

function found(text: string): string[] {
  return syntaxDiagnostics({ path: "a.pol", text }, parse(text).errors).map(({ code, message }) => `${code} ${message}`);
}

test.each(Object.values(syntax).map((entry) => [entry.code, entry] as const))("%s is what the parser finds", (code, entry) => {
  expect(found(entry.wrong)[0]).toMatch(new RegExp(`^${code} `));
  expect(found(entry.right)).toEqual([]);
});

test("says what stands there and what was wanted", () => {
  expect(found("const a = 2 × 3\nconst b = (1]\nconst c = \"x\n")).toEqual([
    "POL0003 `×` is not part of the language",
    "POL0001 expected `)` but found `]`",
    "POL0002 this text has no closing quote",
  ]);
});

test("carries the parser's advice", () => {
  const text = "const a = 2 × 3\n";
  expect(syntaxDiagnostics({ path: "a.pol", text }, parse(text).errors)[0]?.help).toContain("*");
});
