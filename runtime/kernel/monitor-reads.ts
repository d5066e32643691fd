import { openRows, put, type Monitor } from "./monitor.ts";
import type { MonitorTable } from "./monitor-table.ts";
import { unseen } from "./presence.ts";
import type { Vec } from "./table.ts";

/** A sample in which every slot is unknown: NaN, or 1 for truths. */
export interface Blank {
  readonly x: Vec;
  readonly u: Vec;
  readonly last: Vec;
  readonly mem: Vec;
}

export function openMonitor(table: MonitorTable, state: Vec, { x, u, last, mem }: Blank): Monitor {
  const m = openRows(table, state);
  unseen(() => read(m, x, u, last, mem));
  m.unknownLo.set(m.lo);
  m.unknownHi.set(m.hi);
  return m;
}

/** A sample of which nothing is known: only what reads no slot has a value. */
export function readNothing({ table, lo, hi, unknownLo, unknownHi }: Monitor): void {
  const { reads } = table;
  for (let r = 0; r < reads.length; r++) {
    const { rows } = reads[r]!;
    for (let i = 0; i < rows.length; i++) {
      lo[rows[i]!] = unknownLo[rows[i]!]!;
      hi[rows[i]!] = unknownHi[rows[i]!]!;
    }
  }
}

/** Reads one sample into the rows that stand for its values; what is not known is unknown there. */
export function read(m: Monitor, x: Vec, u: Vec, last: Vec, mem: Vec): void {
  const { reads } = m.table;
  for (let r = 0; r < reads.length; r++) {
    const one = reads[r]!;
    one.write(x, u, last, mem, m.out);
    for (let i = 0; i < one.rows.length; i++) {
      m.upper[i] = m.out[i]!;
      put(m, one.rows[i]!, i);
    }
  }
}

/** The same over a box of samples. */
export function readOver(m: Monitor, x_lo: Vec, x_hi: Vec, u_lo: Vec, u_hi: Vec, last: Vec, mem: Vec): void {
  const { reads } = m.table;
  for (let r = 0; r < reads.length; r++) {
    const one = reads[r]!;
    one.over!(x_lo, x_hi, u_lo, u_hi, last, mem, m.out, m.upper);
    for (let i = 0; i < one.rows.length; i++) put(m, one.rows[i]!, i);
  }
}
