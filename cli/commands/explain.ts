import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { createColors } from "picocolors";
import { entries, entryOf } from "../../compiler/diagnostics/catalogue.ts";
import type { Entry } from "../../compiler/diagnostics/entry.ts";
import { clipped } from "../../compiler/diagnostics/page.ts";
import { nearest } from "../../grammar/nearest.ts";
import type { Io } from "../io.ts";
import { exit, UsageError, type Options } from "../verb.ts";

export async function run([asked]: readonly string[], options: Options, io: Io): Promise<number> {
  if (asked !== undefined && isFile(asked, io.cwd)) {
    const { explainRecord } = await import("../explain/records.ts");
    return explainRecord(asked, options, io);
  }
  for (const name of ["seq", "policy"]) if (options[name] !== undefined) throw new UsageError(asked === undefined ? `\`--${name}\` is about a file of records: name it` : `\`--${name}\` is about a file of records, and there is no file \`${asked}\``);
  if (asked === undefined) io.stdout.write(options.json ? json(entries) : list());
  else io.stdout.write(options.json ? json(find(asked)) : page(find(asked), io.color));
  return exit.clean;
}

/** A code or a name of a diagnostic is none, whatever lies in this folder. */
function isFile(asked: string, cwd: string): boolean {
  if (entryOf(asked) !== undefined || entries.some(({ name }) => name === asked.toLowerCase())) return false;
  return existsSync(resolve(cwd, asked)) || asked.endsWith(".jsonl");
}

/** By code or by name. */
function find(asked: string): Entry {
  const entry = entryOf(asked) ?? entries.find(({ name }) => name === asked.toLowerCase());
  if (entry) return entry;
  const near = nearest(asked, entries.flatMap(({ code, name }) => [code, name]));
  throw new UsageError(`there is no diagnostic \`${asked}\`${near === undefined ? "" : `; did you mean \`${near}\`?`}`);
}

function list(): string {
  return entries.map(({ code, title }) => `${code}  ${title}\n`).join("");
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function page(entry: Entry, color: boolean): string {
  const { bold, dim, red, green } = createColors(color);
  return `${bold(`${entry.code}: ${entry.title}`)}
${dim(`${entry.name}, ${entry.severity}`)}

${indented(entry.message)}

${red("Avoid")}

${indented(clipped(entry.wrong))}
${green("Prefer")}

${indented(clipped(entry.right))}
${bold("Why")}

${indented(wrapped(entry.why, 76))}
`;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}

function wrapped(text: string, width: number): string {
  return text.replace(new RegExp(`(.{1,${width}})(?:\\s+|$)`, "g"), "$1\n").trimEnd();
}
