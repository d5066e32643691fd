import { look, openMonitor, push, resetMonitor, type Monitor } from "./monitor.ts";
import { read, readOver } from "./monitor-reads.ts";
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
  /** An action of which nothing is known, and a whole sample. */
  readonly noAction: Vec;
  readonly nothing: Vec;
  readonly noMemory: Vec;
}

export function openMonitors(table: Table, io: Vec): Monitors {
  const open = (one: MonitoredTable | null): Monitor | null => (one === null ? null : openMonitor(one.table, io.subarray(one.place, one.place + 1 + one.table.cells)));
  const unknown = (rows: readonly { readonly kind: string }[]): Vec => Float64Array.from(rows, ({ kind }) => (kind === "bool" ? 1 : nan()));
  const { now, kept, judged } = table.monitors;
  return {
    now: open(now), kept: open(kept), judged: open(judged), noAction: unknown(table.actions), nothing: unknown(table.obs),
    noMemory: new Float64Array(table.memories + (now?.asked.length ?? 0)).fill(nan()),
  };
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
    catchUp(s, now, table.monitors.now!, tick);
    read(now, s.x, noAction, s.last, s.mem);
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
    catchUp(s, kept, table.monitors.kept!, tick);
    read(kept, s.x, noAction, s.last, s.mem);
    push(kept);
  }
}

/** Steps what is about actions too, with the one that is applied. */
export function applied(table: Table, s: Session): void {
  const { judged } = s.monitors;
  if (judged === null) return;
  catchUp(s, judged, table.monitors.judged!, s.io[table.places.tick]!);
  read(judged, s.x, s.u, s.last, s.mem);
  push(judged);
}

/** Samples at which this code did not run are unknown ones, and so is all there was when the host has lost it. */
function catchUp(s: Session, m: Monitor, { settle }: MonitoredTable, tick: number): void {
  const { nothing, noAction, noMemory } = s.monitors;
  if (!(m.state[0]! >= 0)) resetMonitor(m);
  for (let missed = Math.min(tick - m.state[0]!, settle + 1); missed > 0; missed--) {
    read(m, nothing, noAction, noAction, noMemory);
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
  catchUp(s, judged, table.monitors.judged!, s.io[table.places.tick]!);
  read(judged, s.x, s.u, s.last, s.mem);
  look(judged);
}

export function verdictOf(m: Monitor, row: number): Tri {
  return tri(m.lo[row]!, m.hi[row]!);
}

function tri(lo: number, hi: number): Tri {
  return lo > 0 ? TRUE : hi < 0 ? FALSE : UNKNOWN;
}
