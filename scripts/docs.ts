// Writes the pages of docs/ that are made from the sources: `npm run docs`.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cliPage } from "./cli.ts";
import { diagnosticPages } from "./diagnostics.ts";
import { withTables } from "./reference.ts";

const docs = new URL("../docs/", import.meta.url);
const diagnostics = new URL("diagnostics/", docs);
const language = new URL("language/", docs);
const pages = diagnosticPages();

mkdirSync(diagnostics, { recursive: true });
for (const name of readdirSync(diagnostics)) if (!pages.has(name)) rmSync(new URL(name, diagnostics));
for (const [name, text] of pages) writeFileSync(new URL(name, diagnostics), text);
writeFileSync(new URL("cli.md", docs), cliPage());
for (const name of readdirSync(language).filter((name) => name.endsWith(".md"))) {
  const page = new URL(name, language);
  writeFileSync(page, withTables(readFileSync(page, "utf8")));
}
