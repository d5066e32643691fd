import { put, type Monitor } from "./monitor.ts";
import type { Vec } from "./table.ts";

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
