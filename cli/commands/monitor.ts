import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { makeBundle, type Bundle } from "../../compiler/bundle.ts";
import { analyze } from "../../compiler/program.ts";
import { bundleOf } from "../../runtime/files/load.ts";
import { hostBeside } from "../../runtime/files/host.ts";
import { openMonitor } from "../../runtime/monitor/monitor.ts";
import type { TraceEnd } from "../../runtime/monitor/offline.ts";
import { version } from "../../runtime/version.ts";
import { printFindings } from "../findings.ts";
import type { Io } from "../io.ts";
import { choose } from "../monitor/choice.ts";
import { toJson } from "../monitor/json.ts";
import { judgeAll } from "../monitor/judging.ts";
import { checkTraces, mappingOf } from "../monitor/mapping.ts";
import { needsOf } from "../monitor/needs.ts";
import { Pictures } from "../monitor/pictures.ts";
import { fileBar } from "../monitor/progress.ts";
import { isClean, printReport } from "../monitor/report.ts";
import { traceFiles } from "../monitor/trace-files.ts";
import { reached } from "../policy-files.ts";
import { exit, type Options } from "../verb.ts";

export async function run([path = "", ...args]: readonly string[], options: Options, io: Io): Promise<number> {
  const bundle = await compiled(path, options, io);
  if (bundle === null) return exit.findings;
  const choice = choose(bundle.ir, path, options);
  const files = traceFiles(args, io.cwd);
  const reading = { ...mappingOf(options), needs: needsOf(bundle.ir, choice.env, choice.specs) };
  await checkTraces(files, choice.env, reading);

  const pictures = options["plot"] === undefined ? null : new Pictures(options["plot"] as string, files.length > 1, io.cwd);
  const [monitor, bar] = [await openMonitor(bundle), await fileBar(io, files.length)];
  try {
    const traces = await judgeAll(files, { monitor, choice, end: options["end"] as TraceEnd, options: reading, pictures }, bar);
    bar.stop();
    const policy = { path, text: bundle.source };
    if (options["json"]) io.stdout.write(`${JSON.stringify(toJson(policy, choice, traces), null, 2)}\n`);
    else printReport(policy, choice, traces, pictures?.written ?? [], io);
    return isClean(traces) ? exit.clean : exit.findings;
  } finally {
    bar.stop();
    monitor.dispose();
  }
}

/** A bundle as it is; a `.pol` file compiled, or null after its errors have been printed. */
async function compiled(path: string, options: Options, io: Io): Promise<Bundle | null> {
  const file = resolve(io.cwd, path);
  if (!path.endsWith(".pol")) return bundleOf(file);
  const text = reached(path, () => readFileSync(file, "utf8"));
  const { program, diagnostics } = analyze({ path, text }, hostBeside(file));
  if (diagnostics.every(({ severity }) => severity !== "error")) return makeBundle(program, { path, text }, {}, version);
  printFindings({ diagnostics, checked: [path], texts: () => text }, options, io);
  return null;
}
