import { Op, type MonitorRow, type MonitorTable } from "./monitor-table.ts";
import type { Vec } from "./table.ts";
import { push_timed } from "./timed-window.ts";
import { look_line, look_most, look_since, look_until, push_line, push_most, push_since, push_until } from "./windows.ts";

/** Formulas over a stream of samples. Every row's newest value is between `lo` and `hi`, once it is not silent any more. */
export interface Monitor {
  readonly table: MonitorTable;
  readonly lo: Vec;
  readonly hi: Vec;
  readonly out: Vec;
  /** Upper ends, where `out` has the lower ones. */
  readonly upper: Vec;
  /** How many samples were pushed, and then the rows' own cells: all a session is. */
  readonly state: Vec;
  /** Seconds, of the sample at hand, where samples have times of their own. */
  readonly time: Vec;
  /** What the rows that read a sample give where nothing of it is known. */
  readonly unknownLo: Vec;
  readonly unknownHi: Vec;
}

export const COUNTED = 1;

/** Its rows; `openMonitor` also tells what an unknown sample gives. */
export function openRows(table: MonitorTable, state: Vec): Monitor {
  const { length } = table.rows;
  const widest = table.reads.reduce((most, { rows }) => Math.max(most, rows.length), 2);
  const [lo, hi, unknownLo, unknownHi] = [new Float64Array(length), new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  return { table, lo, hi, out: new Float64Array(widest), upper: new Float64Array(widest), state, unknownLo, unknownHi, time: new Float64Array(1) };
}

export function resetMonitor({ table, state }: Monitor): void {
  state.fill(0);
  for (const row of table.rows) {
    // What only a whole trace gives keeps nothing here.
    if (row.cells === 0) continue;
    switch (row.op) {
      case Op.most: case Op.since: if (row.width === 0) start(state, row, 0, 1, -row.top); break;
      case Op.least: if (row.width === 0) start(state, row, 0, 1, row.top); break;
      case Op.shift: start(state, row, 1, row.by, row.outside); break;
    }
  }
}

// A row's cells: whether its upper ends differ from its lower ones, the window of the lower ones, and that of the upper ones.
const WINDOW = COUNTED + 1;

/** Fills a row's windows with what is there before the first sample. */
function start(state: Vec, row: MonitorRow, head: number, length: number, value: number): void {
  const known = value === value;
  const at = WINDOW + row.state + head;
  state[WINDOW + row.state - 1] = known ? 0 : 1;
  state.fill(known ? value : -row.top, at, at + length);
  state.fill(known ? value : row.top, at + row.cells, at + row.cells + length);
}

/** The next sample: its values are in `lo` and `hi`. */
export function push(m: Monitor): void {
  const { rows } = m.table;
  const tick = m.state[0]!;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (tick >= row.begin) commit(m, row, i);
  }
  m.state[0] = tick + 1;
}

/** What pushing would give, and nothing changes. */
export function look(m: Monitor): void {
  const { rows } = m.table;
  const tick = m.state[0]!;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (tick >= row.begin) peek(m, row, i);
  }
}

/** While nothing was unknown, upper ends are lower ends and kept once. */
function commit(m: Monitor, row: MonitorRow, i: number): void {
  const { lo, hi, state } = m;
  const { x, y, cells } = row;
  if (cells === 0) return combine(m, row, i);
  const a = WINDOW + row.state;
  if (state[a - 1] === 0) {
    // By the clock what was dropped may keep them apart, whatever comes.
    if (row.timed === null && lo[x] === hi[x] && (y < 0 || lo[y] === hi[y])) {
      advance(state, a, row, lo, i);
      hi[i] = lo[i]!;
      return;
    }
    state.copyWithin(a + cells, a, a + cells);
    state[a - 1] = 1;
  }
  if (row.timed !== null) {
    push_timed(state, a, row, m.time, lo, i, false);
    push_timed(state, a + cells, row, m.time, hi, i, true);
    return;
  }
  advance(state, a, row, lo, i);
  advance(state, a + cells, row, hi, i);
}

function advance(state: Vec, a: number, row: MonitorRow, v: Vec, i: number): void {
  const { width, x, y } = row;
  switch (row.op) {
    case Op.most:
      if (width === 0) v[i] = state[a] = Math.max(state[a]!, v[x]!);
      else push_most(state, a, width, 1, v, x, v, i);
      return;
    case Op.least:
      if (width === 0) v[i] = state[a] = Math.min(state[a]!, v[x]!);
      else push_most(state, a, width, -1, v, x, v, i);
      return;
    case Op.since:
      if (width === 0) v[i] = state[a] = Math.max(v[y]!, Math.min(v[x]!, state[a]!));
      else push_since(state, a, width, v, x, y, v, i);
      return;
    case Op.until: return push_until(state, a, width, v, x, y, v, i);
    default: push_line(state, a, row.by, v, x, v, i);
  }
}

function peek(m: Monitor, row: MonitorRow, i: number): void {
  const { lo, hi, state } = m;
  const { cells } = row;
  if (cells === 0) return combine(m, row, i);
  const a = WINDOW + row.state;
  foretell(state, a, row, lo, i);
  foretell(state, state[a - 1] === 0 ? a : a + cells, row, hi, i);
}

function foretell(state: Vec, a: number, row: MonitorRow, v: Vec, i: number): void {
  const { width, x, y } = row;
  switch (row.op) {
    case Op.most:
      if (width === 0) v[i] = Math.max(state[a]!, v[x]!);
      else look_most(state, a, 1, v, x, v, i);
      return;
    case Op.least:
      if (width === 0) v[i] = Math.min(state[a]!, v[x]!);
      else look_most(state, a, -1, v, x, v, i);
      return;
    case Op.since:
      if (width === 0) v[i] = Math.max(v[y]!, Math.min(v[x]!, state[a]!));
      else look_since(state, a, v, x, y, v, i);
      return;
    case Op.until: return look_until(state, a, v, y, v, i);
    default: look_line(state, a, v, i);
  }
}

/** Operators without a window. */
function combine(m: Monitor, row: MonitorRow, i: number): void {
  const { lo, hi } = m;
  const { x, y, c } = row;
  switch (row.op) {
    case Op.not: {
      const least = -hi[x]!;
      hi[i] = -lo[x]!;
      lo[i] = least;
      return;
    }
    case Op.and:
      lo[i] = Math.min(lo[x]!, lo[y]!);
      hi[i] = Math.min(hi[x]!, hi[y]!);
      return;
    case Op.or:
      lo[i] = Math.max(lo[x]!, lo[y]!);
      hi[i] = Math.max(hi[x]!, hi[y]!);
      return;
    case Op.if:
      lo[i] = lo[c]! > 0 ? lo[x]! : hi[c]! < 0 ? lo[y]! : -1;
      hi[i] = lo[c]! > 0 ? hi[x]! : hi[c]! < 0 ? hi[y]! : 1;
      return;
    case Op.advance:
      lo[i] = lo[x]!;
      hi[i] = hi[x]!;
      return;
    case Op.derive:
      row.derive!(lo, hi, m.out);
      m.upper[0] = row.top === 1 ? m.out[0]! : m.out[1]!;
      put(m, i, 0);
  }
}

/**
 * Row i's value out of place `from` of `out` and `upper`: Kleene's 0, 1, 2 as what lies between -1 and 1; a number that is not
 * known as all there are.
 */
export function put({ lo, hi, out, upper, table }: Monitor, i: number, from: number): void {
  const { top } = table.rows[i]!;
  const least = out[from]!;
  const greatest = upper[from]!;
  if (top === 1) {
    lo[i] = least === 2 ? 1 : -1;
    hi[i] = greatest === 0 ? -1 : 1;
  } else {
    const known = least === least && greatest === greatest;
    lo[i] = known ? least : -top;
    hi[i] = known ? greatest : top;
  }
}
