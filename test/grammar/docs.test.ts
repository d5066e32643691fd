import { expect, test } from "vitest";
import type * as ast from "../../grammar/ast.ts";
import { parse } from "../../grammar/parse.ts";
import { format } from "../../grammar/print.ts";
import { walk } from "../../grammar/visit.ts";

/** Every documented thing with its text, in order. */
function docs(text: string): string[] {
  const found: string[] = [];
  walk(parse(text).file, (node) => {
    const { doc, name } = node as { doc?: string | null; name?: ast.Ident };
    if (doc !== undefined && doc !== null) found.push(`${name?.text ?? node.kind}: ${doc}`);
  });
  return found;
}

test.each([
  ["above", "/// one\n/// two\nconst a = 1", ["a: one\ntwo"]],
  ["behind", "const a = 1 /// one\nconst b = 2", ["a: one"]],
  ["above and behind", "/// one\nconst a = 1 /// two", ["a: one\ntwo"]],
  ["behind the brace", "env e { /// one\n}", ["e: one"]],
  ["behind a block on one line", "controller c over e { a = 1 } /// one", ["c: one"]],
  ["of two on a line, the one above the first", "/// one\nconst a = 1 const b = 2", ["a: one"]],
  ["of two on a line, the one behind the last", "const a = 1 const b = 2 /// one", ["b: one"]],
  ["of a parameter, behind its comma", "fn f(a: int, /// one\nb: int /// two\n) -> int = a", ["a: one", "b: two"]],
  ["not over a blank line", "/// one\n\nconst a = 1", []],
  ["not over a comment", "/// one\n// c\nconst a = 1", []],
  ["behind a record type, not of its last field", "env e {\nobserve a: { b: int } /// one\n}", ["a: one"]],
])("a documentation stands %s", (_, text, expected) => {
  expect(docs(text)).toEqual(expected);
  expect(docs((format(text) as { text: string }).text)).toEqual(expected);
});
