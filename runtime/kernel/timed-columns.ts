import type { Timed } from "./monitor-table.ts";
import type { Vec } from "./table.ts";

// Windows in seconds over samples with times of their own. A window holds the samples in it and, of what is held, the value at
// its lower end: the last sample at or before it. Both ends of the window move one way, so every sample enters and leaves once.

/**
 * First and last sample of each window; first > last where it is empty. Sample k is at times[k]; of equal times the later
 * sample is the held one. Beyond the last sample there is nothing, unless the trace goes on.
 */
export function windows({ low, high, held }: Timed, times: Vec, n: number, future: boolean, goesOn: boolean): { readonly first: Int32Array; readonly last: Int32Array } {
  const first = new Int32Array(n), last = new Int32Array(n);
  let from = 0, to = -1;
  for (let k = 0; k < n; k++) {
    const start = future ? times[k]! + low : times[k]! - high;
    const end = future ? times[k]! + high : times[k]! - low;
    while (from < n && times[from]! < start) from++;
    while (to + 1 < n && times[to + 1]! <= end) to++;
    let begin = from;
    if (held && from > 0 && (from === n || times[from]! > start) && (from < n || goesOn)) begin = from - 1;
    // Of samples at one time those before this one are past, those after it future.
    first[k] = future ? Math.max(begin, k) : begin;
    last[k] = Math.min(Math.max(to, begin < from ? begin : -1), future ? n : k);
  }
  return { first, last };
}

/** The greatest (`empty` below all) or least over each window, by a deque of the samples that may still matter. */
export function timed_extreme(timed: Timed, times: Vec, x: Vec, out: Vec, n: number, future: boolean, empty: number, goesOn: boolean): void {
  const { first, last } = windows(timed, times, n, future, goesOn);
  const sign = empty < 0 ? 1 : -1;
  const deque = new Int32Array(n);
  let head = 0, count = 0, next = 0;
  for (let k = 0; k < n; k++) {
    for (; next <= last[k]!; next++) {
      while (count > 0 && sign * x[deque[head + count - 1]!]! <= sign * x[next]!) count--;
      deque[head + count++] = next;
    }
    while (count > 0 && deque[head]! < first[k]!) {
      head++;
      count--;
    }
    out[k] = count > 0 && deque[head]! <= last[k]! ? x[deque[head]!]! : empty;
  }
}

/** y at a sample of the window and x at all samples between there and here, not there. */
export function timed_reach(timed: Timed, times: Vec, x: Vec, y: Vec, out: Vec, n: number, future: boolean, bottom: number, goesOn: boolean): void {
  const { first, last } = windows(timed, times, n, future, goesOn);
  const chain = openChain(x, y, n, future, bottom);
  for (let k = 0; k < n; k++) {
    const [start, end] = [first[k]!, last[k]!];
    if (start > end) out[k] = bottom;
    else if (future) out[k] = Math.min(along(chain, start, end + 1, A), along(chain, k, start, B));
    else out[k] = Math.min(along(chain, n - 1 - end, n - start, A), along(chain, n - 1 - k, n - 1 - end, B));
  }
}

const A = 0;
const B = 1;

/** Samples as functions z -> max(a, min(b, z)) = z -> max(y, min(x, z)), and stretches of them as one, in a binary tree. */
interface Chain {
  readonly size: number;
  readonly cells: Vec;
  readonly bottom: number;
}

/** Of the past from the newest sample to the oldest: the outermost function stands first. */
function openChain(x: Vec, y: Vec, n: number, future: boolean, bottom: number): Chain {
  const size = 2 ** Math.ceil(Math.log2(Math.max(1, n)));
  const cells = new Float64Array(4 * size);
  for (let k = 0; k < size; k++) {
    const at = future ? k : n - 1 - k;
    cells[2 * (size + k) + A] = k < n ? y[at]! : bottom;
    cells[2 * (size + k) + B] = k < n ? x[at]! : -bottom;
  }
  for (let node = size - 1; node >= 1; node--) {
    const left = 4 * node, right = left + 2;
    cells[2 * node + A] = Math.max(cells[left + A]!, Math.min(cells[left + B]!, cells[right + A]!));
    cells[2 * node + B] = Math.min(cells[left + B]!, cells[right + B]!);
  }
  return { size, cells, bottom };
}

/** The functions from `from` to before `to` as one: its a or its b. */
function along({ size, cells, bottom }: Chain, from: number, to: number, what: number): number {
  let leftA = bottom, leftB = -bottom, rightA = bottom, rightB = -bottom;
  for (let low = from + size, high = to + size; low < high; low >>= 1, high >>= 1) {
    if ((low & 1) === 1) {
      leftA = Math.max(leftA, Math.min(leftB, cells[2 * low + A]!));
      leftB = Math.min(leftB, cells[2 * low + B]!);
      low++;
    }
    if ((high & 1) === 1) {
      high--;
      rightA = Math.max(cells[2 * high + A]!, Math.min(cells[2 * high + B]!, rightA));
      rightB = Math.min(cells[2 * high + B]!, rightB);
    }
  }
  return what === A ? Math.max(leftA, Math.min(leftB, rightA)) : Math.min(leftB, rightB);
}
