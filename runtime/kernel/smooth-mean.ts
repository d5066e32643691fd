import { infinity, nan } from "./number.ts";

// D-GMSR (Uzun, Elango, Garoche, Açıkmeşe 2024, arXiv 2405.10996): of y1..yn a conjunction is
//   sqrt(M0) - sqrt(Mp), M0 = (ε^n + Π max(y, 0)²)^(1/n), Mp = (ε^p + Σ |min(y, 0)|^2p / n)^(1/p).
// Either M0 or Mp is ε, so it has the sign of the least y. Products and powers leave the range of numbers: what is kept is
// logarithms, and powers of ratios to the greatest.

const LOG_EPSILON = Math.log(1e-8);
const ROOT = Math.sqrt(1e-8);
/** What is too small for a number is the smallest one: the sign stays. */
const SMALLEST = 5e-324;
/** The product of two numbers between these is a normal number. */
const LOW = 1e-150;
const HIGH = 1e150;

/** The smooth least of the values added, or with `sign` -1 the smooth greatest: one step a value, and it can be asked on the way. */
export class SmoothLeast {
  readonly #sign: number;
  /** 2p. */
  readonly #power: number;
  #count = 0;
  #unknown = false;
  #bottom = false;
  #zero = false;
  #only = 0;
  /** Of positive values: the sum of the logarithms of all but the last ones, the product of those, and the greatest. */
  #logs = 0;
  #product = 1;
  #most = 0;
  /** Of negative ones: the greatest magnitude, and the sum of (|y| / it)^2p. */
  #worst = 0;
  #sum = 0;

  constructor(sign: 1 | -1, sharpness: number) {
    this.#sign = sign;
    this.#power = 2 * sharpness;
  }

  clear(): void {
    this.#count = this.#logs = this.#most = this.#worst = this.#sum = 0;
    this.#product = 1;
    this.#unknown = this.#bottom = this.#zero = false;
  }

  add(value: number): void {
    const y = this.#sign * value;
    if (y !== y) this.#unknown = true;
    else if (y === -infinity()) this.#bottom = true;
    else if (y < infinity()) {
      this.#count++;
      this.#only = y;
      if (y < 0) this.#addNegative(-y);
      else if (y === 0) this.#zero = true;
      else this.#addPositive(y);
    }
  }

  #addPositive(y: number): void {
    if (y > this.#most) this.#most = y;
    if (y > LOW && y < HIGH) this.#product *= y;
    else this.#logs += Math.log(y);
    if (this.#product > LOW && this.#product < HIGH) return;
    this.#logs += Math.log(this.#product);
    this.#product = 1;
  }

  #addNegative(size: number): void {
    if (size > this.#worst) {
      this.#sum = 1 + this.#sum * this.#raised(this.#worst / size);
      this.#worst = size;
    } else this.#sum += this.#raised(size / this.#worst);
  }

  #raised(ratio: number): number {
    return this.#power === 2 ? ratio * ratio : ratio ** this.#power;
  }

  /** Of no values what is neutral; of one that one, without its mean. */
  get value(): number {
    const value = this.#unknown ? nan() : this.#bottom ? -infinity() : this.#count === 0 ? infinity() : this.#count === 1 ? this.#only : this.#mean();
    return this.#sign > 0 ? value : 0 - value;
  }

  #mean(): number {
    if (this.#sum > 0) {
      const log = this.#power * Math.log(this.#worst) + Math.log(this.#sum / this.#count);
      return -over(log - this.#power / 2 * LOG_EPSILON, this.#power, this.#worst);
    }
    return this.#zero ? 0 : over(2 * (this.#logs + Math.log(this.#product)) - this.#count * LOG_EPSILON, 2 * this.#count, this.#most);
  }
}

/** (ε^(root/2) (1 + e^ratio))^(1/root) - sqrt(ε), without the difference of near numbers. No mean is above the greatest of its values. */
function over(ratio: number, root: number, most: number): number {
  const log = (ratio > 0 ? ratio + Math.log1p(Math.exp(-ratio)) : Math.log1p(Math.exp(ratio))) / root;
  const value = log < 1 ? ROOT * Math.expm1(log) : Math.exp(log + LOG_EPSILON / 2) - ROOT;
  return Math.min(Math.max(value, SMALLEST), most);
}
