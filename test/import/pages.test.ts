import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importClaude } from "../../compiler/import/claude/import.ts";
import { importMcp } from "../../compiler/import/mcp/import.ts";
import { importProgent } from "../../compiler/import/progent/import.ts";
import { sound } from "./judged.ts";

/** The blocks of code of a page, in order. */
const blocks = (page: string): readonly string[] => [...readFileSync(join(import.meta.dirname, "../../docs", page), "utf8").matchAll(/^```\w*\n(.*?)^```$/gms)].map(([, text]) => text!);

test("the pages show what the imports come to", () => {
  const [policies, pol] = blocks("import-progent.md");
  expect(sound(importProgent(policies!)).pol).toBe(pol);
  const [tools, draft] = blocks("import-mcp.md");
  expect(sound(importMcp({ path: "files.tools.json", text: tools! }), tools).pol).toBe(draft);
  const [settings, some] = blocks("import-claude.md");
  const lines = sound(importClaude(settings!, { root: "/home/ann/shop", home: "/home/ann" })).pol.split("\n").map((line) => line.trim());
  for (const line of some!.trimEnd().split("\n")) expect(lines).toContain(line.trim());
});
