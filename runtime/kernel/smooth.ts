import { evaluateAll, type Recorded } from "./batch.ts";
import { column_shift } from "./columns.ts";
import type { Blank } from "./monitor-reads.ts";
import { Op, type MonitorRow, type MonitorTable } from "./monitor-table.ts";
import { nan } from "./number.ts";
import { SmoothLeast } from "./smooth-mean.ts";
import { windows } from "./timed-columns.ts";
import type { Vec } from "./table.ts";

// A row of robustness over a whole trace with smooth operators. Each value of a window counts, so each is read: no deque helps.
// What an expression gives, also one that reads a robustness, is as `evaluateAll` has it.

/**
 * Writes the row to `into`, and says how many values its windows read. Where that is above `limit`, it only says so.
 */
export function smoothRow(table: MonitorTable, trace: Recorded, blank: Blank, root: number, sharpness: number, limit: number, into: Vec): number {
  const { rows } = table;
  const { n } = trace;
  const operands = operandsOf(rows, root);
  const spans = operands.map((of, i) => (of === null ? null : spanOf(rows[i]!, trace)));
  const steps = spans.reduce((sum, span) => sum + (span === null ? 0 : span.steps), 0);
  if (steps > limit) return steps;
  const columns = leaves(table, trace, blank, operands);
  for (let i = 0; i <= root; i++) {
    const of = operands[i];
    if (of === null || of === undefined || columns[i] !== undefined) continue;
    columns[i] = new Float64Array(n);
    compute(rows[i]!, of.map((one) => columns[one]!), trace, sharpness, spans[i] ?? null, columns[i]!);
  }
  into.set(columns[origin(rows, root)]!);
  return steps;
}

/** What each row is computed from, null where it is not needed; none for what an expression gives. */
function operandsOf(rows: readonly MonitorRow[], root: number): (readonly number[] | null)[] {
  const needed: (readonly number[] | null)[] = rows.map(() => null);
  const wanted = rows.map(() => false);
  wanted[origin(rows, root)] = true;
  for (let i = root; i >= 0; i--) {
    if (!wanted[i]!) continue;
    const { op, x, y } = rows[i]!;
    const of = op === Op.read || op === Op.derive ? [] : op === Op.and || op === Op.or ? joined(rows, i) : [x, y].filter((one) => one >= 0).map((one) => origin(rows, one));
    for (const one of of) wanted[one] = true;
    needed[i] = of;
  }
  return needed;
}

/** The row that another one holds back for its neighbours: here all come at once. */
function origin(rows: readonly MonitorRow[], row: number): number {
  let at = row;
  while (rows[at]!.op === Op.align) at = rows[at]!.x;
  return at;
}

/** `a and (b and c)` has three operands, each once: a mean of means would weigh them by their parentheses. */
function joined(rows: readonly MonitorRow[], top: number): readonly number[] {
  const { op } = rows[top]!;
  const seen = rows.map(() => false);
  const found: number[] = [];
  const open = [top];
  while (open.length > 0) {
    const at = origin(rows, open.pop()!);
    if (seen[at]!) continue;
    seen[at] = true;
    if (rows[at]!.op === op) open.push(rows[at]!.y, rows[at]!.x);
    else found.push(at);
  }
  return found;
}

function leaves(table: MonitorTable, trace: Recorded, blank: Blank, operands: readonly (readonly number[] | null)[]): (Vec | undefined)[] {
  const { n } = trace;
  const columns: (Vec | undefined)[] = operands.map(() => undefined);
  const wanted = operands.flatMap((of, i) => (of !== null && of.length === 0 ? [i] : []));
  const ends = wanted.map(() => ({ lo: new Float64Array(n), hi: new Float64Array(n) }));
  const differ = evaluateAll(table, trace, blank, wanted, ends);
  for (let i = 0; i < wanted.length; i++) {
    const { lo, hi } = ends[i]!;
    if (differ[i]!) for (let k = 0; k < n; k++) if (lo[k] !== hi[k]) lo[k] = nan();
    columns[wanted[i]!] = lo;
  }
  return columns;
}

/** The first and last sample of each window, and how many there are in all. */
interface Span {
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly steps: number;
}

function spanOf(row: MonitorRow, trace: Recorded): Span | null {
  const { n } = trace;
  const { op, future } = row;
  let first: Int32Array, last: Int32Array;
  if (op === Op.timed) ({ first, last } = windows(row.timed!, trace.times!, n, future, trace.goesOn));
  else if (op === Op.most || op === Op.least || op === Op.since || op === Op.until) {
    const width = row.width === 0 || row.width > n ? n : row.width;
    first = new Int32Array(n);
    last = new Int32Array(n);
    for (let k = 0; k < n; k++) {
      first[k] = future ? k : Math.max(0, k - width + 1);
      last[k] = future ? Math.min(n - 1, k + width - 1) : k;
    }
  } else return null;
  // A way goes from here, wherever its window begins.
  const way = row.y >= 0;
  let steps = 0;
  for (let k = 0; k < n; k++) if (first[k]! <= last[k]!) steps += (way && !future ? k : last[k]!) - (way && future ? k : first[k]!) + 1;
  return { first, last, steps };
}

function compute(row: MonitorRow, operands: readonly Vec[], trace: Recorded, sharpness: number, span: Span | null, out: Vec): void {
  const { n, goesOn } = trace;
  const x = operands[0]!;
  switch (row.op) {
    case Op.not: for (let k = 0; k < n; k++) out[k] = -x[k]!; return;
    case Op.and: case Op.or: return join(operands, new SmoothLeast(row.op === Op.and ? 1 : -1, sharpness), n, out);
    case Op.shift: return column_shift(x, out, n, -row.by, row.outside);
    case Op.advance: return column_shift(x, out, n, row.by, goesOn && n > 0 ? x[n - 1]! : row.outside);
    default: {
      if (row.y >= 0) return reach(x, operands[1]!, row.future, span!, sharpness, n, out);
      const least = row.op === Op.least || (row.op === Op.timed && row.timed!.op === "least");
      return extreme(x, new SmoothLeast(least ? 1 : -1, sharpness), span!, n, out);
    }
  }
}

function join(operands: readonly Vec[], all: SmoothLeast, n: number, out: Vec): void {
  for (let k = 0; k < n; k++) {
    all.clear();
    for (let i = 0; i < operands.length; i++) all.add(operands[i]![k]!);
    out[k] = all.value;
  }
}

function extreme(x: Vec, all: SmoothLeast, { first, last }: Span, n: number, out: Vec): void {
  for (let k = 0; k < n; k++) {
    all.clear();
    for (let at = first[k]!; at <= last[k]!; at++) all.add(x[at]!);
    out[k] = all.value;
  }
}

/** The greatest, over the window, of the least of two: y there, and the least of x on the way. */
function reach(x: Vec, y: Vec, future: boolean, { first, last }: Span, sharpness: number, n: number, out: Vec): void {
  const best = new SmoothLeast(-1, sharpness), way = new SmoothLeast(1, sharpness), pair = new SmoothLeast(1, sharpness);
  const step = future ? 1 : -1;
  for (let k = 0; k < n; k++) {
    best.clear();
    way.clear();
    const [from, to] = future ? [first[k]!, last[k]!] : [last[k]!, first[k]!];
    if (first[k]! <= last[k]!) for (let at = k; step * at <= step * to; at += step) {
      if (step * at >= step * from) {
        pair.clear();
        pair.add(y[at]!);
        pair.add(way.value);
        best.add(pair.value);
      }
      way.add(x[at]!);
    }
    out[k] = best.value;
  }
}
