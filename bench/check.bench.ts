import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { policyOf } from "./generate.ts";
import { alternate, table } from "./measure.ts";

const dist = resolve(import.meta.dirname, "../dist/pol.mjs");

/** How long a whole process of `pol check` takes, from its start to its end, beside one of Node that does nothing. */
export function run(): void {
  const folder = mkdtempSync(join(tmpdir(), "pol-bench-"));
  try {
    const small = written(folder, 200);
    const large = written(folder, 10_000);
    const measured = alternate(11, {
      "node, doing nothing": () => node(["-e", "0"]),
      [`pol check, ${small.lines} lines`]: () => node([dist, "check", small.file]),
      "the same, first time after an install": () => node([dist, "check", small.file], { NODE_DISABLE_COMPILE_CACHE: "1" }),
      [`pol check, ${large.lines} lines`]: () => node([dist, "check", large.file]),
    });
    console.log(table(measured));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function written(folder: string, lines: number): { readonly file: string; readonly lines: number } {
  const text = policyOf(lines);
  const file = join(folder, `${lines}.pol`);
  writeFileSync(file, text);
  return { file, lines: text.split("\n").length - 1 };
}

function node(args: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", env: { ...process.env, ...env } });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}: ${stderr}`);
}
