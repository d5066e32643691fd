/** Seconds of a sample from the trace's first. */
export type Clock = (sample: number) => number;

export function clockOf(rate: number | null, times: Float64Array | null): Clock {
  return rate === null ? (k) => times![k]! : (k) => k / rate;
}

/**
 * First samples of `columns` equal stretches of time, and the trace's length behind them: what a row of characters or a
 * picture has room for. A stretch may be empty where samples have times of their own.
 */
export function columnsOf(samples: number, columns: number, clock: Clock): Int32Array {
  const [begin, end] = [clock(0), clock(samples - 1)];
  return Int32Array.from({ length: columns + 1 }, (_, column) => {
    if (column === 0 || column === columns) return column === 0 ? 0 : samples;
    const from = begin + ((end - begin) * column) / columns;
    // The first sample at or after `from`; times do not decrease.
    let [low, high] = [0, samples];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (clock(middle) < from) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}
