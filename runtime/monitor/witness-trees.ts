/** Places that need not be looked at again: a forest whose roots are the places that are left (Tarjan's union-find). */
export class Skips {
  /** How many places on; 0 at a root. Zeros are not paid for until they are written. */
  readonly #on: Int32Array;

  constructor(length: number) {
    this.#on = new Int32Array(length + 1);
  }

  /** The first place from `p` on that is left; the length where there is none. */
  from(p: number): number {
    const on = this.#on;
    let root = p;
    while (on[root]! > 0) root += on[root]!;
    while (p < root) {
      const next = p + on[p]!;
      on[p] = root - p;
      p = next;
    }
    return root;
  }

  pass(p: number): void {
    this.#on[p] = 1;
  }
}

/** Sums and least values of a function of the sample over ranges; of a range only what was never asked before is computed. */
export class Ranges {
  readonly #value: (k: number) => number;
  /** No more than the value, and quickly told. */
  readonly #bound: (k: number) => number;
  readonly #size: number;
  /** By node of a binary tree, 1 the root; plus one, as 0 is not known. */
  #sums: Float64Array | null = null;
  /** No value below is less. */
  #bounds: Float64Array | null = null;

  constructor(length: number, value: (k: number) => number, bound: (k: number) => number) {
    this.#value = value;
    this.#bound = bound;
    this.#size = 2 ** Math.ceil(Math.log2(Math.max(1, length)));
  }

  sum(from: number, to: number): number {
    return from === to ? this.#value(from) : this.#sum((this.#sums ??= new Float64Array(this.#size)), 1, 0, this.#size - 1, from, to);
  }

  /** Where it is least, if below a limit; of several such places the first from the low end (`up`) or the high one. Ends the search at `enough`. */
  least(from: number, to: number, up: boolean, enough: number, limit: number): { readonly at: number; readonly value: number } {
    const best = { at: -1, value: limit };
    this.#visit((this.#bounds ??= new Float64Array(this.#size)), 1, 0, this.#size - 1, from, to, up, enough, best);
    return best;
  }

  #sum(sums: Float64Array, node: number, low: number, high: number, from: number, to: number): number {
    if (low > to || high < from) return 0;
    if (low === high) return this.#value(low);
    const whole = from <= low && high <= to;
    if (whole && sums[node]! > 0) return sums[node]! - 1;
    const middle = (low + high - 1) / 2;
    const sum = this.#sum(sums, 2 * node, low, middle, from, to) + this.#sum(sums, 2 * node + 1, middle + 1, high, from, to);
    if (whole) sums[node] = sum + 1;
    return sum;
  }

  /** A bound of the whole node's values. */
  #visit(bounds: Float64Array, node: number, low: number, high: number, from: number, to: number, up: boolean, enough: number, best: { at: number; value: number }): number {
    const single = low === high;
    if (low > to || high < from || best.value <= enough) return single ? 0 : Math.max(0, bounds[node]! - 1);
    if (single) {
      const bound = this.#bound(low);
      if (bound >= best.value) return bound;
      const value = this.#value(low);
      if (value < best.value) [best.at, best.value] = [low, value];
      return value;
    }
    if (bounds[node]! - 1 >= best.value) return bounds[node]! - 1;
    const middle = (low + high - 1) / 2;
    let below = 0, above = 0;
    if (up) below = this.#visit(bounds, 2 * node, low, middle, from, to, up, enough, best);
    above = this.#visit(bounds, 2 * node + 1, middle + 1, high, from, to, up, enough, best);
    if (!up) below = this.#visit(bounds, 2 * node, low, middle, from, to, up, enough, best);
    const least = Math.max(Math.min(below, above), bounds[node]! - 1);
    bounds[node] = least + 1;
    return least;
  }
}
