import { readdirSync, statSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { reached } from "../policy-files.ts";
import { UsageError } from "../verb.ts";

/** A recorded trace, under the path that people know it by. */
export interface TraceFile {
  readonly path: string;
  readonly file: string;
}

/** What `readTrace` reads. */
const ENDINGS = [".csv", ".tsv", ".ndjson", ".jsonl", ".parquet"];

/** The traces meant by arguments: files as they are, folders with all below them, in order of name; each once. */
export function traceFiles(args: readonly string[], cwd: string): TraceFile[] {
  const found = args.flatMap((arg) => {
    if (!reached(arg, () => statSync(resolve(cwd, arg))).isDirectory()) return [arg];
    const inside = below(arg, cwd);
    if (inside.length === 0) throw new UsageError(`there is no trace in \`${arg}\`: their names end in ${ENDINGS.join(", ")}`);
    return inside;
  });
  const once = new Map(found.map((path) => [resolve(cwd, path), path]));
  return [...once].map(([file, path]) => ({ file, path }));
}

function below(folder: string, cwd: string): string[] {
  const entries = reached(folder, () => readdirSync(resolve(cwd, folder), { withFileTypes: true }));
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith(".")) return [];
    if (entry.isDirectory()) return below(path, cwd);
    return ENDINGS.includes(extname(entry.name).toLowerCase()) ? [path] : [];
  });
}
