/** Seeded chance for building programs: the same seed builds the same one. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In 0..1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  is(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  /** Mostly small and round, now and then nasty. */
  number(): number {
    if (this.is(0.05)) return this.pick([0, -0, 1e-300, 1e300, -1e300, Number.MAX_VALUE, 0.1]);
    return this.is(0.5) ? this.below(21) - 10 : (this.next() - 0.5) * 20;
  }
}
