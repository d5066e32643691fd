import { look, push, resetMonitor, type Monitor } from "./monitor.ts";
import { openMonitor, read, readNothing, readOver, type Blank } from "./monitor-reads.ts";
import type { MonitorTable } from "./monitor-table.ts";
import { nan } from "./number.ts";
import type { Session } from "./session.ts";
import type { Table, Vec } from "./table.ts";
import { FALSE, TRUE, UNKNOWN } from "./tri.ts";
import type { Tri } from "./tri.ts";

/** Formulas of a guard that are stepped together; `place`: their stretch of the buffer. */
export interface MonitoredTable {
  readonly place: number;
  readonly table: MonitorTable;
  /** After how many unknown samples nothing changes any more. */
  readonly settle: number;
}

/** `guard-plan.ts`: what expressions read, what is kept, what is judged. */
export interface MonitorsTable {
  readonly now: (MonitoredTable & { readonly asked: readonly { readonly row: number; readonly truth: boolean }[] }) | null;
  readonly kept: MonitoredTable | null;
  readonly judged: MonitoredTable | null;
}

export interface Monitors {
  readonly now: Monitor | null;
  readonly kept: Monitor | null;
  readonly judged: Monitor | null;
  /** An action of which nothing is known. */
  readonly noAction: Vec;
}

export function openMonitors(table: Table, io: Vec): Monitors {
  const unknown = (rows: readonly { readonly kind: string }[]): Vec => Float64Array.from(rows, ({ kind }) => (kind === "bool" ? 1 : nan()));
  const { now, kept, judged } = table.monitors;
  const noAction = unknown(table.actions);
  const blank: Blank = { x: unknown(table.obs), u: noAction, last: noAction, mem: new Float64Array(table.memories + (now?.asked.length ?? 0)).fill(nan()) };
  const open = (one: MonitoredTable | null): Monitor | null => (one === null ? null : openMonitor(one.table, io.subarray(one.place, one.place + 1 + one.table.cells), blank));
  return { now: open(now), kept: open(kept), judged: open(judged), noAction };
}

export function resetMonitors({ now, kept, judged }: Monitors): void {
  if (now !== null) resetMonitor(now);
  if (kept !== null) resetMonitor(kept);
  if (judged !== null) resetMonitor(judged);
}

/** Steps what is about observations with this one; what expressions ask goes behind the memories. */
export function observe(table: Table, s: Session): void {
  const { now, kept, noAction } = s.monitors;
  const tick = s.io[table.places.tick]!;
  if (now !== null) {
    catchUp(now, table.monitors.now!, tick);
    readSample(table, s, now, noAction);
    push(now);
    const { asked } = table.monitors.now!;
    for (let i = 0; i < asked.length; i++) {
      const { row, truth } = asked[i]!;
      const lo = now.lo[row]!;
      const hi = now.hi[row]!;
      s.mem[table.memories + i] = truth ? tri(lo, hi) : lo === hi ? lo : nan();
    }
  }
  if (kept !== null) {
    catchUp(kept, table.monitors.kept!, tick);
    readSample(table, s, kept, noAction);
    push(kept);
  }
}

/** Steps what is about actions too, with the one that is applied. */
export function applied(table: Table, s: Session): void {
  const { judged } = s.monitors;
  if (judged === null) return;
  catchUp(judged, table.monitors.judged!, s.io[table.places.tick]!);
  readSample(table, s, judged, s.u);
  push(judged);
}

/** Of a sample that is not valid nothing is known, whatever was done. */
function readSample(table: Table, s: Session, m: Monitor, u: Vec): void {
  if (s.io[table.places.valid] === 1) read(m, s.x, u, s.last, s.mem);
  else readNothing(m);
}

/** Samples at which this code did not run are unknown ones, and so is all there was when the host has lost it. */
function catchUp(m: Monitor, { settle }: MonitoredTable, tick: number): void {
  if (!(m.state[0]! >= 0)) resetMonitor(m);
  for (let missed = Math.min(tick - m.state[0]!, settle + 1); missed > 0; missed--) {
    readNothing(m);
    push(m);
  }
  if (m.state[0]! < tick) m.state[0] = tick;
}

/** Looks at the next states, or at the proposed action, without being stepped. */
export function lookAtNext(s: Session): void {
  const { kept, noAction } = s.monitors;
  if (kept === null) return;
  readOver(kept, s.next.lo, s.next.hi, noAction, noAction, s.last, s.mem);
  look(kept);
}

export function lookAtAction(table: Table, s: Session): void {
  const { judged } = s.monitors;
  if (judged === null) return;
  catchUp(judged, table.monitors.judged!, s.io[table.places.tick]!);
  readSample(table, s, judged, s.u);
  look(judged);
}

export function verdictOf(m: Monitor, row: number): Tri {
  return tri(m.lo[row]!, m.hi[row]!);
}

function tri(lo: number, hi: number): Tri {
  return lo > 0 ? TRUE : hi < 0 ? FALSE : UNKNOWN;
}
