import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { BundleError, makeBundle, readBundle, type Bundle } from "../../compiler/bundle.ts";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { analyze } from "../../compiler/program.ts";
import { LineIndex } from "../../grammar/spans.ts";
import { messageOf } from "../guard/sampled.ts";
import { Refusal } from "../refusal.ts";
import { version } from "../version.ts";
import { hostBeside } from "./host.ts";

/** A policy that does not compile: nothing runs. */
export class PolicyRefusal extends Refusal {
  readonly diagnostics: readonly Diagnostic[];

  constructor(path: string, text: string, diagnostics: readonly Diagnostic[]) {
    const errors = diagnostics.filter((d) => d.severity === "error");
    const first = errors[0]!;
    const line = new LineIndex(text).at(first.span.start).line + 1;
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more; see \`pol check\`)` : "";
    super(`${path}:${line}: ${first.message}${more}`);
    this.diagnostics = diagnostics;
  }
}

export interface BundleOptions {
  /** `all` (the default): a missing model file is a refusal. `present`: those that are there. */
  readonly models?: "all" | "present" | "none";
}

/** Reads a bundle, or compiles a `.pol` file into one. Throws a Refusal: one sentence, and nothing runs. */
export async function bundleOf(path: string, options: BundleOptions = {}): Promise<Bundle> {
  const text = readText(path);
  if (path.endsWith(".pol")) return compileText(path, text, options);
  try {
    return readBundle(text, version);
  } catch (error) {
    throw error instanceof BundleError ? new Refusal(`${path}: ${error.message}`, { cause: error }) : error;
  }
}

/** Compiles a text as if it stood at `path`. */
export async function compileText(path: string, text: string, { models: wanted = "all" }: BundleOptions = {}): Promise<Bundle> {
  const source = { path: path.split(/[\\/]/).at(-1)!, text };
  const { program, diagnostics } = analyze(source, hostBeside(path));
  if (diagnostics.some((d) => d.severity === "error")) throw new PolicyRefusal(path, text, diagnostics);
  const models: Record<string, Uint8Array> = {};
  for (const p of program.policies) {
    if (p.server !== "onnx" || p.file === null || wanted === "none") continue;
    try {
      models[p.file] = readFileSync(resolve(dirname(path), p.file));
    } catch {
      if (wanted === "present") continue;
      throw new Refusal(`there is no model file \`${p.file}\` beside ${path}, and \`${p.name}\` needs it`);
    }
  }
  return makeBundle(program, source, models, version);
}

export function readText(path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") throw new Refusal(`there is no file ${path}`);
    if (code === "EISDIR") throw new Refusal(`${path} is a folder; name a .pol file or a bundle`);
    throw new Refusal(error instanceof TypeError ? `${path} is not UTF-8 text` : `${path} cannot be read (${messageOf(error)})`);
  }
}
