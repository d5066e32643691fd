// Sums of decimals, exact: a number stands for the decimal that it is written as, its shortest form. A sum is four whole numbers from
// 0 to below 10^15, in units of 10^15, 1, 10^-15 and 10^-30; a double holds each of them and twice as much.

const BASE = 1e15;
/** From here on, or with more than 30 places after the point, a number is not added: the sum is then unknown. */
const TOO_LARGE = 1e24;
const PLACES = 30;
const ZEROS = "000000000000000000000000000000";
const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15] as const;

/** Of the first number, of the first two, and so on. */
export interface Sums {
  readonly high: number[];
  readonly units: number[];
  readonly fine: number[];
  readonly finest: number[];
}

export function emptySums(): Sums {
  return { high: [], units: [], fine: [], finest: [] };
}

/** Takes the last back. */
export function cut({ high, units, fine, finest }: Sums): void {
  high.pop();
  units.pop();
  fine.pop();
  finest.pop();
}

/** Forgets the first so many. */
export function shift({ high, units, fine, finest }: Sums, count: number): void {
  for (const limbs of [high, units, fine, finest]) limbs.splice(0, count);
}

/** Whether they have run so long that they have to begin anew before a double does not hold them. */
export function isLong({ high }: Sums): boolean {
  return high.length > 0 && high[high.length - 1]! > BASE;
}

/** Goes on with a number that is not negative; where it is too large or too fine, or none, with nothing, and says false. */
export function addDecimal(sums: Sums, value: number): boolean {
  if (!(value < TOO_LARGE)) return add(sums, 0, 0, 0, 0, false);
  for (let places = 0; places <= 15; places++) {
    const power = POWERS[places]!;
    const whole = Math.round(value * power);
    if (whole >= BASE) break;
    // Two decimals of up to 15 digits are never the same double, so this is the one that is written.
    if (whole / power !== value) continue;
    const units = Math.floor(value);
    return add(sums, 0, units, (whole - units * power) * POWERS[15 - places]!, 0, true);
  }
  return addDigits(sums, String(value));
}

/** Like `12.5`, `1e+23` or `1.25e-7`. */
function addDigits(sums: Sums, text: string): boolean {
  const e = text.indexOf("e");
  const mantissa = e < 0 ? text : text.slice(0, e);
  const point = mantissa.indexOf(".");
  const fraction = point < 0 ? "" : mantissa.slice(point + 1);
  const shift = PLACES - fraction.length + (e < 0 ? 0 : Number(text.slice(e + 1)));
  if (shift < 0) return add(sums, 0, 0, 0, 0, false);
  let digits = (point < 0 ? mantissa : mantissa.slice(0, point)) + fraction;
  for (let left = shift; left > 0; left -= ZEROS.length) digits += ZEROS.slice(0, left);
  const limb = (from: number, to: number): number => Number(digits.slice(Math.max(0, digits.length - from), Math.max(0, digits.length - to)));
  return add(sums, limb(60, 45), limb(45, 30), limb(30, 15), limb(15, 0), true);
}

function add(sums: Sums, a: number, b: number, c: number, d: number, isAdded: boolean): boolean {
  const last = sums.high.length - 1;
  if (last >= 0) {
    a += sums.high[last]!;
    b += sums.units[last]!;
    c += sums.fine[last]!;
    d += sums.finest[last]!;
  }
  if (d >= BASE) { d -= BASE; c += 1; }
  if (c >= BASE) { c -= BASE; b += 1; }
  if (b >= BASE) { b -= BASE; a += 1; }
  sums.high.push(a);
  sums.units.push(b);
  sums.fine.push(c);
  sums.finest.push(d);
  return isAdded;
}

/** What the later of two running sums has more than the earlier one (-1: than none), as the double next to it. */
export function difference({ high, units, fine, finest }: Sums, later: number, earlier: number): number {
  let [a, b, c, d] = [high[later]!, units[later]!, fine[later]!, finest[later]!];
  if (earlier >= 0) {
    a -= high[earlier]!;
    b -= units[earlier]!;
    c -= fine[earlier]!;
    d -= finest[earlier]!;
  }
  if (d < 0) { d += BASE; c -= 1; }
  if (c < 0) { c += BASE; b -= 1; }
  if (b < 0) { b += BASE; a -= 1; }
  return rounded(a, b, c, d);
}

/** More than what is lost in a fraction by three roundings. */
const SLIP = 2 ** -50;

function rounded(high: number, units: number, fine: number, finest: number): number {
  if (high === 0) {
    const fraction = fine / BASE + finest / 1e30;
    // What lies between two numbers that are rounded alike is rounded like them.
    const [least, most] = [units + fraction * (1 - SLIP), units + fraction * (1 + SLIP)];
    if (least === most) return least;
    // A whole number over a power of ten, both exact: a division rounds once.
    if (finest === 0 && fine % 1e9 === 0 && units < 9e9) return (units * 1e6 + fine / 1e9) / 1e6;
  }
  return Number(`${high}${padded(units)}.${padded(fine)}${padded(finest)}`);
}

function padded(limb: number): string {
  return (ZEROS + String(limb)).slice(-15);
}
