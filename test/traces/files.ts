import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { analyze } from "../../compiler/program.ts";
import type { EnvIr } from "../../compiler/ir/ir.ts";

/** The first env of a program that compiles. */
export function envOf(text: string): EnvIr {
  const { program, diagnostics } = analyze({ path: "test.pol", text }, { readText: () => undefined, exists: () => false });
  const errors = diagnostics.filter((d) => d.severity === "error");
  if (errors.length > 0) throw new Error(errors.map((d) => d.message).join("\n"));
  return program.envs[0]!;
}

const folder = mkdtempSync(join(tmpdir(), "pol-traces-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file that is gone after the tests, and answers its path. */
export function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The message a promise is rejected with, without the folder. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error("nothing was refused"),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error) || error.name !== "Refusal") throw error;
  return plain(error.message);
}

export function plain(message: string): string {
  return message.replaceAll(`${folder}/`, "");
}
