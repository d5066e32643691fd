import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { text as everything } from "node:stream/consumers";
import { openChat } from "../../runtime/draft/chat.ts";
import { difference } from "../../runtime/draft/difference.ts";
import { draftReward, type Draft } from "../../runtime/draft/draft.ts";
import { hostBeside } from "../../runtime/files/host.ts";
import { Refusal } from "../../runtime/refusal.ts";
import { amountOf, endpointOf, keyOf, nameOf, sourceOf } from "../draft/asked.ts";
import { coloured } from "../draft/coloured.ts";
import { waiting } from "../draft/progress.ts";
import { asJson, unfinished } from "../draft/report.ts";
import type { Io } from "../io.ts";
import { replaceFile } from "../replace-file.ts";
import type { PolicySource } from "../sources.ts";
import { exit, type Options, UsageError } from "../verb.ts";

export async function run([kind = "", words = ""]: readonly string[], options: Options, io: Io): Promise<number> {
  if (kind !== "reward") throw new UsageError(`\`${kind}\` is nothing that can be drafted; there is \`reward\``);
  const endpoint = endpointOf(options);
  const [tries, seconds, name, key] = [amountOf("tries", options, 20), amountOf("timeout", options, 300), nameOf(options), keyOf(options, process.env)];
  const source = await sourceOf(options, io.cwd);
  const description = (words === "-" ? await everything(process.stdin) : words).trim();
  if (description === "") throw new UsageError("say in a few words what the reward is to pay for");
  const chat = await openChat(endpoint, { key, seconds });
  const { watch, stop } = waiting(io, chat.model, tries);
  try {
    const draft = await draftReward({ source, host: hostBeside(source.file), description, name, tries }, chat, options["json"] ? undefined : watch);
    return ended(draft, source, options, io);
  } finally {
    stop();
  }
}

function ended(draft: Draft, source: PolicySource, options: Options, io: Io): number {
  const { attempts, done } = draft;
  if (done === null) {
    io.stdout.write(options["json"] ? asJson(draft, source.path, null, null) : unfinished(draft, source.path, io.color));
    if (!options["json"]) io.stderr.write(`no reward came of ${attempts.length === 1 ? "1 try" : `${attempts.length} tries`}; nothing was written\n`);
    return exit.findings;
  }
  const patch = difference(source.path, source.text, done.file);
  if (options["json"]) {
    io.stdout.write(asJson(draft, source.path, patch, written(done.file, source, options, io.cwd)));
    return exit.clean;
  }
  // Shown before it is written: a draft that cannot be written is not lost.
  io.stdout.write(io.tty ? coloured(patch, io.color) : patch);
  const target = written(done.file, source, options, io.cwd);
  io.stderr.write(target === null ? `\`${done.reward}\` checks; nothing was written: \`--write\` puts it into ${source.path}\n` : `wrote ${target}\n`);
  return exit.clean;
}

/** Writes the file with the reward where that is asked for, and says which it was. */
function written(text: string, source: PolicySource, { write, out }: Options, cwd: string): string | null {
  if (typeof out === "string") {
    try {
      writeFileSync(resolve(cwd, out), text);
    } catch (cause) {
      throw new Refusal(`cannot write \`${out}\` (${(cause as Error).message})`, { cause });
    }
    return out;
  }
  if (!write) return null;
  if (readFileSync(source.file, "utf8") !== source.text) throw new Refusal(`\`${source.path}\` was changed while the model was asked; nothing was written`);
  replaceFile(source.file, source.path, text);
  return source.path;
}
