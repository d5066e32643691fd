import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { text as everything } from "node:stream/consumers";
import { importRtamt, type RtamtOptions } from "../../compiler/import/rtamt/import.ts";
import { isName } from "../../compiler/import/rtamt/names.ts";
import { nearest } from "../../grammar/nearest.ts";
import { Refusal } from "../../runtime/refusal.ts";
import type { Io } from "../io.ts";
import { reached } from "../policy-files.ts";
import { STDIN } from "../sources.ts";
import { exit, type Options, UsageError } from "../verb.ts";

/** By the first argument: what a text in that language comes to. */
const IMPORTERS = { rtamt: (text: string, options: Options) => importRtamt(text, rtamtOptions(options)) };

export async function run([kind = "", path = ""]: readonly string[], options: Options, io: Io): Promise<number> {
  const convert = importerOf(kind);
  const text = path === "-" ? await everything(process.stdin) : reached(path, () => readFileSync(resolve(io.cwd, path), "utf8"));
  const result = convert(text, options);
  if ("errors" in result) {
    const shown = path === "-" ? STDIN : path;
    if (options["json"]) io.stdout.write(json(result));
    else for (const { line, column, message } of result.errors) io.stderr.write(`${shown}:${line}:${column}: ${message}\n`);
    return exit.findings;
  }
  const out = options["out"];
  if (typeof out === "string") write(out, result.pol, io.cwd);
  if (options["json"]) {
    io.stdout.write(json(result));
    return exit.clean;
  }
  io.stdout.write(typeof out === "string" ? `${out}\n` : result.pol);
  for (const note of result.notes) io.stderr.write(`note: ${note}\n`);
  return exit.clean;
}

function importerOf(kind: string): (typeof IMPORTERS)[keyof typeof IMPORTERS] {
  if (Object.hasOwn(IMPORTERS, kind)) return IMPORTERS[kind as keyof typeof IMPORTERS];
  const kinds = Object.keys(IMPORTERS), near = nearest(kind, kinds);
  throw new UsageError(`\`${kind}\` is nothing that can be imported; ${near === undefined ? `there is ${kinds.map((k) => `\`${k}\``).join(", ")}` : `did you mean \`${near}\`?`}`);
}

/** The command line has checked the choices. */
function rtamtOptions({ period, unit, env }: Options): RtamtOptions {
  const [, value, of] = /^(\d+(?:\.\d+)?)(s|ms|us|ns)$/.exec(String(period)) ?? [];
  if (!isName(String(env))) throw new UsageError(`\`${env}\` cannot be the name of an env; write letters, digits and \`_\``);
  if (Number(value) > 0) return { period: { value: Number(value), unit: of as Unit }, unit: unit as Unit, env: String(env) };
  throw new UsageError(`\`${period}\` is no time between two samples; write it as in \`500ms\`, in s, ms, us or ns`);
}

type Unit = NonNullable<RtamtOptions["unit"]>;

function write(path: string, text: string, cwd: string): void {
  try {
    writeFileSync(resolve(cwd, path), text);
  } catch (cause) {
    throw new Refusal(`cannot write \`${path}\` (${(cause as Error).message})`, { cause });
  }
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
