import { readdirSync, readFileSync } from "node:fs";

// The build replaces this module by one that holds the text (scripts/build.mjs): the shipped compiler reads no file.
const folder = new URL("../runtime/kernel/", import.meta.url);

let sources: Record<string, string> | undefined;

/** The source text of the kernel's files by their names, for bundling with the emitted module. */
export function kernelSources(): Record<string, string> {
  sources ??= Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith(".ts"))
      .sort()
      .map((name) => [name, readFileSync(new URL(name, folder), "utf8")]),
  );
  return sources;
}
