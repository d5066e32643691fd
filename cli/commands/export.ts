import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { text as everything } from "node:stream/consumers";
import { exportBt } from "../../compiler/export/bt/export.ts";
import { nearest } from "../../grammar/nearest.ts";
import { Refusal } from "../../runtime/refusal.ts";
import type { Io } from "../io.ts";
import { reached } from "../policy-files.ts";
import { STDIN } from "../sources.ts";
import { exit, type Options, UsageError } from "../verb.ts";

const KINDS = ["bt"];

export async function run([kind = "", path = "", tree]: readonly string[], options: Options, io: Io): Promise<number> {
  if (!KINDS.includes(kind)) {
    const near = nearest(kind, KINDS);
    throw new UsageError(`a policy cannot be exported to \`${kind}\`; ${near === undefined ? "there is `bt`" : `did you mean \`${near}\`?`}`);
  }
  const text = path === "-" ? await everything(process.stdin) : reached(path, () => readFileSync(resolve(io.cwd, path), "utf8"));
  const result = exportBt(text, tree);
  if ("errors" in result) {
    if (options["json"]) io.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    else for (const { line, column, message } of result.errors) io.stderr.write(`${path === "-" ? STDIN : path}:${line}:${column}: ${message}\n`);
    return exit.findings;
  }
  const out = options["out"];
  if (typeof out === "string") write(out, result.xml, io.cwd);
  if (options["json"]) io.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else {
    io.stdout.write(typeof out === "string" ? `${out}\n` : result.xml);
    for (const note of result.notes) io.stderr.write(`note: ${note}\n`);
  }
  return exit.clean;
}

function write(path: string, text: string, cwd: string): void {
  try {
    writeFileSync(resolve(cwd, path), text);
  } catch (cause) {
    throw new Refusal(`cannot write \`${path}\` (${(cause as Error).message})`, { cause });
  }
}
