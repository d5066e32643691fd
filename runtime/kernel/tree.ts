/** A tree over its buffer, tick by tick: all it knows is in there. */
export interface TreeRun {
  reset(): void;
  tick(): void;
  /** Halts what has run out of time. */
  expire(): void;
  halt(): void;
}

/** A parameter: what is not known counts as 0. */
export function or_zero(x: number): number {
  return x === x ? x : 0;
}

/** How many of `n` children a threshold means; a negative one counts from all of them. */
export function threshold(x: number, n: number): number {
  return Math.min(x < 0 ? Math.max(n + x + 1, 0) : or_zero(x), n);
}

/** Whether an action's value is finite, and in its declared range. */
export function inside(x: number, low: number, high: number): boolean {
  return x - x === 0 && x >= low && x <= high;
}

export function whole_inside(x: number, low: number, high: number): boolean {
  return inside(x, low, high) && x === Math.floor(x);
}

/** Whether it is a truth value that is known. */
export function settled_truth(x: number): boolean {
  return x === 0 || x === 2;
}

/** The sample behind which a `timeout` is over. */
export function due_after(sample: number, samples: number): number {
  return samples > 0 ? sample + samples : -3;
}
