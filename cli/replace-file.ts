import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { Refusal } from "../runtime/refusal.ts";

/** Gives a file a new text whole or not at all, keeping its mode and a link to it. */
export function replaceFile(file: string, shown: string, text: string): void {
  let part: string | undefined;
  try {
    const target = realpathSync(file);
    part = `${target}.${process.pid}.part`;
    writeFileSync(part, text, { mode: statSync(target).mode, flag: "wx" });
    renameSync(part, target);
  } catch (cause) {
    if (part !== undefined) rmSync(part, { force: true });
    throw new Refusal(`cannot write \`${shown}\` (${(cause as Error).message})`, { cause });
  }
}
