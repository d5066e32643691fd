/** A round distance between marks, so that there are about `count` of them. */
export function step(span: number, count: number): number {
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * [1, 2, 5, 10].find((times) => times * power >= rough * (1 - 1e-9))!;
}

export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly interval: number;
}

/** An axis from one round number to another around all finite values; null where there is none. */
export function scaleOf(values: Iterable<number>): Scale | null {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return null;
  if (low === high) [low, high] = [low - (Math.abs(low) || 1) / 2, high + (Math.abs(high) || 1) / 2];
  const interval = step(high - low, 4);
  const round = (value: number): number => Number((value * interval).toPrecision(12));
  return { min: round(Math.floor(low / interval + 1e-9)), max: round(Math.ceil(high / interval - 1e-9)), interval };
}

/** The round numbers from one to another. */
export function marks(from: number, to: number, count: number): number[] {
  if (to <= from) return [from];
  const interval = step(to - from, count);
  const first = Math.ceil(from / interval - 1e-9);
  return Array.from({ length: Math.floor(to / interval + 1e-9) - first + 1 }, (_, i) => Number(((first + i) * interval).toPrecision(12)));
}
