/** An exact decimal: `units` over ten to the `scale`, without trailing zeros behind the point. 500.00 is 500 and 0; 0.05 is 5 and 2. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** A number's digits without zeros at either end ("" is zero), and where the point stands behind them: "5" and 2 are 500. */
interface Digits {
  readonly isNegative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

/** More than any double has, and few enough to count with at once. */
const MOST_DIGITS = 1000;
const ZERO: Decimal = { units: 0n, scale: 0 };

/** Of the text of a JSON number; null where it is none, or longer written out than any amount is. */
export function decimalOf(text: string): Decimal | null {
  const read = digitsOf(text);
  if (read === null) return null;
  const { isNegative, digits, exponent } = read;
  if (digits === "") return ZERO;
  if (digits.length + Math.abs(exponent) > MOST_DIGITS) return null;
  const units = BigInt(digits + "0".repeat(Math.max(0, exponent)));
  return { units: isNegative ? -units : units, scale: Math.max(0, -exponent) };
}

/** Of the shortest text that is read as this number, as every printer of JSON writes it. */
export function decimalOfNumber(value: number): Decimal | null {
  return Number.isFinite(value) ? decimalOf(String(value)) : null;
}

/** How many digits a number has behind its point; not a number for what is none, so that comparing it settles nothing. */
export function places(value: number): number {
  return decimalOfNumber(value)?.scale ?? NaN;
}

export function sumOf(...values: readonly Decimal[]): Decimal {
  const scale = Math.max(0, ...values.map((one) => one.scale));
  let units = 0n;
  for (const one of values) units += atScale(one, scale);
  let left = scale;
  while (left > 0 && units % 10n === 0n) {
    units /= 10n;
    left--;
  }
  return { units, scale: left };
}

/** Below, at or above zero, as `a` is below, at or above `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const [x, y] = [atScale(a, scale), atScale(b, scale)];
  return x < y ? -1 : x > y ? 1 : 0;
}

const atScale = ({ units, scale }: Decimal, wanted: number): bigint => units * 10n ** BigInt(wanted - scale);

/** Whether who reads the digits of a JSON number and who reads a double see the same number. `-0` is a double alone. */
export function isSameAsDouble(text: string): boolean {
  const written = digitsOf(text);
  const double = Number(text);
  if (written === null || !Number.isFinite(double)) return false;
  if (written.digits === "") return !written.isNegative && double === 0;
  const shortest = digitsOf(String(double))!;
  return written.digits === shortest.digits && written.exponent === shortest.exponent && written.isNegative === shortest.isNegative;
}

const NUMBER = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/;

function digitsOf(text: string): Digits | null {
  const match = NUMBER.exec(text);
  if (match === null) return null;
  const [, sign, whole, fraction = "", power = "0"] = match;
  const all = whole! + fraction;
  let [from, to] = [0, all.length];
  while (all[from] === "0") from++;
  while (to > from && all[to - 1] === "0") to--;
  return { isNegative: sign === "-", digits: all.slice(from, to), exponent: Number(power) - fraction.length + (all.length - to) };
}
