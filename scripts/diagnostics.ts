import { entries } from "../compiler/diagnostics/catalogue.ts";
import { markdownPage } from "../compiler/diagnostics/page.ts";

/** The pages of docs/diagnostics/ by their file names. */
export function diagnosticPages(): Map<string, string> {
  const rows = entries.map(({ code, title, severity }) => `| [${code}](${code}.md) | ${title} | ${severity} |\n`);
  const index = `# Diagnostics

Everything \`pol check\` can find, one page each. \`pol explain CODE\` prints a page in the terminal.

| code | what it says | severity |
|---|---|---|
${rows.join("")}`;
  return new Map([["README.md", index], ...entries.map((entry) => [`${entry.code}.md`, markdownPage(entry)] as const)]);
}
