/** Milliseconds of each run by what was run. */
export type Measured = ReadonlyMap<string, readonly number[]>;

/** Runs several things in turn, so that what else the machine does meets all of them alike; a first round warms up and does not count. */
export function alternate(rounds: number, what: Readonly<Record<string, () => void>>): Measured {
  const times = new Map(Object.keys(what).map((name) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, run] of Object.entries(what)) {
      const start = performance.now();
      run();
      if (round > 0) times.get(name)!.push(performance.now() - start);
    }
  }
  return times;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Medians with their smallest and largest, and each median as a multiple of the first. */
export function table(measured: Measured): string {
  const rows = [...measured].map(([name, times]) => ({ name, middle: median(times), low: Math.min(...times), high: Math.max(...times) }));
  const width = Math.max(...rows.map(({ name }) => name.length));
  const cell = (ms: number): string => ms.toFixed(0).padStart(7);
  const lines = rows.map((r) => `${r.name.padEnd(width)} ${cell(r.middle)} ${cell(r.low)} ${cell(r.high)} ${(r.middle / rows[0]!.middle).toFixed(1).padStart(7)}`);
  return [`${"ms".padEnd(width)}  median     min     max   ratio`, ...lines].join("\n");
}
