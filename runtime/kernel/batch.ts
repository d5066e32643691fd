import { column_least, column_most, column_reach, column_shift } from "./columns.ts";
import type { Blank } from "./monitor-reads.ts";
import { Op, type Columns, type MonitorRow, type MonitorTable } from "./monitor-table.ts";
import type { Vec } from "./table.ts";
import { unseen } from "./presence.ts";
import { timed_extreme, timed_reach } from "./timed-columns.ts";

/** A recorded trace. */
export interface Recorded {
  readonly n: number;
  readonly x: Columns;
  readonly u: Columns;
  readonly last: Columns;
  readonly mem: Columns;
  /** Seconds; null where the samples are the clock. */
  readonly times: Vec | null;
  /** What is beyond the last sample: nothing, or what is there already, which is how a trace is held or left open. */
  readonly goesOn: boolean;
  /** Nothing is known of the samples from this one on. */
  readonly known: number;
}

/** Lower and upper ends of one row at every sample; the same column where nothing is unknown. */
export interface Between {
  readonly lo: Vec;
  readonly hi: Vec;
}

/**
 * The wanted rows over a whole trace, each computed for all samples before the next; what nothing reads any more is used again.
 * They are written to `into`; whether upper ends differ from lower ones is the answer, and they are written only then.
 */
export function evaluateAll(table: MonitorTable, trace: Recorded, blank: Blank, wanted: readonly number[], into: readonly Between[]): readonly boolean[] {
  const columns = poolFor(trace.n);
  const uses = countUses(table.rows, wanted);
  const values: (Between | undefined)[] = table.rows.map(() => undefined);
  const rest = columns.take();
  const { places } = columns;
  const unknown = trace.known < trace.n ? readBlank(table, blank) : rest;
  for (let i = 0; i < table.rows.length; i++) {
    if (uses[i] === 0) continue;
    const row = table.rows[i]!;
    const own = wanted.indexOf(i);
    values[i] = compute(row, values, trace, own < 0 ? columns : new Given(into[own]!), rest, places, unknown[i]!);
    for (const one of operandsOf(row)) {
      uses[one]!--;
      if (uses[one] === 0) columns.give(values[one]!);
    }
  }
  columns.give({ lo: rest, hi: rest });
  return wanted.map((row, i) => {
    const { lo, hi } = values[row]!;
    // Asked for twice: the first has it.
    if (lo !== into[i]!.lo) {
      into[i]!.lo.set(lo.subarray(0, trace.n));
      if (hi !== lo) into[i]!.hi.set(hi.subarray(0, trace.n));
    }
    return hi !== lo;
  });
}

interface Fillable {
  take(): Vec;
}

/** Where a wanted row goes: first its lower ends, then its upper ones. */
class Given {
  readonly #into: Between;
  #taken = 0;

  constructor(into: Between) {
    this.#into = into;
  }

  take(): Vec {
    return this.#taken++ === 0 ? this.#into.lo : this.#into.hi;
  }
}

let pool: ColumnPool | null = null;

/** One trace after the other: fresh memory costs as much as an operator. */
function poolFor(n: number): ColumnPool {
  if (pool === null || pool.length < n) pool = new ColumnPool(n);
  return pool;
}

/** Columns of at least a trace's length. */
class ColumnPool {
  readonly length: number;
  readonly places: Int32Array;
  readonly #free: Vec[] = [];

  constructor(n: number) {
    this.length = n;
    this.places = new Int32Array(n);
  }

  take(): Vec {
    return this.#free.pop() ?? new Float64Array(this.length);
  }

  give({ lo, hi }: Between): void {
    this.#free.push(lo);
    if (hi !== lo) this.#free.push(hi);
  }
}

function operandsOf({ x, y, c, from }: MonitorRow): readonly number[] {
  return [x, y, c, ...from].filter((one) => one >= 0);
}

function countUses(rows: readonly MonitorRow[], wanted: readonly number[]): number[] {
  const uses = rows.map(() => 0);
  for (const one of wanted) uses[one]!++;
  for (let i = rows.length - 1; i >= 0; i--) if (uses[i]! > 0) for (const one of operandsOf(rows[i]!)) uses[one]!++;
  return uses;
}

function compute(row: MonitorRow, values: readonly (Between | undefined)[], trace: Recorded, columns: Fillable, rest: Vec, places: Int32Array, unknown: number): Between {
  const { n } = trace;
  const x = values[row.x]!;
  const y = values[row.y]!;
  const single = (x === undefined || x.lo === x.hi) && (y === undefined || y.lo === y.hi);
  /** The same for both ends, once where they are one. */
  const both = (run: (x: Vec, y: Vec, out: Vec) => void): Between => {
    const lo = columns.take();
    run(x.lo, y?.lo ?? x.lo, lo);
    if (single) return { lo, hi: lo };
    const hi = columns.take();
    run(x.hi, y?.hi ?? x.hi, hi);
    return { lo, hi };
  };
  switch (row.op) {
    case Op.read: return known(row, trace, columns, unknown);
    case Op.derive: return derived(row, values, trace, columns);
    case Op.not: {
      const lo = columns.take();
      for (let k = 0; k < n; k++) lo[k] = -x.hi[k]!;
      if (single) return { lo, hi: lo };
      const hi = columns.take();
      for (let k = 0; k < n; k++) hi[k] = -x.lo[k]!;
      return { lo, hi };
    }
    case Op.and: return both((a, b, out) => { for (let k = 0; k < n; k++) out[k] = a[k]! < b[k]! ? a[k]! : b[k]!; });
    case Op.or: return both((a, b, out) => { for (let k = 0; k < n; k++) out[k] = a[k]! > b[k]! ? a[k]! : b[k]!; });
    case Op.if: return chosen(values[row.c]!, x, y, n, columns);
    case Op.most: return both((a, _, out) => column_most(a, out, rest, n, row.width, row.future));
    case Op.least: return both((a, _, out) => column_least(a, out, rest, n, row.width, row.future));
    case Op.since: case Op.until: return both((a, b, out) => column_reach(a, b, out, rest, places, n, row.width, row.future, -row.top));
    case Op.shift: return shifted(row, x, -row.by, trace, columns);
    case Op.advance: return shifted(row, x, row.by, trace, columns);
    case Op.align: return both((a, _, out) => out.set(a.subarray(0, n)));
    case Op.timed: return both((a, b, out) => {
      const { op } = row.timed!;
      if (op === "reach") timed_reach(row.timed!, trace.times!, a, b, out, n, row.future, -row.top, trace.goesOn);
      else timed_extreme(row.timed!, trace.times!, a, out, n, row.future, op === "most" ? -row.top : row.top, trace.goesOn);
    });
  }
}

/** By row, what is read off a sample of which nothing is known. */
function readBlank({ rows, reads }: MonitorTable, { x, u, last, mem }: Blank): Vec {
  const values = new Float64Array(rows.length);
  const out = new Float64Array(rows.length);
  for (const one of reads) {
    unseen(() => one.write(x, u, last, mem, out));
    one.rows.forEach((row, i) => (values[row] = out[i]!));
  }
  return values;
}

/** Values read off the samples; a second column only where something is unknown. */
function known(row: MonitorRow, trace: Recorded, columns: Fillable, blank: number): Between {
  const { n, x, u, last, mem } = trace;
  const { top } = row;
  const lo = columns.take();
  const some = row.column!(x, u, last, mem, n, lo);
  if (trace.known < n) lo.fill(blank, trace.known, n);
  const unknown = some || trace.known < n;
  if (top === 1) return truths(lo, n, columns, unknown);
  if (!unknown || top !== top) return { lo, hi: lo };
  const hi = columns.take();
  for (let k = 0; k < n; k++) {
    const value = lo[k]!;
    const there = value === value;
    lo[k] = there ? value : -top;
    hi[k] = there ? value : top;
  }
  return { lo, hi };
}

/** Kleene's 0, 1, 2 as what lies between -1 and 1. */
function truths(lo: Vec, n: number, columns: Fillable, unknown: boolean): Between {
  const hi = unknown ? columns.take() : lo;
  if (unknown) for (let k = 0; k < n; k++) hi[k] = lo[k] === 0 ? -1 : 1;
  for (let k = 0; k < n; k++) lo[k] = lo[k] === 2 ? 1 : -1;
  return { lo, hi };
}

function derived(row: MonitorRow, values: readonly (Between | undefined)[], { n }: Recorded, columns: Fillable): Between {
  const { top, from } = row;
  const lo = columns.take(), hi = columns.take();
  const least = new Float64Array(values.length), greatest = new Float64Array(values.length), out = new Float64Array(2);
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < from.length; i++) {
      least[from[i]!] = values[from[i]!]!.lo[k]!;
      greatest[from[i]!] = values[from[i]!]!.hi[k]!;
    }
    row.derive!(least, greatest, out);
    if (top === 1) {
      lo[k] = out[0] === 2 ? 1 : -1;
      hi[k] = out[0] === 0 ? -1 : 1;
    } else {
      const there = out[0] === out[0] && out[1] === out[1];
      lo[k] = there ? out[0]! : -top;
      hi[k] = there ? out[1]! : top;
    }
  }
  return { lo, hi };
}

function chosen(c: Between, x: Between, y: Between, n: number, columns: Fillable): Between {
  const lo = columns.take(), hi = columns.take();
  for (let k = 0; k < n; k++) {
    const yes = c.lo[k]! > 0, no = c.hi[k]! < 0;
    lo[k] = yes ? x.lo[k]! : no ? y.lo[k]! : -1;
    hi[k] = yes ? x.hi[k]! : no ? y.hi[k]! : 1;
  }
  return { lo, hi };
}

function shifted({ top, outside }: MonitorRow, x: Between, by: number, { n, goesOn }: Recorded, columns: Fillable): Between {
  const lasts = by > 0 && goesOn && n > 0;
  const least = lasts ? x.lo[n - 1]! : outside === outside ? outside : -top;
  const greatest = lasts ? x.hi[n - 1]! : outside === outside ? outside : top;
  const lo = columns.take();
  column_shift(x.lo, lo, n, by, least);
  if (x.lo === x.hi && (least === greatest || top !== top)) return { lo, hi: lo };
  const hi = columns.take();
  column_shift(x.hi, hi, n, by, greatest);
  return { lo, hi };
}
