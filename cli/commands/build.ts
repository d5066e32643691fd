import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { PythonTarget } from "../../compiler/emit/python/dialect.ts";
import { bundleOf } from "../../runtime/files/load.ts";
import { Refusal } from "../../runtime/refusal.ts";
import type { Io } from "../io.ts";
import { exit, UsageError, type Options } from "../verb.ts";

/** Compiles one policy to a bundle, with the emitted TypeScript beside it for people to read; or its rewards to a Python module. */
export async function run([file]: readonly string[], options: Options, io: Io): Promise<number> {
  if (file === undefined || !file.endsWith(".pol")) throw new UsageError("name one .pol file to build");
  if (options["target"] !== "bundle") return python(file, options, io);
  const bundle = await bundleOf(resolve(io.cwd, file));
  const waiting = bundle.ir.guards.flatMap((g) => g.later.map((what) => `\`${g.name}\` needs ${what}`));
  if (waiting.length > 0) throw new Refusal(`${file} needs what does not run yet: ${waiting.join("; ")}`);
  if (options["verify"]) {
    const { typecheck } = await import("../../compiler/emit/typecheck.ts");
    const faults = await typecheck(bundle.ts);
    if (faults.length > 0) throw new Error(`the emitted TypeScript does not type-check: ${faults[0]}`);
  }
  const folder = resolve(io.cwd, String(options["out"] ?? "build"));
  mkdirSync(folder, { recursive: true });
  const name = basename(file, ".pol");
  const written = { bundle: join(folder, `${name}.bundle.json`), typescript: join(folder, `${name}.ts`) };
  write(written.bundle, `${JSON.stringify(bundle)}\n`);
  write(written.typescript, bundle.ts);
  const models = Object.keys(bundle.models);
  if (options["json"]) io.stdout.write(`${JSON.stringify({ ...written, hash: bundle.hash, guards: bundle.ir.guards.map((g) => g.name), models }, null, 2)}\n`);
  else io.stdout.write(`Built ${[...bundle.ir.guards, ...(bundle.ir.rewards ?? [])].map((one) => `\`${one.name}\``).join(", ") || "no guard"}${models.length > 0 ? ` with ${models.join(", ")}` : ""}\n  ${written.bundle}\n  ${written.typescript} (for reading)\n  hash ${bundle.hash}\n`);
  return exit.clean;
}

/** The rewards of one file as a Python module. */
async function python(file: string, options: Options, io: Io): Promise<number> {
  const { ir, path, source } = await bundleOf(resolve(io.cwd, file), { models: "none" });
  const { pythonOf } = await import("../../compiler/emit/python/targets.ts");
  const target = options["target"] as PythonTarget | "gymnasium";
  const { code, classes } = pythonOf(ir, { path, text: source }, target);
  if (classes.length === 0) {
    const isList = (ir.rewards ?? []).length > 0;
    throw new Refusal(`${file} has no reward${isList ? " that is one number, and Gymnasium takes no other; build it for numpy or torch" : "; write one with `reward NAME over ENV { … }`"}`);
  }
  const folder = resolve(io.cwd, String(options["out"] ?? "build"));
  mkdirSync(folder, { recursive: true });
  // Python imports no file whose name is not a word.
  const written = join(folder, `${basename(file, ".pol").replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=\d)/, "_")}_${target}.py`);
  write(written, code);
  if (options["json"]) io.stdout.write(`${JSON.stringify({ python: written, classes }, null, 2)}\n`);
  else io.stdout.write(`Built ${classes.map(({ reward, name }) => `\`${reward}\` as \`${name}\``).join(", ")}\n  ${written}\n`);
  return exit.clean;
}

/** Whole or not at all: a half-written bundle would be refused, but it would be there. */
function write(path: string, text: string): void {
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
}
