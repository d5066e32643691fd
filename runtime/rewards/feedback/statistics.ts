/** Least, mean and greatest. */
export interface Span {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

/** Values as they come; what is not finite is not counted. */
export class Spread {
  #n = 0;
  #min = Infinity;
  #max = -Infinity;
  #mean = 0;

  add(value: number): void {
    if (!Number.isFinite(value)) return;
    this.#n += 1;
    // Zero has no sign for people.
    if (value < this.#min) this.#min = value + 0;
    if (value > this.#max) this.#max = value + 0;
    this.#mean += (value - this.#mean) / this.#n;
  }

  /** Null where there was no value. */
  get span(): Span | null {
    // A mean of many equal values must not lie beside them.
    return this.#n === 0 ? null : { min: this.#min, mean: Math.min(this.#max, Math.max(this.#min, this.#mean)), max: this.#max };
  }
}

/** Relative to what is compared; less is a matter of rounding. */
const ROUNDING = 1e-12;

/** It never changes, but for rounding. */
export function isFlat({ min, max }: Span): boolean {
  return max - min <= ROUNDING * Math.max(Math.abs(min), Math.abs(max));
}

/** Pearson's correlation of pairs as they come, by the recurrence of Welford (1962); a pair with something that is not finite is left out. */
export class Correlation {
  #n = 0;
  #x = 0;
  #y = 0;
  #xx = 0;
  #yy = 0;
  #xy = 0;

  get pairs(): number {
    return this.#n;
  }

  add(x: number, y: number): void {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    this.#n += 1;
    const [dx, dy] = [x - this.#x, y - this.#y];
    this.#x += dx / this.#n;
    this.#y += dy / this.#n;
    this.#xx += dx * (x - this.#x);
    this.#yy += dy * (y - this.#y);
    this.#xy += dx * (y - this.#y);
  }

  /** From −1 to 1; null where one of the two never changes. */
  get value(): number | null {
    const { n, x, y, xx, yy } = { n: this.#n, x: this.#x, y: this.#y, xx: this.#xx, yy: this.#yy };
    if (!(xx > n * (ROUNDING * x) ** 2) || !(yy > n * (ROUNDING * y) ** 2)) return null;
    const r = this.#xy / (Math.sqrt(xx) * Math.sqrt(yy));
    return Number.isFinite(r) ? Math.min(1, Math.max(-1, r)) : null;
  }
}
