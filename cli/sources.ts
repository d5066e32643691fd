import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import type { Source } from "../grammar/spans.ts";
import { policyFiles, reached } from "./policy-files.ts";
import { UsageError } from "./verb.ts";

/** How standard input is called. */
export const STDIN = "<stdin>";

/** A policy's text, under the path that people know it by. */
export interface PolicySource extends Source {
  /** Where it lies; what it names lies beside it. */
  readonly file: string;
}

/** Reads the `.pol` files meant by arguments; `-` is standard input, as if it lay in this folder. */
export async function policySources(args: readonly string[], cwd: string): Promise<PolicySource[]> {
  if (args.includes("-")) {
    if (args.length > 1) throw new UsageError("`-` is standard input, and stands alone");
    return [{ path: STDIN, file: join(cwd, "stdin.pol"), text: await text(process.stdin) }];
  }
  return policyFiles(args, cwd).map((path) => {
    const file = resolve(cwd, path);
    return { path, file, text: reached(path, () => readFileSync(file, "utf8")) };
  });
}
