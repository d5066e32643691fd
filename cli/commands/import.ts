import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { text as everything } from "node:stream/consumers";
import { type BtOptions, importBt } from "../../compiler/import/bt/import.ts";
import { importClaude } from "../../compiler/import/claude/import.ts";
import { importMcp } from "../../compiler/import/mcp/import.ts";
import type { Result } from "../../compiler/import/mistake.ts";
import { importProgent } from "../../compiler/import/progent/import.ts";
import { importRtamt, type RtamtOptions } from "../../compiler/import/rtamt/import.ts";
import { isName } from "../../compiler/import/rtamt/names.ts";
import type { ToolsFile } from "../../compiler/import/writing/tools.ts";
import { nearest } from "../../grammar/nearest.ts";
import { Refusal } from "../../runtime/refusal.ts";
import type { Io } from "../io.ts";
import { reached } from "../policy-files.ts";
import { STDIN } from "../sources.ts";
import { exit, type Options, UsageError } from "../verb.ts";

/** A file of another language, and what was said about it on the command line. */
interface Source {
  readonly path: string;
  readonly text: string;
  readonly options: Options;
  readonly cwd: string;
}

interface Importer {
  /** Options that are about this language alone. */
  readonly takes: readonly string[];
  /** The policy names the file itself, so that it has to have a name. */
  readonly isNamed?: boolean;
  readonly convert: (source: Source) => Result;
}

/** By the first argument. */
const IMPORTERS: Readonly<Record<string, Importer>> = {
  rtamt: { takes: ["period", "unit"], convert: ({ text, options }) => importRtamt(text, rtamtOptions(options)) },
  progent: { takes: ["tools"], convert: ({ text, ...source }) => importProgent(text, { ...toolsOption(source), ...envOption(source.options) }) },
  claude: { takes: ["tools", "root", "home"], convert: (source) => importClaude(source.text, { ...anchors(source), ...toolsOption(source), ...envOption(source.options) }) },
  mcp: { takes: [], isNamed: true, convert: (source) => importMcp(toolsFile(source), envOption(source.options)) },
  bt: { takes: ["rate", "strict", "enum", "with"], convert: (source) => importBt(source.text, btOptions(source)) },
};

export async function run([kind = "", path = ""]: readonly string[], options: Options, io: Io): Promise<number> {
  const { convert, isNamed } = importerOf(kind, options);
  if (isNamed === true && path === "-") throw new UsageError("the policy names the file of its tools: save standard input and give the file");
  const text = path === "-" ? await everything(process.stdin) : reached(path, () => readFileSync(resolve(io.cwd, path), "utf8"));
  const result = convert({ path, text, options, cwd: io.cwd });
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

function importerOf(kind: string, options: Options): Importer {
  const kinds = Object.keys(IMPORTERS);
  if (!Object.hasOwn(IMPORTERS, kind)) {
    const near = nearest(kind, kinds);
    throw new UsageError(`\`${kind}\` is nothing that can be imported; ${near === undefined ? `there is ${kinds.map((k) => `\`${k}\``).join(", ")}` : `did you mean \`${near}\`?`}`);
  }
  const importer = IMPORTERS[kind]!;
  for (const option of new Set(Object.values(IMPORTERS).flatMap(({ takes }) => takes))) {
    if (options[option] !== undefined && !importer.takes.includes(option)) throw new UsageError(`\`--${option}\` says nothing about an import from \`${kind}\``);
  }
  return importer;
}

function rtamtOptions({ period = "1s", unit = "s", env = "signals" }: Options): RtamtOptions {
  const [, value, of] = /^(\d+(?:\.\d+)?)(s|ms|us|ns)$/.exec(String(period)) ?? [];
  if (Number(value) > 0) return { period: { value: Number(value), unit: of as Unit }, unit: unit as Unit, ...envOption({ env }) };
  throw new UsageError(`\`${period}\` is no time between two samples; write it as in \`500ms\`, in s, ms, us or ns`);
}

type Unit = NonNullable<RtamtOptions["unit"]>;

function btOptions({ path, options, cwd }: Source): BtOptions {
  const listed = (option: string): readonly string[] => [options[option] ?? []].flat().map(String);
  const enums = listed("enum").map((one): [string, number] => {
    const [, name, value] = /^([A-Za-z_]\w*)=(-?\d+)$/.exec(one) ?? [];
    if (name === undefined) throw new UsageError(`\`${one}\` is no enumerator with its number; write it as in \`RED=0\``);
    return [name, Number(value)];
  });
  const slashes = (at: string): string => resolve(cwd, at).split(sep).join("/");
  return {
    ...envOption(options), ...rateOption(options), strict: options["strict"] === true, enums: Object.fromEntries(enums), path: slashes(path), readText: textOf,
    beside: listed("with").map((at) => ({ path: slashes(at), text: reached(at, () => readFileSync(resolve(cwd, at), "utf8")) })),
  };
}

/** `10Hz`, or the time between two ticks. */
function rateOption({ rate }: Options): { readonly rate?: number } {
  if (rate === undefined) return {};
  const [, value, unit] = /^(\d+(?:\.\d+)?)(Hz|s|ms)$/.exec(String(rate)) ?? [];
  if (Number(value) > 0) return { rate: unit === "Hz" ? Number(value) : (unit === "s" ? 1 : 1000) / Number(value) };
  throw new UsageError(`\`${rate}\` says not how often a tree ticks; write it as in \`10Hz\` or \`50ms\``);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function envOption({ env }: Options): { readonly env?: string } {
  if (env === undefined) return {};
  if (!isName(String(env))) throw new UsageError(`\`${env}\` cannot be the name of an env; write letters, digits and \`_\``);
  return { env: String(env) };
}

function toolsOption({ options, cwd }: Omit<Source, "text">): { readonly tools?: ToolsFile } {
  const path = options["tools"];
  if (typeof path !== "string") return {};
  return { tools: toolsFile({ path, text: reached(path, () => readFileSync(resolve(cwd, path), "utf8")), options, cwd }) };
}

/** The file as the policy will name it, which is from where the policy lies. */
function toolsFile({ path, text, options, cwd }: Source): ToolsFile {
  const { out } = options;
  const from = typeof out === "string" ? dirname(resolve(cwd, out)) : cwd;
  return { path: relative(from, resolve(cwd, path)).split(sep).join("/"), text };
}

/** What the paths of Claude Code's rules are taken from. `.claude/settings.json` lies in the project that it is about. */
function anchors({ path, options, cwd }: Source): { readonly root: string; readonly home: string; readonly settings: string } {
  const folder = (option: unknown): string | undefined => (typeof option === "string" ? real(resolve(cwd, option)) : undefined);
  const home = folder(options["home"]) ?? real(homedir());
  const beside = path === "-" ? cwd : real(dirname(resolve(cwd, path)));
  const isUsers = beside === join(home, ".claude");
  const root = folder(options["root"]) ?? real(basename(beside) === ".claude" && !isUsers ? dirname(beside) : cwd);
  return { root, home, settings: isUsers ? beside : root };
}

/** Links are followed before a path is held to a folder. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

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
