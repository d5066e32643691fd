/** Numbers from here on, or with more places after the point, have no exact sum. */
const TOO_LARGE = 1e24;
const MOST_PLACES = 30;
const WRITTEN = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;
/** Powers of ten that a double holds, and whole numbers of which it holds all. */
const EXACT_POWER = 22;
const EXACT_WHOLE = 2n ** 53n;
const MOST_EXACT = 2 ** 53;

/** A decimal: so many units of 10^-places. */
interface Decimal {
  readonly units: bigint;
  readonly places: number;
}

/** The decimal that a number which is not negative is written as, its shortest form; null where it has no exact sum. */
function decimalOf(value: number): Decimal | null {
  if (!(value < TOO_LARGE)) return null;
  const [, whole, fraction = "", exponent = "0"] = WRITTEN.exec(String(value))!;
  const places = fraction.length - Number(exponent);
  if (places > MOST_PLACES) return null;
  const digits = BigInt(whole! + fraction);
  return places >= 0 ? { units: digits, places } : { units: digits * 10n ** BigInt(-places), places: 0 };
}

/** The double next to so many units of 10^-places. */
function nearest(units: bigint, places: number, unit: bigint): number {
  if (units < EXACT_WHOLE && places <= EXACT_POWER) return Number(units) / Number(unit);
  const whole = units / unit;
  if (whole < EXACT_WHOLE && places <= EXACT_POWER) {
    // One rounding of the fraction and one of the quotient: if both of its neighbours lead to the same double, the exact sum does.
    const fraction = Number(units - whole * unit) / Number(unit), slip = fraction * Number.EPSILON * 2;
    const [low, high] = [Number(whole) + (fraction - slip), Number(whole) + (fraction + slip)];
    if (low === high) return low;
  }
  return Number(`${units}e-${places}`);
}

/** What amounts come to, from the first to each of them. */
export class RunningSum {
  /** Of the first 0, 1, 2, … amounts. */
  readonly #units = [0n];
  /** The same as doubles, while these are exact. */
  #doubles: number[] | null = [0];
  /** How many of them have no exact sum. */
  readonly #odd = [0];
  #places = 0;
  /** 10^places. */
  #unit = 1n;
  #power = 1;
  /** The amount that was read last: it is asked about often. */
  #amount = NaN;
  #read: bigint | null = null;

  get length(): number {
    return this.#odd.length - 1;
  }

  add(amount: number): void {
    const units = this.#unitsOf(amount), sum = this.#units.at(-1)! + (units ?? 0n);
    this.#units.push(sum);
    if (sum < EXACT_WHOLE) this.#doubles?.push(Number(sum));
    else this.#doubles = null;
    this.#odd.push(this.#odd.at(-1)! + (units === null ? 1 : 0));
  }

  /** Forgets all but the first `length`. */
  cut(length: number): void {
    if (length >= this.length) return;
    this.#units.length = this.#odd.length = length + 1;
    if (this.#doubles !== null) this.#doubles.length = length + 1;
  }

  /** Forgets the first so many: what the others come to is counted from there. */
  drop(count: number): void {
    const gone = Math.min(count, this.length);
    for (const sums of [this.#units, this.#odd, this.#doubles ?? []]) sums.splice(0, gone);
  }

  /** The exact sum of amounts `from` to before `to`, and of one more, as the double next to it. */
  between(from: number, to: number, more: number): number {
    const units = this.#unitsOf(more);
    if (units === null || this.#odd[to]! > this.#odd[from]!) return NaN;
    if (this.#doubles !== null && units < EXACT_WHOLE) {
      const sum = this.#doubles[to]! - this.#doubles[from]! + Number(units);
      if (sum < MOST_EXACT) return sum / this.#power;
    }
    return nearest(this.#units[to]! - this.#units[from]! + units, this.#places, this.#unit);
  }

  /** What is below 0 gives nothing back. */
  #unitsOf(amount: number): bigint | null {
    if (amount === this.#amount) return this.#read;
    const decimal = decimalOf(amount < 0 ? 0 : amount);
    if (decimal !== null && decimal.places > this.#places) this.#refine(decimal.places);
    [this.#amount, this.#read] = [amount, decimal === null ? null : decimal.units * 10n ** BigInt(this.#places - decimal.places)];
    return this.#read;
  }

  #refine(places: number): void {
    const finer = 10n ** BigInt(places - this.#places);
    this.#units.forEach((units, i) => { this.#units[i] = units * finer; });
    this.#places = places;
    this.#unit = 10n ** BigInt(places);
    this.#power = Number(this.#unit);
    const isExact = places <= EXACT_POWER && this.#units.at(-1)! < EXACT_WHOLE;
    this.#doubles = isExact ? this.#units.map(Number) : null;
  }
}
