/** Samples as stretches, both ends inside, in order and apart. */
export type Samples = readonly (readonly [from: number, to: number])[];

export const NONE: Samples = [];

export function union(a: Samples, b: Samples): Samples {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return joined([...a, ...b].sort((x, y) => x[0] - y[0]));
}

/** Stretches in order of their starts, those that touch as one. */
export function joined(stretches: Samples): Samples {
  const out: [number, number][] = [];
  for (const [from, to] of stretches) {
    const last = out.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

export function intersection(a: Samples, b: Samples): Samples {
  const out: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const from = Math.max(a[i]![0], b[j]![0]), to = Math.min(a[i]![1], b[j]![1]);
    if (from <= to) out.push([from, to]);
    if (a[i]![1] < b[j]![1]) i++;
    else j++;
  }
  return out;
}

export function complement(a: Samples, length: number): Samples {
  const out: [number, number][] = [];
  let next = 0;
  for (const [from, to] of a) {
    if (next < from) out.push([next, from - 1]);
    next = to + 1;
  }
  if (next < length) out.push([next, length - 1]);
  return out;
}

export function moved(a: Samples, by: number, length: number): Samples {
  return intersection(a.map(([from, to]) => [from + by, to + by] as const), [[0, length - 1]]);
}

export function contains(a: Samples, k: number): boolean {
  let low = 0, high = a.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (a[middle]![1] < k) low = middle + 1;
    else high = middle;
  }
  return low < a.length && a[low]![0] <= k;
}
