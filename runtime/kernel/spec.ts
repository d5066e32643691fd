import { ANCHOR_CELLS, follow, interval, openAnchored, resetAnchored, type Anchored, type AnchorRow } from "./anchor.ts";
import { evaluateAll, type Between, type Recorded } from "./batch.ts";
import { look, push, resetMonitor, type Monitor } from "./monitor.ts";
import { openMonitor, read, readNothing, type Blank } from "./monitor-reads.ts";
import type { Columns, MonitorTable } from "./monitor-table.ts";
import { nan } from "./number.ts";
import { smoothRow } from "./smooth.ts";
import type { Vec, Write } from "./table.ts";

/** What the emitted module tells about one spec. */
export interface SpecTable {
  readonly monitor: MonitorTable;
  readonly truth: number;
  readonly robust: number;
  readonly bodyTruth: number;
  readonly bodyRobust: number;
  /** Null where values are only known when the trace is whole. */
  readonly online: { readonly horizon: number; readonly truth: readonly AnchorRow[]; readonly robust: readonly AnchorRow[]; readonly open: readonly AnchorRow[] } | null;
  readonly places: Places;
  /** By observation: whether its unknown value is NaN or Kleene's 1. */
  readonly obs: readonly ("num" | "bool")[];
  readonly defaults: readonly number[];
  readonly memories: number;
  readonly start: Write | null;
  readonly remember: Write | null;
}

interface Places {
  readonly valid: number;
  readonly obs: number;
  readonly act: number;
  readonly time: number;
  readonly last: number;
  readonly memory: number;
  readonly monitor: number;
  readonly truthStart: number;
  readonly robustStart: number;
  readonly openStart: number;
  readonly instant: number;
  readonly robustLo: number;
  readonly robustHi: number;
  readonly truth: number;
  readonly lo: number;
  readonly hi: number;
  readonly verdict: number;
  readonly openInstant: number;
  readonly openLo: number;
  readonly openHi: number;
  readonly failed: number;
}

export interface SpecSession {
  reset(): void;
  /** One sample, out of the buffer. */
  step(): void;
  /** What the samples so far leave open, into the buffer: at the first sample, or of `always φ` of φ at the oldest open one. */
  interval(): void;
  /** The same of the whole formula at the first sample. */
  start(): void;
}

type Row = "truth" | "robust" | "bodyTruth" | "bodyRobust";

export interface Spec {
  /** Over one session's buffer: all it knows is there. */
  session(io: Vec): SpecSession;
  /** Over a whole trace. */
  batch(trace: Recording, rows: readonly Row[], into: readonly Between[]): readonly boolean[];
  /** The same with smooth operators: how many values its windows read; above `limit` nothing is written. */
  smooth(trace: Recording, row: "robust" | "bodyRobust", sharpness: number, limit: number, into: Vec): number;
}

export function monitored(table: SpecTable): Spec {
  return {
    session: (io) => {
      const s = open(table, io);
      return { reset: () => reset(s), step: () => step(s), interval: () => (table.online!.open.length === 0 ? bounds(s) : oldest(s)), start: () => bounds(s) };
    },
    batch: (trace, rows, into) => evaluateAll(table.monitor, recorded(table, trace), blankOf(table), rows.map((row) => table[row]), into),
    smooth: (trace, row, sharpness, limit, into) => smoothRow(table.monitor, recorded(table, trace), blankOf(table), table[row], sharpness, limit, into),
  };
}

interface Open {
  readonly table: SpecTable;
  readonly io: Vec;
  readonly x: Vec;
  readonly u: Vec;
  readonly last: Vec;
  readonly mem: Vec;
  readonly next: Vec;
  readonly monitor: Monitor;
  readonly truth: Anchored;
  readonly robust: Anchored;
  readonly open: Anchored;
  readonly blank: Blank;
}

function open(table: SpecTable, io: Vec): Open {
  const { places, monitor: rows, obs, defaults, memories } = table;
  const online = table.online!;
  const view = (at: number, length: number): Vec => io.subarray(at, at + length);
  const blank = blankOf(table);
  const monitor = openMonitor(rows, view(places.monitor, 1 + rows.cells), blank);
  const anchored = (anchors: readonly AnchorRow[], at: number): Anchored => openAnchored(anchors, monitor, view(at, ANCHOR_CELLS * anchors.length));
  return {
    table, io, x: view(places.obs, obs.length), u: view(places.act, defaults.length), last: view(places.last, defaults.length),
    mem: view(places.memory, memories), next: new Float64Array(memories), monitor,
    truth: anchored(online.truth, places.truthStart), robust: anchored(online.robust, places.robustStart), open: anchored(online.open, places.openStart),
    blank,
  };
}

function blankOf({ obs, defaults, memories }: SpecTable): Blank {
  const unknowns = new Float64Array(defaults.length).fill(nan());
  const x = Float64Array.from(obs, (kind) => (kind === "bool" ? 1 : nan()));
  return { x, u: unknowns, last: unknowns, mem: new Float64Array(memories).fill(nan()) };
}

function reset(s: Open): void {
  const { table, io, last, mem, next } = s;
  last.set(table.defaults);
  if (table.start !== null) {
    table.start(s.x, s.u, last, mem, next);
    mem.set(next);
  }
  resetMonitor(s.monitor);
  resetAnchored(s.truth);
  resetAnchored(s.robust);
  resetAnchored(s.open);
  io[table.places.instant] = -1;
  io[table.places.failed] = 0;
}

function step(s: Open): void {
  const { table, io, monitor, x, u, last, mem } = s;
  const { places } = table;
  const valid = io[places.valid] === 1;
  if (!valid) {
    x.set(s.blank.x);
    u.set(s.blank.u);
  }
  if (monitor.state[0]! > 0 && table.remember !== null) {
    table.remember(x, u, last, mem, s.next);
    mem.set(s.next);
  }
  if (valid) read(monitor, x, u, last, mem);
  else readNothing(monitor);
  monitor.time[0] = io[places.time]!;
  push(monitor);
  follow(s.truth, s.truth.cells);
  follow(s.robust, s.robust.cells);
  follow(s.open, s.open.cells);
  // A call of `set` costs more than all of this.
  for (let i = 0; i < u.length; i++) last[i] = u[i]!;
  const instant = monitor.state[0]! - 1 - table.online!.horizon;
  io[places.instant] = instant >= 0 ? instant : -1;
  if (instant < 0) return;
  io[places.robustLo] = monitor.lo[table.bodyRobust]!;
  io[places.robustHi] = monitor.hi[table.bodyRobust]!;
  io[places.truth] = tri(monitor.lo[table.bodyTruth]!, monitor.hi[table.bodyTruth]!);
  if (io[places.truth] === 0) io[places.failed] = 1;
}

function tri(lo: number, hi: number): number {
  return lo > 0 ? 2 : hi < 0 ? 0 : 1;
}

function bounds(s: Open): void {
  const { io, monitor, table } = s;
  const { places } = table;
  interval(s.truth, monitor.upper);
  io[places.verdict] = tri(monitor.upper[0]!, monitor.upper[1]!);
  interval(s.robust, monitor.upper);
  io[places.lo] = monitor.upper[0]!;
  io[places.hi] = monitor.upper[1]!;
}

/** Of `always φ`: false as soon as φ is, at a settled sample or at the oldest open one. */
function oldest(s: Open): void {
  const { io, monitor, table } = s;
  const { places } = table;
  const { horizon } = table.online!;
  const count = monitor.state[0]!;
  // Without a horizon every sample is settled at once.
  const instant = horizon === 0 ? count - 1 : Math.max(0, count - horizon);
  io[places.openInstant] = instant;
  if (horizon === 0) {
    io[places.openLo] = io[places.robustLo]!;
    io[places.openHi] = io[places.robustHi]!;
  } else if (instant === 0) {
    interval(s.open, monitor.upper);
    io[places.openLo] = monitor.upper[0]!;
    io[places.openHi] = monitor.upper[1]!;
  } else {
    readNothing(monitor);
    look(monitor);
    io[places.openLo] = monitor.lo[table.bodyRobust]!;
    io[places.openHi] = monitor.hi[table.bodyRobust]!;
  }
  io[places.verdict] = io[places.failed] === 1 || io[places.openHi]! < 0 ? 0 : 1;
}

/** A whole trace, with the memories and last actions that are computed on the way. */
function recorded(table: SpecTable, trace: Recording): Recorded {
  const { n, x, u } = trace;
  const last = u.map((column, i) => {
    const before = new Float64Array(n);
    before.set(column.subarray(0, Math.max(0, n - 1)), Math.min(1, n));
    if (n > 0) before[0] = table.defaults[i]!;
    return before;
  });
  return { n, x, u, last, mem: remembered(table, trace, last), times: trace.times, goesOn: trace.goesOn, known: trace.known };
}

export type Recording = Omit<Recorded, "last" | "mem">;

function remembered(table: SpecTable, { n, x, u }: Recording, last: Columns): Columns {
  const { memories } = table;
  const columns = Array.from({ length: memories }, () => new Float64Array(n));
  if (memories === 0) return columns;
  const [now, act, before, mem, next] = [x.length, u.length, u.length, memories, memories].map((length) => new Float64Array(length)) as [Vec, Vec, Vec, Vec, Vec];
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < now.length; i++) now[i] = x[i]![k]!;
    for (let i = 0; i < act.length; i++) {
      act[i] = u[i]![k]!;
      before[i] = last[i]![k]!;
    }
    (k === 0 ? table.start! : table.remember!)(now, act, before, mem, next);
    mem.set(next);
    for (let i = 0; i < memories; i++) columns[i]![k] = mem[i]!;
  }
  return columns;
}
