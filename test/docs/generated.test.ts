import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { cliPage } from "../../scripts/cli.ts";
import { diagnosticPages } from "../../scripts/diagnostics.ts";

const docs = new URL("../../docs/", import.meta.url);
const stale = "a generated page is stale: run `npm run docs`";

test("docs/diagnostics/ is what the catalogue says", () => {
  const folder = new URL("diagnostics/", docs);
  const onDisk = new Map(readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), "utf8")]));
  expect(Object.fromEntries(onDisk), stale).toEqual(Object.fromEntries(diagnosticPages()));
});

test("docs/cli.md is what the table of verbs says", () => {
  expect(readFileSync(new URL("cli.md", docs), "utf8"), stale).toBe(cliPage());
});
