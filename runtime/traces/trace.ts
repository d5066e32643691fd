import { extname } from "node:path";
import type { EnvIr } from "../../compiler/ir/ir.ts";
import { Refusal } from "../refusal.ts";
import { atEvents, onGrid, type Timed } from "./align.ts";
import type { BesideColumn } from "./beside-cells.ts";
import { mapColumns, type Mapping } from "./columns.ts";
import type { Source } from "./source.ts";

/** Samples of one trace by column: `obs[i]` belongs to `env.obs[i]`. What is not written to here may be shared between slots. */
export interface Trace {
  /** The file. */
  readonly name: string;
  readonly length: number;
  /** One array a slot of env.obs, in the slot's declared unit; bool slots 0 false, 1 unknown, 2 true; enum slots the index; unknown numbers NaN. */
  readonly obs: readonly Float64Array[];
  /** One a slot of env.acts; null where the file has none (a spec that reads it is then refused by the caller). */
  readonly acts: readonly (Float64Array | null)[];
  /** Seconds, non-decreasing, from the trace's first; null for an env with a rate whose file has no time column. */
  readonly times: Float64Array | null;
  /** What was odd but kept as unknown, counted, in words ("3 samples out of order are unknown (first in row 17)"). */
  readonly notes: readonly string[];
  /** The columns asked for with `beside` that the file has, by their names. */
  readonly beside?: ReadonlyMap<string, BesideColumn>;
}

export interface TraceOptions {
  /** `slot` to `column`, or `slot` to `column [unit]`, from the user's `--column speed=v_ego[km/h]`. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Name of the time column; default: `time`, `t`, `timestamp` if there, with an optional unit: `time [ms]`. Null: each row is a sample, whatever its time. */
  readonly time?: string | null;
  /**
   * Slots that are needed, observations and actions: those have to be there, and those alone are read. Any other observation
   * is unknown throughout, any other action null. Default: each observation is needed, and actions are read where they are there.
   */
  readonly needs?: ReadonlySet<string>;
  /** Of `needs`, those that a file may lack: they are then as if they were not needed. */
  readonly mayLack?: ReadonlySet<string>;
  /** Columns of any kind of value that are no slots. */
  readonly beside?: readonly { readonly name: string; readonly needed: boolean }[];
  /** From 0 to 1. */
  readonly progress?: (done: number) => void;
}

/** Reads a recorded trace. Throws a Refusal: rows count from 1 and leave a header out. */
export async function readTrace(path: string, env: EnvIr, options: TraceOptions = {}): Promise<Trace> {
  const source = await open(path, env);
  try {
    const { mapping, problems } = mapColumns(path, env, source.headers, options);
    if (mapping === null) throw new Refusal(`${path}: ${problems[0]}${problems.length > 1 ? ` (and ${problems.length - 1} more like it)` : ""}`);
    const rows = await source.read(mapping.cells, options.progress ?? (() => {}));
    if (rows === 0) throw new Refusal(`${path} has no samples`);
    return traceOf(path, env, mapping, rows);
  } finally {
    await source.close();
  }
}

/** Looks only at the header or schema, and says what is wrong, so that many files are checked before any is run. */
export async function checkTrace(path: string, env: EnvIr, options: TraceOptions = {}): Promise<readonly string[]> {
  let source: Source | null = null;
  try {
    source = await open(path, env);
    return mapColumns(path, env, source.headers, options).problems.map((problem) => `${path}: ${problem}`);
  } catch (error) {
    if (error instanceof Refusal) return [error.message];
    throw error;
  } finally {
    await source?.close();
  }
}

/** Each kind loads its libraries only when a file of it is read. */
const KINDS: Readonly<Record<string, (path: string, env: EnvIr) => Promise<Source>>> = {
  ".csv": async (path) => (await import("./csv.ts")).openCsv(path, ","),
  ".tsv": async (path) => (await import("./csv.ts")).openCsv(path, "\t"),
  ".ndjson": async (path, env) => (await import("./ndjson.ts")).openNdjson(path, env),
  ".jsonl": async (path, env) => (await import("./ndjson.ts")).openNdjson(path, env),
  ".parquet": async (path) => (await import("./parquet.ts")).openParquet(path),
};

async function open(path: string, env: EnvIr): Promise<Source> {
  const ending = extname(path).toLowerCase();
  const kind = Object.hasOwn(KINDS, ending) ? KINDS[ending] : undefined;
  if (kind === undefined) throw new Refusal(`${path} is no trace that can be read: its name must end in ${Object.keys(KINDS).join(", ").replace(/, (?=[^,]*$)/, " or ")}`);
  return kind(path, env);
}

function traceOf(path: string, env: EnvIr, mapping: Mapping, rows: number): Trace {
  const time = mapping.time?.taken() ?? null;
  const timed: Timed =
    time === null ? { length: rows, times: null, place: (values) => values, notes: [] } : env.rate === null ? atEvents(path, time) : onGrid(path, time, env.rate, env.name);
  const notes = [...timed.notes];
  const unknown = { num: lazy(() => new Float64Array(timed.length).fill(NaN)), bool: lazy(() => new Float64Array(timed.length).fill(1)) };
  const obs = env.obs.map((slot, i) => {
    const cells = mapping.obs[i]!;
    if (cells === null) return slot.kind === "bool" ? unknown.bool() : unknown.num();
    notes.push(...cells.notes());
    return timed.place(cells.taken(), cells.unknown);
  });
  const acts = mapping.acts.map((cells) => {
    if (cells === null) return null;
    notes.push(...cells.notes());
    return timed.place(cells.taken(), cells.unknown);
  });
  const beside = new Map([...mapping.beside].map(([name, cells]) => [name, cells.column(timed.place(cells.taken(), cells.unknown))]));
  return { name: path, length: timed.length, obs, acts, times: timed.times, notes, beside };
}

function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
