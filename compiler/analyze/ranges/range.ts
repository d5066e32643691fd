/**
 * What a number lies in while it is known: closed, and with both ends finite only where it is never infinite. A truth value is 0 or 2 and lies
 * in 0..0, 2..2 or 0..2. Empty (`low` above `high`) where it is never known.
 */
export interface Range {
  readonly low: number;
  readonly high: number;
  /** Whole, where it is finite. */
  readonly integer: boolean;
  /** Never unknown. */
  readonly known: boolean;
  /** Never 0. */
  readonly nonzero: boolean;
}

type More = Partial<Pick<Range, "integer" | "known" | "nonzero">>;

const LARGEST = Number.MAX_VALUE;

/** An end that arithmetic leaves open is open. */
export function range(low: number, high: number, { integer = false, known = false, nonzero = false }: More = {}): Range {
  let from = Number.isNaN(low) ? -Infinity : low, to = Number.isNaN(high) ? Infinity : high;
  if (integer) {
    from = Math.ceil(from);
    to = Math.floor(to);
  }
  if (nonzero && from === 0) from = integer ? 1 : Number.MIN_VALUE;
  if (nonzero && to === 0) to = integer ? -1 : -Number.MIN_VALUE;
  return { low: from, high: to, integer, known: known && from <= to, nonzero: nonzero || from > 0 || to < 0 };
}

export const EMPTY: Range = { low: Infinity, high: -Infinity, integer: true, known: false, nonzero: true };
export const ANY: Range = range(-Infinity, Infinity);
/** What has no declared bound is finite all the same. */
export const finite = (low: number | null, high: number | null, more: More): Range => range(low ?? -LARGEST, high ?? LARGEST, more);
export const point = (x: number): Range => range(x, x, { integer: Number.isInteger(x), known: true });

export const isEmpty = ({ low, high }: Range): boolean => low > high;
export const isFinite = ({ low, high }: Range): boolean => low >= -LARGEST && high <= LARGEST;
export const isPoint = ({ low, high }: Range): boolean => low === high;
export const holds = ({ low, high, nonzero }: Range, x: number): boolean => low <= x && x <= high && !(x === 0 && nonzero);

export function hull(a: Range, b: Range): Range {
  const low = Math.min(a.low, b.low), high = Math.max(a.high, b.high);
  return { low, high, integer: a.integer && b.integer, known: a.known && b.known, nonzero: (a.nonzero && b.nonzero) || low > 0 || high < 0 };
}

/** What is in both, of one value that each describes. */
export function meet(a: Range, b: Range): Range {
  const known = a.known || b.known;
  return range(Math.max(a.low, b.low), Math.min(a.high, b.high), { integer: a.integer || b.integer, known, nonzero: a.nonzero || b.nonzero });
}

// Truth values: 0 false, 1 unknown, 2 true.

export type Truth = 0 | 1 | 2;

export function truths(of: Iterable<number>): Range {
  const all = new Set(of);
  return { low: all.has(0) ? 0 : all.has(2) ? 2 : Infinity, high: all.has(2) ? 2 : all.has(0) ? 0 : -Infinity, integer: true, known: all.size > 0 && !all.has(1), nonzero: !all.has(0) };
}

/** The truth values that it may have. */
export function possible({ low, high, known }: Range): readonly Truth[] {
  return [...(low === 0 ? [0 as const] : []), ...(known ? [] : [1 as const]), ...(high === 2 ? [2 as const] : [])];
}
