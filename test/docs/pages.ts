import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");

export interface Page {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

export interface Block {
  /** Everything behind the three backticks: `pol error POL0302`. */
  readonly info: string;
  readonly text: string;
  /** Of its first line, from 1. */
  readonly line: number;
}

const page = (path: string): Page => ({ path, text: readFileSync(join(root, path), "utf8") });

function markdownUnder(folder: string): string[] {
  const found = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return found.filter((name) => name.endsWith(".md")).map((name) => relative(root, join(root, folder, name))).sort();
}

/** Pages people write. Those of diagnostics are made, and their examples are fixtures with a test of their own. */
export const pages: readonly Page[] = [
  ...(existsSync(join(root, "README.md")) ? ["README.md"] : []),
  ...markdownUnder("docs").filter((path) => !path.startsWith("docs/diagnostics/")),
].map(page);

export const reference: readonly Page[] = pages.filter(({ path }) => path.startsWith("docs/language/"));

export function blocks(text: string): Block[] {
  const found: Block[] = [];
  const lines = text.split("\n");
  for (let i = 0; i < lines.length; i += 1) {
    const open = /^```(\S.*)?$/.exec(lines[i]!);
    if (open === null) continue;
    const from = i + 1;
    for (i = from; i < lines.length && lines[i] !== "```"; i += 1);
    found.push({ info: (open[1] ?? "").trim(), text: `${lines.slice(from, i).join("\n")}\n`, line: from + 1 });
  }
  return found;
}

/** The page without its blocks of code. */
export function prose(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, "");
}
