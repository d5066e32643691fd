import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";

/** Compares with the file beside the tests; POL_UPDATE=1 rewrites it. */
export function golden(name: string, text: string): void {
  const file = new URL(`./golden/${name}`, import.meta.url);
  if (process.env["POL_UPDATE"] === "1") writeFileSync(file, text);
  expect(existsSync(file), `no golden file ${name}: run with POL_UPDATE=1 and read what comes`).toBe(true);
  expect(text).toBe(readFileSync(file, "utf8"));
}
