import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { messageOf } from "../guard/sampled.ts";
import { Refusal } from "../refusal.ts";

/** JavaScript too, because Node strips no types inside node_modules. */
const WORLD = /^world\.(ts|mjs|js)$/;

/** The policy and the world in a folder, or a policy or bundle and the world beside it. */
export function findWorld(path: string): { readonly policy: string; readonly world: string } {
  const isFolder = isDirectory(path);
  const folder = isFolder ? path : dirname(path);
  const names = readdirSync(folder).sort();
  const only = (found: readonly string[], what: string): string => {
    if (found.length === 1) return join(folder, found[0]!);
    throw new Refusal(found.length === 0 ? `there is no ${what} in ${folder}` : `${folder} has more than one ${what}: ${found.join(", ")}`);
  };
  const policy = isFolder ? only(names.filter((name) => name.endsWith(".pol")), ".pol file") : path;
  return { policy, world: only(names.filter((name) => WORLD.test(name)), "world (`world.ts`, `world.mjs` or `world.js`)") };
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new Refusal(missing ? `there is no file or folder ${path}` : `${path} cannot be read (${messageOf(cause)})`, { cause });
  }
}
