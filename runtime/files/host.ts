import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Host } from "../../compiler/program.ts";

/** Files beside a `.pol` file, by the paths written in it. */
export function hostBeside(file: string): Host {
  const folder = dirname(resolve(file));
  return {
    readText(path) {
      try {
        return readFileSync(resolve(folder, path), "utf8");
      } catch {
        return undefined;
      }
    },
    exists: (path) => existsSync(resolve(folder, path)),
  };
}
