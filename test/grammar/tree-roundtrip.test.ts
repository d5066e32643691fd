import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "../../grammar/parse.ts";
import { format, formatParsed } from "../../grammar/print.ts";
import { lexer } from "../../grammar/tokens.ts";
import { bare, treeDecl, written } from "./tree-programs.ts";

const MORE = process.env["POL_LONG"] === "1" ? 10 : 1;
const runs = (count: number): { numRuns: number } => ({ numRuns: count * MORE });
const TIMEOUT = 60_000 * MORE;

const BLANKS = [" ", " ", " ", "\n", "\n\n", " // c\n", "\n/// d\n"];
const blanks = fc.array(fc.constantFrom(...BLANKS), { minLength: 1, maxLength: 50 });

/** The declarations of a text that has no mistakes. */
function read(text: string): unknown {
  const { file, errors } = parse(text);
  expect(errors.map(({ message, span }) => `${message} at ${text.slice(span.start, span.start + 30)}`)).toEqual([]);
  return bare(file.decls);
}

test("what is written is read back", () => {
  fc.assert(fc.property(fc.array(treeDecl, { minLength: 1, maxLength: 3 }), fc.nat(), (decls, seed) => {
    const text = decls.map((decl, i) => written(decl, seed + i)).join("\n");
    const expected = bare(decls);
    expect(read(text)).toEqual(expected);
    const formatted = format(text) as { text: string };
    expect(read(formatted.text)).toEqual(expected);
  }), runs(300));
}, TIMEOUT);

test("however lines are broken and commented, there is one layout, and it means the same", () => {
  const strip = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === "doc" ? null : inner)));
  fc.assert(fc.property(treeDecl, fc.nat(), blanks, (decl, seed, between) => {
    const { tokens } = lexer.tokenize(written(decl, seed));
    const text = tokens.map(({ image }, i) => image + between[i % between.length]!).join("");
    const parsed = parse(text);
    expect(parsed.errors).toEqual([]);
    const once = formatParsed(parsed);
    expect(strip(read(once))).toEqual(strip(bare(parsed.file.decls)));
    expect(format(once)).toEqual({ text: once });
  }), runs(300));
}, TIMEOUT);
