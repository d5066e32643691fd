import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { kernelSources } from "../../compiler/kernel-text.ts";

test("holds the text of every file of the kernel", () => {
  const sources = kernelSources();
  const files = readdirSync(new URL("../../runtime/kernel/", import.meta.url)).filter((name) => name.endsWith(".ts"));
  expect(Object.keys(sources).sort()).toEqual(files.sort());
  for (const text of Object.values(sources)) expect(text).toMatch(/\bexport\b/);
});
