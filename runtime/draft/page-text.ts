import { readFileSync } from "node:fs";

// The build replaces this module by one that holds the text (scripts/build.mjs).
const page = "rewards-in-a-page.md";

let texts: Record<string, string> | undefined;

/** The page about rewards that a model is given, by its name. */
export function pageTexts(): Record<string, string> {
  return (texts ??= { [page]: readFileSync(new URL(`../../docs/language/${page}`, import.meta.url), "utf8") });
}
