import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";

export const CONTRACT = ["cruise", "teller", "shooter", "pick"] as const;
/** The files of the corpus that hold together the whole language. */
export const EXAMPLES = [...CONTRACT.map((name) => `contract/${name}`), "grammar/everything"];

export function corpus(name: string): string {
  return new URL(`../corpus/${name}`, import.meta.url).pathname;
}

export function contract(name: string): string {
  return readFileSync(corpus(`contract/${name}.pol`), "utf8");
}

/** Compares with a file of the corpus; with POL_UPDATE=1 in the environment it writes the file instead. */
export function expectGolden(file: string, actual: string): void {
  const path = corpus(file);
  if (process.env["POL_UPDATE"] === "1") writeFileSync(path, actual);
  expect(actual).toBe(readFileSync(path, "utf8"));
}
