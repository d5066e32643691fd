import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { makeBundle, type Bundle } from "../../compiler/bundle.ts";
import { analyze } from "../../compiler/program.ts";
import { bundleOf } from "../../runtime/files/load.ts";
import { hostBeside } from "../../runtime/files/host.ts";
import type { Asked } from "../../runtime/rewards/feedback/success.ts";
import { withSuccess } from "../../runtime/rewards/feedback/with-success.ts";
import { version } from "../../runtime/version.ts";
import { printFindings } from "../findings.ts";
import type { Io } from "../io.ts";
import { reached } from "../policy-files.ts";
import { UsageError, type Options } from "../verb.ts";
import { chosen } from "./choice.ts";

/** A reward, and what says whether an episode succeeds. */
export interface Compiled {
  readonly bundle: Bundle;
  readonly reward: string;
  readonly success?: Asked;
}

/** Compiles a `.pol` file, or takes a bundle as it is; null after its errors have been printed. */
export async function compiled(path: string, options: Options, io: Io): Promise<Compiled | null> {
  const file = resolve(io.cwd, path);
  const { success: condition, successColumn: column } = options as { readonly success?: string; readonly successColumn?: string };
  if (condition !== undefined && column !== undefined) throw new UsageError("`--success` and `--success-column` both say what success is; give one of them");
  const found = path.endsWith(".pol") ? checked(path, file, options, io) : await bundled(file);
  if (found === null) return null;
  const reward = chosen(found.program, path, options);
  if (condition === undefined) return { bundle: await found.bundle(), reward, ...(column !== undefined && { success: { column } }) };
  const judged = await withSuccess({ path, text: found.text }, reward, condition, hostBeside(file));
  if ("problem" in judged) throw new UsageError(`\`--success ${condition}\`: ${judged.problem}`);
  return { ...judged, reward };
}

interface Found {
  readonly text: string;
  readonly program: Bundle["ir"];
  bundle(): Promise<Bundle>;
}

function checked(path: string, file: string, options: Options, io: Io): Found | null {
  const text = reached(path, () => readFileSync(file, "utf8"));
  const { program, diagnostics } = analyze({ path, text }, hostBeside(file));
  if (diagnostics.every(({ severity }) => severity !== "error")) return { text, program, bundle: () => makeBundle(program, { path, text }, {}, version) };
  printFindings({ diagnostics, checked: [path], texts: () => text }, options, io);
  return null;
}

async function bundled(file: string): Promise<Found> {
  const bundle = await bundleOf(file, { models: "none" });
  return { text: bundle.source, program: bundle.ir, bundle: async () => bundle };
}
