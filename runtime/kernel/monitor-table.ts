import { nan } from "./number.ts";
import type { Vec, Write, WriteBox } from "./table.ts";

/** Operators by number: a choice among numbers is a jump, among words a search. */
export const Op = { read: 0, derive: 1, not: 2, and: 3, or: 4, if: 5, most: 6, least: 7, since: 8, until: 9, shift: 10, align: 11, advance: 12, timed: 13 } as const;
export type Op = (typeof Op)[keyof typeof Op];

/** What the emitted module tells about its formulas' operators: rows in the order in which they are computed. */
export interface MonitorRow {
  readonly op: Op;
  /** Operands, by row; -1 where there is none. */
  readonly x: number;
  readonly y: number;
  readonly c: number;
  /** Samples in the window; 0 where it has no end. */
  readonly width: number;
  /** `shift`, `align`, `advance`: by how many samples. */
  readonly by: number;
  /** `shift`: what is there before the first sample, ∓∞ or, of truths, ∓1; NaN where it is unknown. */
  readonly outside: number;
  /** The sample from which on it takes values. */
  readonly begin: number;
  /** How many samples later than now is its newest value's sample; it is silent until then. */
  readonly delay: number;
  /** Its stretch of the session's array: whether its upper ends differ, its window of lower ends, and, `cells` on, that of upper ones. */
  readonly state: number;
  readonly cells: number;
  /** Greatest value of its sort: 1 of truths, ∞ of robustness, NaN of numbers, which have none. */
  readonly top: number;
  /** It looks at later samples. Without an end to its window it has no value until the trace is whole. */
  readonly future: boolean;
  /** `timed`: which operator over a window in seconds. */
  readonly timed: Timed | null;
  /** `read`: the value at every sample of a trace, into `out`. */
  readonly column: Column | null;
  /** `derive`: the rows it reads. */
  readonly from: readonly number[];
  readonly derive: ((lo: Vec, hi: Vec, out: Vec) => void) | null;
}

/** Both ends closed; `high` is infinite where there is none. `held`: a value holds until the next sample. */
export interface Timed {
  readonly op: "most" | "least" | "reach";
  readonly low: number;
  readonly high: number;
  readonly held: boolean;
}

/** By slot. */
export type Columns = readonly Vec[];
/** Whether anything was unknown. */
export type Column = (x: Columns, u: Columns, last: Columns, mem: Columns, n: number, out: Vec) => boolean;

/** Values that are read off one sample, together: `row[i]` is where `out[i]` goes. */
export interface Reads {
  readonly rows: readonly number[];
  readonly write: Write;
  /** Over boxes of states; null where nothing looks ahead. */
  readonly over: WriteBox | null;
}

export interface MonitorTable {
  readonly rows: readonly MonitorRow[];
  readonly reads: readonly Reads[];
  /** Cells that all rows need together. */
  readonly cells: number;
}

type Told = Partial<Omit<MonitorRow, "op">> & Pick<MonitorRow, "state" | "top"> & { readonly op: keyof typeof Op };

/** Rows with all their fields, in one order: what is not told is what most have. */
export function monitorTable({ rows, reads, cells }: { readonly rows: readonly Told[]; readonly reads: readonly Reads[]; readonly cells: number }): MonitorTable {
  const whole = rows.map((row): MonitorRow => ({
    op: Op[row.op], x: row.x ?? -1, y: row.y ?? -1, c: row.c ?? -1, width: row.width ?? 0, by: row.by ?? 0, outside: row.outside ?? nan(), begin: row.begin ?? 0,
    delay: row.delay ?? 0, state: row.state, cells: row.cells ?? 0, top: row.top, future: row.future ?? false, timed: row.timed ?? null, column: row.column ?? null,
    from: row.from ?? [], derive: row.derive ?? null,
  }));
  return { rows: whole, reads, cells };
}
