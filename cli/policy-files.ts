import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { UsageError } from "./verb.ts";

/** The `.pol` files meant by arguments: files as they are, folders with all below them, in order of name; without one, this folder. */
export function policyFiles(args: readonly string[], cwd: string): string[] {
  const found = (args.length > 0 ? args : ["."]).flatMap((arg) => {
    const stat = reached(arg, () => statSync(resolve(cwd, arg)));
    if (!stat.isDirectory()) return [arg];
    const below = walk(arg, cwd);
    if (below.length === 0) throw new UsageError(arg === "." ? "there is no .pol file in this folder" : `there is no .pol file in \`${arg}\``);
    return below;
  });
  const once = new Map<string, string>();
  for (const path of found) if (!once.has(resolve(cwd, path))) once.set(resolve(cwd, path), path);
  return [...once.values()];
}

function walk(folder: string, cwd: string): string[] {
  const entries = reached(folder, () => readdirSync(resolve(cwd, folder), { withFileTypes: true }));
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((e) => {
    const path = join(folder, e.name);
    if (e.isDirectory()) return e.name === "node_modules" || e.name.startsWith(".") ? [] : walk(path, cwd);
    if (!e.name.endsWith(".pol")) return [];
    // A link to a folder may lead back up; one to a file is the file.
    return e.isFile() || (e.isSymbolicLink() && statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isFile() === true) ? [path] : [];
  });
}

/** What was asked of a path; a path that cannot be reached is a mistake in how `pol` was called. */
export function reached<T>(path: string, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError(code === "ENOENT" || code === "ENOTDIR" ? `there is no file or folder \`${path}\`` : `cannot read \`${path}\` (${message.replace(/,.*$/, "")})`);
  }
}
