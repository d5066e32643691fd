import type { MonitorRow } from "./monitor-table.ts";
import type { Vec } from "./table.ts";

/** How many samples a window by the clock keeps; what earlier ones would decide is unknown. `compiler/monitor/rows.ts` knows it too. */
export const TIMED_SAMPLES = 1024;

// A ring of samples, the newest before `NEXT`: time, x and y.
const NEXT = 0;
const COUNT = 1;
/** 1 once a sample has been dropped. */
const DROPPED = 2;
export const TIMED_HEAD = 3;
const CELLS = 3;

/**
 * Keeps the newest sample of a window over the past in seconds, and puts the window's value at row i of v. From the newest
 * sample back: those in the window and, of what is held, the last at or before its lower end. `upper`: these are upper ends,
 * to which what was dropped adds all there is.
 */
export function push_timed(s: Vec, at: number, row: MonitorRow, time: Vec, v: Vec, i: number, upper: boolean): void {
  const next = s[at + NEXT]! | 0;
  const cell = at + TIMED_HEAD + CELLS * next;
  s[cell] = time[0]!;
  s[cell + 1] = v[row.x]!;
  s[cell + 2] = row.y < 0 ? 0 : v[row.y]!;
  s[at + NEXT] = next + 1 === TIMED_SAMPLES ? 0 : next + 1;
  if (s[at + COUNT] === TIMED_SAMPLES) s[at + DROPPED] = 1;
  else s[at + COUNT]!++;
  over(s, at, row, v, i, upper);
}

function over(s: Vec, at: number, row: MonitorRow, v: Vec, i: number, upper: boolean): void {
  const { low, high, held, op } = row.timed!;
  const { top } = row;
  const count = s[at + COUNT]! | 0;
  const sign = op === "least" ? -1 : 1;
  const now = s[place(s, at, 0)]!;
  let result = -top;
  let way = top;
  let hasStart = false;
  let isWhole = s[at + DROPPED] === 0;
  for (let back = 0; back < count; back++) {
    const cell = place(s, at, back);
    const age = now - s[cell]!;
    const isBefore = age > high;
    if (isBefore && (hasStart || !held)) {
      isWhole = true;
      break;
    }
    if (age >= low || isBefore) {
      const value = op === "reach" ? Math.min(s[cell + 2]!, way) : sign * s[cell + 1]!;
      if (value > result) result = value;
    }
    if (isBefore) {
      isWhole = true;
      break;
    }
    if (age === high) hasStart = true;
    if (op === "reach" && s[cell + 1]! < way) way = s[cell + 1]!;
  }
  // What was dropped could only raise it, as far as the way there lets it.
  if (!isWhole && (sign > 0) === upper) result = op === "reach" ? Math.max(result, way) : top;
  v[i] = sign * result;
}

/** Where the sample `back` before the newest stands. */
function place(s: Vec, at: number, back: number): number {
  let index = (s[at + NEXT]! | 0) - 1 - back;
  if (index < 0) index += TIMED_SAMPLES;
  return at + TIMED_HEAD + CELLS * index;
}
