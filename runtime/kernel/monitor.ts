import type { MonitorRow, MonitorTable } from "./monitor-table.ts";
import type { Vec } from "./table.ts";
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
}

export const COUNTED = 1;

export function openMonitor(table: MonitorTable, state: Vec): Monitor {
  const { length } = table.rows;
  const widest = table.reads.reduce((most, { rows }) => Math.max(most, rows.length), 2);
  return { table, lo: new Float64Array(length), hi: new Float64Array(length), out: new Float64Array(widest), upper: new Float64Array(widest), state };
}

export function resetMonitor({ table, state }: Monitor): void {
  state.fill(0);
  for (const row of table.rows) {
    switch (row.op) {
      case "most": case "least": case "since": if (row.width === 0) start(state, row, 1, row.op === "least" ? row.top : -row.top); break;
      case "shift": start(state, row, row.by, row.outside, 1); break;
    }
  }
}

/** Fills a row's lower and upper values with what is there before the first sample. */
function start(state: Vec, row: MonitorRow, length: number, value: number, head = 0): void {
  const lo = value === value ? value : -row.top;
  const hi = value === value ? value : row.top;
  const at = COUNTED + row.state + head;
  state.fill(lo, at, at + length);
  state.fill(hi, at + row.cells, at + row.cells + length);
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

function commit(m: Monitor, row: MonitorRow, i: number): void {
  const { lo, hi, state } = m;
  const { x, y } = row;
  const a = COUNTED + row.state;
  const b = a + row.cells;
  switch (row.op) {
    case "most":
      lo[i] = row.width === 0 ? (state[a] = Math.max(state[a]!, lo[x]!)) : push_most(state, a, row.width, lo[x]!);
      hi[i] = row.width === 0 ? (state[b] = Math.max(state[b]!, hi[x]!)) : push_most(state, b, row.width, hi[x]!);
      return;
    case "least":
      lo[i] = row.width === 0 ? (state[a] = Math.min(state[a]!, lo[x]!)) : -push_most(state, a, row.width, -lo[x]!);
      hi[i] = row.width === 0 ? (state[b] = Math.min(state[b]!, hi[x]!)) : -push_most(state, b, row.width, -hi[x]!);
      return;
    case "since":
      lo[i] = row.width === 0 ? (state[a] = Math.max(lo[y]!, Math.min(lo[x]!, state[a]!))) : push_since(state, a, row.width, lo[x]!, lo[y]!);
      hi[i] = row.width === 0 ? (state[b] = Math.max(hi[y]!, Math.min(hi[x]!, state[b]!))) : push_since(state, b, row.width, hi[x]!, hi[y]!);
      return;
    case "until":
      lo[i] = push_until(state, a, row.width, lo[x]!, lo[y]!);
      hi[i] = push_until(state, b, row.width, hi[x]!, hi[y]!);
      return;
    case "shift": case "align":
      lo[i] = push_line(state, a, row.by, lo[x]!);
      hi[i] = push_line(state, b, row.by, hi[x]!);
      return;
    default: combine(m, row, i);
  }
}

function peek(m: Monitor, row: MonitorRow, i: number): void {
  const { lo, hi, state } = m;
  const { x, y } = row;
  const a = COUNTED + row.state;
  const b = a + row.cells;
  switch (row.op) {
    case "most":
      lo[i] = row.width === 0 ? Math.max(state[a]!, lo[x]!) : look_most(state, a, lo[x]!);
      hi[i] = row.width === 0 ? Math.max(state[b]!, hi[x]!) : look_most(state, b, hi[x]!);
      return;
    case "least":
      lo[i] = row.width === 0 ? Math.min(state[a]!, lo[x]!) : -look_most(state, a, -lo[x]!);
      hi[i] = row.width === 0 ? Math.min(state[b]!, hi[x]!) : -look_most(state, b, -hi[x]!);
      return;
    case "since":
      lo[i] = row.width === 0 ? Math.max(lo[y]!, Math.min(lo[x]!, state[a]!)) : look_since(state, a, lo[x]!, lo[y]!);
      hi[i] = row.width === 0 ? Math.max(hi[y]!, Math.min(hi[x]!, state[b]!)) : look_since(state, b, hi[x]!, hi[y]!);
      return;
    case "until":
      lo[i] = look_until(state, a, lo[y]!);
      hi[i] = look_until(state, b, hi[y]!);
      return;
    case "shift": case "align":
      lo[i] = look_line(state, a);
      hi[i] = look_line(state, b);
      return;
    default: combine(m, row, i);
  }
}

/** Operators without a state. */
function combine(m: Monitor, row: MonitorRow, i: number): void {
  const { lo, hi } = m;
  const { x, y, c } = row;
  switch (row.op) {
    case "not": {
      const least = -hi[x]!;
      hi[i] = -lo[x]!;
      lo[i] = least;
      return;
    }
    case "and":
      lo[i] = Math.min(lo[x]!, lo[y]!);
      hi[i] = Math.min(hi[x]!, hi[y]!);
      return;
    case "or":
      lo[i] = Math.max(lo[x]!, lo[y]!);
      hi[i] = Math.max(hi[x]!, hi[y]!);
      return;
    case "if":
      lo[i] = lo[c]! > 0 ? lo[x]! : hi[c]! < 0 ? lo[y]! : -1;
      hi[i] = lo[c]! > 0 ? hi[x]! : hi[c]! < 0 ? hi[y]! : 1;
      return;
    case "advance":
      lo[i] = lo[x]!;
      hi[i] = hi[x]!;
      return;
    case "derive":
      row.derive!(lo, hi, m.out);
      put(m, i, row.top, m.out[0]!, m.out[1]!);
  }
}

/** A row's value as it was read: Kleene's 0, 1, 2 as what lies between -1 and 1; a number that is not known as all there are. */
export function put({ lo, hi }: Monitor, i: number, top: number, least: number, greatest: number): void {
  if (top === 1) {
    lo[i] = least === 2 ? 1 : -1;
    hi[i] = least === 0 ? -1 : 1;
  } else {
    const known = least === least && greatest === greatest;
    lo[i] = known ? least : -top;
    hi[i] = known ? greatest : top;
  }
}
