import { bodyOf } from "../../compiler/monitor/plan.ts";
import type { SpecIr } from "../../compiler/ir/ir.ts";
import type { Monitor } from "../../runtime/monitor/monitor.ts";
import type { TraceEnd } from "../../runtime/monitor/offline.ts";
import { witness } from "../../runtime/monitor/witness.ts";
import { Refusal } from "../../runtime/refusal.ts";
import { readTrace, type Trace, type TraceOptions } from "../../runtime/traces/trace.ts";
import { blameOf } from "./blame.ts";
import type { Choice } from "./choice.ts";
import { drawingOf } from "./drawing.ts";
import { outcomeOf, type Outcome } from "./outcome.ts";
import type { Pictures } from "./pictures.ts";
import type { FileBar } from "./progress.ts";
import type { TraceFile } from "./trace-files.ts";
import { clockOf } from "./windows.ts";

/** What came out for one trace: an outcome a spec, or why it could not be judged. */
export interface JudgedTrace {
  readonly path: string;
  readonly notes: readonly string[];
  readonly outcomes: readonly Outcome[];
  readonly refused: string | null;
}

export interface Judging {
  readonly monitor: Monitor;
  readonly choice: Choice;
  readonly end: TraceEnd;
  readonly options: TraceOptions & { readonly needs: ReadonlySet<string> };
  readonly pictures: Pictures | null;
}

/**
 * One trace after the other, so that no more than one is held. A trace that cannot be read is said to be so, and the others
 * are judged all the same.
 */
export async function judgeAll(files: readonly TraceFile[], judging: Judging, bar: FileBar): Promise<JudgedTrace[]> {
  const results: JudgedTrace[] = [];
  for (const [i, { file, path }] of files.entries()) {
    const trace = await readOr(file, judging, (done) => bar.at(i, path, done));
    if (typeof trace === "string") results.push({ path, notes: [], outcomes: [], refused: trace.replaceAll(file, path) });
    else results.push({ path, notes: trace.notes.map((note) => note.replaceAll(file, path)), outcomes: await judgeOne(path, trace, judging), refused: null });
  }
  await judging.pictures?.end();
  return results;
}

/** The trace, or why there is none. */
async function readOr(file: string, { choice, options }: Judging, progress: (done: number) => void): Promise<Trace | string> {
  try {
    progress(0);
    return await readTrace(file, choice.env, { ...options, progress });
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

/** True for `always φ`, which is judged at every sample. */
export function isAlways({ formula }: SpecIr): boolean {
  return formula.op === "always" && formula.window === undefined;
}

async function judgeOne(path: string, trace: Trace, { monitor, choice, end, options, pictures }: Judging): Promise<Outcome[]> {
  const { env, specs } = choice;
  const clock = clockOf(env.rate, trace.times);
  const drawing = pictures === null ? null : drawingOf(path, env, trace, options.needs, clock);
  const outcomes = specs.map((spec): Outcome => {
    const judged = monitor.judge(spec.name, trace, end);
    const each = isAlways(spec);
    const summed = outcomeOf(path, judged, each, clock);
    const found = summed.verdict !== "violated" ? null : witness(monitor.program, env, each ? bodyOf(spec.formula) : spec.formula, trace, each ? summed.worst!.sample : 0, monitor.bundle.source);
    const outcome = { ...summed, blame: found === null ? null : blameOf(found) };
    drawing?.add(spec.name, each, judged, outcome);
    return outcome;
  });
  if (drawing !== null) await pictures!.take(drawing);
  return outcomes;
}
