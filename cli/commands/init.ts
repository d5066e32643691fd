import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { Refusal } from "../../runtime/refusal.ts";
import type { Io } from "../io.ts";
import { templates } from "../templates.ts";
import { exit, type Options } from "../verb.ts";

export async function run([dir = "."]: readonly string[], { kind, json }: Options, io: Io): Promise<number> {
  const template = templates[kind === "agent" ? "agent" : "robot"];
  const folder = resolve(io.cwd, dir);
  const shown = relative(io.cwd, folder) || ".";
  prepare(folder, shown);
  writeFileSync(join(folder, template.file), template.text, { flag: "wx" });
  const path = join(shown, template.file);
  io.stdout.write(
    json
      ? `${JSON.stringify({ kind, folder, files: [template.file] })}\n`
      : `Wrote ${path}. Next:\n  pol check ${path}\n  pol test ${path}\n`,
  );
  return exit.clean;
}

/** Makes the folder, or refuses one that holds anything but dot-files such as a fresh `.git`. */
function prepare(folder: string, shown: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    if (readdirSync(folder).every((name) => name.startsWith("."))) return;
  } catch (cause) {
    throw new Refusal(`cannot write to \`${shown}\`: ${(cause as Error).message}`, { cause });
  }
  throw new Refusal(`\`${shown}\` is not empty, and init overwrites nothing; name a new folder`);
}
