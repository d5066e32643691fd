import type { Vec } from "./table.ts";

// Operators over whole columns. `back`: from the last sample to the first, which turns those of the past into those of the
// future. A window is cut at its column's end.

/** The greatest over each window: within blocks of `width` samples from both sides (van Herk, Gil and Werman), two comparisons a sample. */
export function column_most(x: Vec, out: Vec, rest: Vec, n: number, width: number, back: boolean): void {
  if (width === 0 || width >= n) return running_most(x, out, n, back);
  // rest[k]: greatest from k to its block's end.
  for (let from = 0; from < n; from += width) {
    const end = Math.min(from + width, n) - 1;
    let most = x[back ? n - 1 - end : end]!;
    for (let k = end; k >= from; k--) {
      const value = x[back ? n - 1 - k : k]!;
      if (value > most) most = value;
      rest[k] = most;
    }
  }
  let most = 0;
  const step = back ? -1 : 1;
  for (let k = 0, place = 0, at = back ? n - 1 : 0; k < n; k++, place++, at += step) {
    const value = x[at]!;
    if (place === width) place = 0;
    most = place === 0 || value > most ? value : most;
    const first = k - width + 1;
    out[at] = first > 0 && rest[first]! > most ? rest[first]! : most;
  }
}

function running_most(x: Vec, out: Vec, n: number, back: boolean): void {
  if (n === 0) return;
  let most = x[back ? n - 1 : 0]!;
  const step = back ? -1 : 1;
  for (let k = 0, at = back ? n - 1 : 0; k < n; k++, at += step) {
    const value = x[at]!;
    if (value > most) most = value;
    out[at] = most;
  }
}

export function column_least(x: Vec, out: Vec, rest: Vec, n: number, width: number, back: boolean): void {
  if (width === 0 || width >= n) return running_least(x, out, n, back);
  for (let from = 0; from < n; from += width) {
    const end = Math.min(from + width, n) - 1;
    let least = x[back ? n - 1 - end : end]!;
    for (let k = end; k >= from; k--) {
      const value = x[back ? n - 1 - k : k]!;
      if (value < least) least = value;
      rest[k] = least;
    }
  }
  let least = 0;
  const step = back ? -1 : 1;
  for (let k = 0, place = 0, at = back ? n - 1 : 0; k < n; k++, place++, at += step) {
    const value = x[at]!;
    if (place === width) place = 0;
    least = place === 0 || value < least ? value : least;
    const first = k - width + 1;
    out[at] = first > 0 && rest[first]! < least ? rest[first]! : least;
  }
}

function running_least(x: Vec, out: Vec, n: number, back: boolean): void {
  if (n === 0) return;
  let least = x[back ? n - 1 : 0]!;
  const step = back ? -1 : 1;
  for (let k = 0, at = back ? n - 1 : 0; k < n; k++, at += step) {
    const value = x[at]!;
    if (value < least) least = value;
    out[at] = least;
  }
}

/**
 * `x since y`, backward `x until y`: a deque of the y that may still count, none above an x that came after it. `value` and
 * `at` are as long as the column.
 */
export function column_reach(x: Vec, y: Vec, out: Vec, value: Vec, at: Int32Array, n: number, width: number, back: boolean, bottom: number): void {
  if (width === 0 || width >= n) return running_reach(x, y, out, n, back, bottom);
  let head = 0;
  let tail = 0;
  const step = back ? -1 : 1;
  for (let k = 0, here = back ? n - 1 : 0; k < n; k++, here += step) {
    const way = x[here]!;
    const there = y[here]!;
    while (tail > head + 1 && value[head + 1]! >= way) head++;
    if (tail > head && value[head]! > way) value[head] = way;
    while (tail > head && value[tail - 1]! <= there) tail--;
    value[tail] = there;
    at[tail++] = k;
    if (at[head]! <= k - width) head++;
    out[here] = value[head]!;
  }
}

function running_reach(x: Vec, y: Vec, out: Vec, n: number, back: boolean, bottom: number): void {
  let value = bottom;
  const step = back ? -1 : 1;
  for (let k = 0, at = back ? n - 1 : 0; k < n; k++, at += step) {
    value = Math.max(y[at]!, Math.min(x[at]!, value));
    out[at] = value;
  }
}

/** out[k] = x[k + by]; what lies outside is `outside`. */
export function column_shift(x: Vec, out: Vec, n: number, by: number, outside: number): void {
  if (by < 0) {
    const first = Math.min(n, -by);
    out.fill(outside, 0, first);
    if (first < n) out.set(x.subarray(0, n - first), first);
  } else {
    const rest = Math.max(0, n - by);
    out.set(x.subarray(Math.min(by, n), n), 0);
    out.fill(outside, rest, n);
  }
}
