import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importedTrees } from "./trees.ts";

test("the page shows what the import comes to", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/import-bt.md"), "utf8");
  const [xml, trees, outline, tree] = [...page.matchAll(/^```\w*\n(.*?)^```$/gms)].map(([, text]) => text!);
  expect(importedTrees(xml!).pol).toBe(trees);
  expect(importedTrees(outline!).pol).toBe(tree);
});
