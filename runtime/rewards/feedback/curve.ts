/** Longer episodes are told in fewer, broader parts. */
const MOST_PARTS = 400;

export interface CurvePoint {
  readonly step: number;
  readonly mean: number;
}

/** The mean over episodes at each of their steps, in parts of equally many steps. */
export class Curve {
  #width = 1;
  #sums: number[] = [];
  #counts: number[] = [];

  add(step: number, value: number): void {
    if (!Number.isFinite(value)) return;
    while (Math.floor(step / this.#width) >= MOST_PARTS) this.#halve();
    const part = Math.floor(step / this.#width);
    this.#sums[part] = (this.#sums[part] ?? 0) + value;
    this.#counts[part] = (this.#counts[part] ?? 0) + 1;
  }

  /** Each part at its middle. */
  get points(): CurvePoint[] {
    return this.#sums.flatMap((sum, part) => [{ step: part * this.#width + (this.#width - 1) / 2, mean: sum / this.#counts[part]! }]);
  }

  #halve(): void {
    const joined = (values: readonly number[]): number[] => {
      const halves: number[] = [];
      // A part that no step fell into is no entry.
      values.forEach((value, part) => { halves[part >> 1] = (halves[part >> 1] ?? 0) + value; });
      return halves;
    };
    [this.#sums, this.#counts, this.#width] = [joined(this.#sums), joined(this.#counts), this.#width * 2];
  }
}
