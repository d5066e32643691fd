import { openFeedback } from "../../runtime/rewards/feedback/open.ts";
import type { Feedback } from "../../runtime/rewards/feedback/player.ts";
import type { RewardFeedback } from "../../runtime/rewards/feedback/results.ts";
import { Refusal } from "../../runtime/refusal.ts";
import type { Io } from "../io.ts";
import { checkTraces, mappingOf } from "../monitor/mapping.ts";
import { fileBar } from "../monitor/progress.ts";
import { traceFiles, type TraceFile } from "../monitor/trace-files.ts";
import { compiled } from "../reward/compiled.ts";
import { toJson } from "../reward/json.ts";
import { printReport, type Unread } from "../reward/report.ts";
import { exit, type Options } from "../verb.ts";

export async function run([path = "", ...args]: readonly string[], options: Options, io: Io): Promise<number> {
  const found = await compiled(path, options, io);
  if (found === null) return exit.findings;
  const files = traceFiles(args, io.cwd);
  const { bundle, reward, success } = found;
  const { feedback, dispose } = await openFeedback(bundle, reward, { columns: mappingOf(options).columns ?? {}, ...(success !== undefined && { success }) });
  try {
    await checkTraces(files, feedback.env, feedback.reading);
    const unread = await readAll(files, feedback, io);
    return await tell(path, feedback.result(), unread, options, io);
  } finally {
    dispose();
  }
}

async function tell(path: string, result: RewardFeedback, unread: readonly Unread[], options: Options, io: Io): Promise<number> {
  const plot = options["plot"] as string | undefined;
  if (plot !== undefined && result.steps > 0) await (await import("../reward/write-picture.ts")).writePicture(plot, result, io.cwd);
  if (options["json"]) io.stdout.write(`${JSON.stringify(toJson(path, result, unread), null, 2)}\n`);
  else printReport(result, unread, plot, io);
  return result.refused.steps > 0 || unread.length > 0 ? exit.findings : exit.clean;
}

/** A trace that breaks off with something that is no value is said to be so, and the others are played all the same. */
async function readAll(files: readonly TraceFile[], feedback: Feedback, io: Io): Promise<Unread[]> {
  const bar = await fileBar(io, files.length);
  const unread: Unread[] = [];
  try {
    for (const [i, { file, path }] of files.entries()) {
      try {
        await feedback.read(file, path, (done) => bar.at(i, path, done));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        unread.push({ trace: path, reason: error.message.replaceAll(file, path) });
      }
    }
  } finally {
    bar.stop();
  }
  return unread;
}
