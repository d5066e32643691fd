import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { lexer } from "../../grammar/tokens.ts";
import { parse } from "../../grammar/parse.ts";
import { formatParsed } from "../../grammar/print.ts";
import { dump } from "./dump.ts";
import { corpus, EXAMPLES } from "./golden.ts";

/** POL_FUZZ multiplies the number of cases; POL_LONG=1 takes ten times as many. */
const MORE = Number(process.env["POL_FUZZ"] ?? 1) * (process.env["POL_LONG"] === "1" ? 10 : 1);
const TIMEOUT = 120_000 * Math.max(1, MORE);

function runs(count: number): { numRuns: number } {
  return { numRuns: Math.ceil(count * MORE) };
}

/** Whatever the text: it is read, its errors lie within it, and without errors it has one way to be written. */
function holds(text: string): boolean {
  const parsed = parse(text);
  for (const { span, message } of parsed.errors) {
    if (!(span.start >= 0 && span.end <= text.length && span.start <= span.end && message !== "")) throw new Error(`an error at ${JSON.stringify(span)}: ${message}`);
  }
  if (parsed.errors.length > 0) return false;
  expect(parsed.file.broken).toEqual([]);
  const once = formatParsed(parsed);
  const again = parse(once);
  expect(formatParsed(again)).toBe(once);
  expect(dump(again.file)).toBe(dump(parsed.file));
  expect(again.comments.map((c) => c.image)).toEqual(parsed.comments.map((c) => c.image.trimEnd()));
  return true;
}

/** What the examples are made of, and what may stand between. */
const TEXTS = EXAMPLES.map((name) => readFileSync(corpus(`${name}.pol`), "utf8"));
const WORDS = [...new Set(TEXTS.flatMap((text) => {
  const { tokens, groups } = lexer.tokenize(text);
  return [...tokens.map((t) => t.image), ...(groups["comments"] ?? []).slice(0, 2).map((c) => `${c.image}\n`)];
}))];
const BLANKS = ["", " ", "  ", "\n", "\n\n", "\n\n\n", "\t", "\r\n", " // c\n", " /// d\n", "\n/// e\n"];
const SIGNS = ["{", "}", "(", ")", "[", "]", "\"", "`", "'", "//", "///", "=", "==", ",", ":", ".", "..", "-", "->", "é", "😀", "\u0000", "&&", "1e9", "5m"];

test("any bytes are read", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => void holds(new TextDecoder().decode(bytes))), runs(60_000));
}, TIMEOUT);

test("any text is read", () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...SIGNS, "a", "env", " ", "\n", "0"), maxLength: 60 }), (text) => void holds(text)), runs(40_000));
}, TIMEOUT);

test("any words in any order are read", () => {
  const soup = fc.array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...BLANKS)), { maxLength: 60 }).map((parts) => parts.flat().join(""));
  fc.assert(fc.property(soup, (text) => void holds(text)), runs(10_000));
}, TIMEOUT);

/** A part of a text taken out, doubled, moved or replaced. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat({ max: 30 }),
  to: fc.double({ min: 0, max: 1, noNaN: true }),
  how: fc.constantFrom("remove" as const, "double" as const, "move" as const, "sign" as const, "word" as const),
  what: fc.nat(),
});

function edited(text: string, { at, length, to, how, what }: typeof edit extends fc.Arbitrary<infer E> ? E : never): string {
  const start = Math.floor(at * text.length);
  const part = text.slice(start, start + length);
  const rest = text.slice(0, start) + text.slice(start + length);
  const target = Math.floor(to * rest.length);
  if (how === "remove") return rest;
  if (how === "double") return text.slice(0, start) + part + text.slice(start);
  if (how === "move") return rest.slice(0, target) + part + rest.slice(target);
  return text.slice(0, start) + (how === "sign" ? SIGNS[what % SIGNS.length]! : WORDS[what % WORDS.length]!) + text.slice(start);
}

test("mutated examples are read", () => {
  const mutated = fc.tuple(fc.constantFrom(...TEXTS), fc.array(edit, { minLength: 1, maxLength: 4 })).map(([text, edits]) => edits.reduce(edited, text));
  fc.assert(fc.property(mutated, (text) => void holds(text)), runs(5_000));
}, TIMEOUT);

test("examples with other blanks and comments between their tokens are written in one way", () => {
  const respaced = fc.tuple(fc.constantFrom(...TEXTS), fc.array(fc.constantFrom(...BLANKS, " ", " "), { minLength: 1, maxLength: 400 })).map(([text, blanks]) =>
    lexer.tokenize(text).tokens.map(({ image }, i) => image + (blanks[i % blanks.length]! || " ")).join(""));
  let read = 0;
  fc.assert(fc.property(respaced, (text) => { if (holds(text)) read++; }), runs(1_000));
  expect(read).toBe(runs(1_000).numRuns);
}, TIMEOUT);
