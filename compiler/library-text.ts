import { readdirSync, readFileSync } from "node:fs";

// The build replaces this module by one that holds the text (scripts/build.mjs): the shipped compiler reads no file.
const folder = new URL("../stdlib/", import.meta.url);

let sources: Record<string, string> | undefined;

/** The modules of the standard library that are written in Pol: their text by name, `std.shaping`. */
export function librarySources(): Record<string, string> {
  sources ??= Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith(".pol"))
      .sort()
      .map((name) => [`std.${name.slice(0, -4)}`, readFileSync(new URL(name, folder), "utf8")]),
  );
  return sources;
}
