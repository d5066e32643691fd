import { mailboxes } from "./email/mailboxes.ts";
import { recipients } from "./email/recipients.ts";
import type { TextSet } from "./native.ts";
import { files } from "./path/files.ts";
import { folderDecoded } from "./path/folder-decoded.ts";
import { folderExcept } from "./path/folder-except.ts";
import { folder } from "./path/folder.ts";
import { windowsFolder } from "./path/windows-folder.ts";
import { commands, pipelines } from "./shell/commands.ts";
import { postgresReads } from "./sql/postgres-reads.ts";
import { agree } from "./text/agree.ts";
import { places } from "./text/decimal.ts";
import { instant, keys, texts } from "./text/values.ts";
import { origins } from "./url/origins.ts";
import { publicWeb } from "./url/public-web.ts";

/** The sets of texts that the modules declare, by the names they have in the language. */
export const SETS: Readonly<Record<string, TextSet>> = {
  folder, folder_decoded: folderDecoded, folder_except: folderExcept, windows_folder: windowsFolder, files,
  origins, public_web: publicWeb, mailboxes, commands, pipelines, postgres_reads: postgresReads,
};

/** The functions. What they cannot say is null. */
export const FUNCTIONS: Readonly<Record<string, (...values: readonly unknown[]) => unknown>> = {
  recipients: (value, ...fields) => recipients(value, ...(fields as string[])),
  texts, keys,
  agree: (a, b, ...fields) => agree(a, b, fields as string[]),
  decimals: (value) => (typeof value === "number" && Number.isFinite(value) ? places(value) : null),
  instant: (value) => (typeof value === "string" ? instant(value) : null),
};

/** Why a set's parameters make no sense, in a phrase; null where they do. */
export function refusal(name: string, params: readonly string[]): string | null {
  return SETS[name]?.refuse(params) ?? null;
}

/** Makes these sets ready to be asked. */
export async function load(names: Iterable<string>): Promise<void> {
  for (const name of names) await SETS[name]?.load?.();
}
