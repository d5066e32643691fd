import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { UsageError } from "./verb.ts";

/** The `.pol` files meant by arguments: files as they are, folders with all below them, in order of name. */
export function policyFiles(args: readonly string[], cwd: string): string[] {
  const found = args.flatMap((arg) => {
    const path = resolve(cwd, arg);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) throw new UsageError(`there is no file or folder ${arg}`);
    if (!stat.isDirectory()) return [arg];
    const below = walk(arg, cwd);
    if (below.length === 0) throw new UsageError(`there is no .pol file in ${arg}`);
    return below;
  });
  return [...new Set(found)];
}

function walk(folder: string, cwd: string): string[] {
  const entries = readdirSync(resolve(cwd, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((e) => {
    if (e.isDirectory()) return e.name === "node_modules" || e.name.startsWith(".") ? [] : walk(join(folder, e.name), cwd);
    return e.isFile() && e.name.endsWith(".pol") ? [join(folder, e.name)] : [];
  });
}
