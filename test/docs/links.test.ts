import { existsSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { diagnosticPages } from "../../scripts/diagnostics.ts";
import { pages, prose, root } from "./pages.ts";

const made = new Set([...diagnosticPages().keys()].map((name) => join("docs/diagnostics", name)));
const texts = new Map(pages.map(({ path, text }) => [path, text]));

/** The fragments that a page's headings have: lower case, blanks as hyphens, signs left out. */
function fragments(text: string): Set<string> {
  const headings = [...prose(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => heading!);
  return new Set(headings.map((h) => h.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").replace(/\s/g, "-")));
}

function problem(from: string, link: string): string | undefined {
  const [target = "", fragment] = link.split("#");
  const path = target === "" ? from : relative(root, resolve(root, dirname(from), target));
  if (made.has(path)) return undefined;
  if (path.startsWith("..")) return "leads out of the repository";
  if (!existsSync(join(root, path))) return "is not there";
  if (fragment === undefined || statSync(join(root, path)).isDirectory()) return undefined;
  const text = texts.get(path);
  return text !== undefined && !fragments(text).has(fragment) ? "has no such heading" : undefined;
}

describe.each(pages.map(({ path, text }) => [path, text] as const))("%s", (path, text) => {
  test("its relative links resolve", () => {
    const links = [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
    const broken = links.filter((link) => !/^[a-z]+:/.test(link)).flatMap((link) => {
      const what = problem(path, link);
      return what === undefined ? [] : [`${link} ${what}`];
    });
    expect(broken).toEqual([]);
  });
});
