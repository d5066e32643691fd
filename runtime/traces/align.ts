import { Refusal } from "../refusal.ts";
import { amount, are } from "./words.ts";

/** What the times of a trace say of its samples. */
export interface Timed {
  readonly length: number;
  readonly times: Float64Array | null;
  /** A column by row becomes one by sample, with `unknown` where a sample has none; may write to what it is given. */
  readonly place: (values: Float64Array, unknown: number) => Float64Array;
  readonly notes: readonly string[];
}

/** Counts rows with something wrong, and keeps the first. */
class Tally {
  count = 0;
  first = 0;

  add(row: number, n = 1): void {
    if (this.count === 0) this.first = row;
    this.count += n;
  }

  note(noun: string, rest: (are: string) => string, where = "first in row"): string[] {
    return this.count === 0 ? [] : [`${amount(this.count, noun)}${rest(are(this.count))} (${where} ${this.first})`];
  }
}

/** An env without a rate: each row is a sample. One without a time, or behind the one before it, is unknown and held there. */
export function atEvents(file: string, seconds: Float64Array): Timed {
  const origin = firstKnown(file, seconds);
  const late = new Tally();
  const untimed = new Tally();
  const bad: number[] = [];
  let last = 0;
  for (let i = 0; i < seconds.length; i++) {
    const t = seconds[i]! - origin;
    if (t >= last) last = t;
    else {
      (Number.isNaN(t) ? untimed : late).add(i + 1);
      bad.push(i);
    }
    seconds[i] = last;
  }
  const place = (values: Float64Array, unknown: number): Float64Array => {
    for (const i of bad) values[i] = unknown;
    return values;
  };
  const notes = [...late.note("sample", (is) => ` out of order ${is} unknown`), ...untimed.note("sample", (is) => ` without a time ${is} unknown`)];
  return { length: seconds.length, times: seconds, place, notes };
}

/** How far from its place a sample may lie, in samples; and, far from the start, relative to its time, as printed digits are few. */
const NEAR = 0.01;
const RELATIVE = 1e-6;
const MOST_RELATIVE = 0.1;
/** A greater gap is a slip of the clock, and would fill the memory. */
const MOST_MISSING = 10_000_000;

/**
 * An env with a rate: sample k is at k/rate from the first. Places that no row fills are unknown, and so is one that a row
 * out of order claims, whether or not another row has filled it: two rows then speak of one instant.
 */
export function onGrid(file: string, seconds: Float64Array, rate: number, env: string): Timed {
  const origin = firstKnown(file, seconds);
  const places = new Int32Array(seconds.length).fill(-1);
  const blank: number[] = [];
  const [late, untimed, missing] = [new Tally(), new Tally(), new Tally()];
  let length = 0;
  let last = 0;
  /** Rows without a time since the last that had one: their places come after it, or are left open by the next. */
  let loose = 0;
  for (let i = 0; i < seconds.length; i++) {
    const t = seconds[i]! - origin;
    const k = Math.round(t * rate);
    loose = Number.isNaN(t) ? loose + 1 : 0;
    if (Number.isNaN(t)) untimed.add(i + 1);
    else if (t < last || (k < length && isNear(t * rate, k))) {
      late.add(i + 1);
      if (k >= 0 && k < length) blank.push(k);
    } else {
      if (!isNear(t * rate, k)) throw new Refusal(offGrid(file, i + 1, t, rate, env));
      if (k - length > MOST_MISSING) throw new Refusal(`${file}, row ${i + 1}: its time leaps ahead by ${amount(k - length, "sample")} of \`${env}\`; split the trace there, or set its clock right`);
      if (k > length) missing.add(i + 1, k - length);
      places[i] = k;
      length = k + 1;
      last = t;
    }
  }
  length += loose;
  const notes = [
    ...late.note("sample", (is) => ` out of order ${is} unknown`),
    ...untimed.note("sample", (is) => ` without a time ${is} unknown`),
    ...missing.note("missing sample", (is) => ` ${is} unknown`, "first before row"),
  ];
  const times = new Float64Array(length);
  for (let k = 0; k < length; k++) times[k] = k / rate;
  const whole = length === seconds.length && notes.length === 0;
  const place = (values: Float64Array, unknown: number): Float64Array => {
    if (whole) return values;
    const placed = new Float64Array(length).fill(unknown);
    for (let i = 0; i < values.length; i++) if (places[i]! >= 0) placed[places[i]!] = values[i]!;
    for (const k of blank) placed[k] = unknown;
    return placed;
  };
  return { length, times, place, notes };
}

function isNear(at: number, k: number): boolean {
  return Math.abs(at - k) <= Math.max(NEAR, Math.min(MOST_RELATIVE, RELATIVE * k));
}

function offGrid(file: string, row: number, t: number, rate: number, env: string): string {
  return `${file}, row ${row}: ${Number(t.toPrecision(9))} s after the first sample lies between two samples of \`${env}\`, which has ${rate} a second; declare the env without \`at\` for a trace with times of its own`;
}

function firstKnown(file: string, seconds: Float64Array): number {
  const first = seconds.find((t) => !Number.isNaN(t));
  if (first === undefined) throw new Refusal(`${file} has no sample with a time`);
  return first;
}
