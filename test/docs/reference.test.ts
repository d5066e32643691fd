import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { MODULES } from "../../compiler/resolve/modules.ts";
import { PRELUDE } from "../../compiler/types/prelude.ts";
import { UNITS } from "../../compiler/types/units.ts";
import { DECLARATIONS, HARD, SOFT } from "../../grammar/tokens.ts";
import { withTables } from "../../scripts/reference.ts";
import { blocks, prose, reference, root } from "./pages.ts";

const words = new Set(reference.flatMap(({ text }) => text.match(/[A-Za-z_][A-Za-z0-9_.]*/g) ?? []));
const inCode = reference.flatMap(({ text }) => [...(prose(text).match(/`[^`\n]+`/g) ?? []), ...blocks(text).map((b) => b.text)]).join("\n");
const missing = (all: Iterable<string>, has: (word: string) => boolean) => [...all].filter((word) => !has(word));
const codeHas = (word: string) => new RegExp(`(?<![A-Za-z0-9_])${word.replaceAll(".", "\\.")}(?![A-Za-z0-9_])`).test(inCode);

describe.each(reference.map(({ path, text }) => [path, text] as const))("%s", (_, text) => {
  test("its tables are what the sources say: else run `npm run docs`", () => expect(text).toBe(withTables(text)));
});

describe("the language reference mentions", () => {
  test("every function of the prelude", () => expect(missing(Object.keys(PRELUDE), (name) => codeHas(name) && inCode.includes(`${name}(`))).toEqual([]));
  test("every unit", () => expect(missing(Object.keys(UNITS), codeHas)).toEqual([]));
  test("every word that begins a declaration", () => expect(missing(DECLARATIONS, codeHas)).toEqual([]));
  test("every other word of the language", () => expect(missing([...HARD, ...SOFT], codeHas)).toEqual([]));
  test("every module and its functions", () => {
    expect(missing(Object.keys(MODULES), (name) => words.has(name))).toEqual([]);
    expect(missing(Object.values(MODULES).flatMap((m) => Object.keys(m)), codeHas)).toEqual([]);
  });
});

test("each page is in the index", () => {
  const index = reference.find(({ path }) => path === "docs/language/README.md")!.text;
  const names = readdirSync(join(root, "docs/language")).filter((name) => name.endsWith(".md") && name !== "README.md");
  expect(missing(names, (name) => index.includes(`](${name})`))).toEqual([]);
});
