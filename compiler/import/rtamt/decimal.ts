/** An exact decimal, `digits` × 10 ^ `power`: 0.1 + 0.2 is 0.3, and 1500 ms are 1.5 s. */
export interface Decimal {
  readonly digits: bigint;
  readonly power: number;
}

/** Beyond this many places nothing is measured, and writing them out would take the memory of a machine. */
const MOST_PLACES = 400;

/** A number as RTAMT writes it, as Pol does: `.5` is `0.5`, `1_000` is `1000`, `0x1F` is `31`. */
export function plainLiteral(text: string): string {
  const digits = text.replaceAll("_", "");
  if (/^0[xXbB]/.test(digits)) return BigInt(digits).toString();
  const [, whole = "", fraction = "", exponent = ""] = /^(\d*)(?:\.(\d*))?(?:[eE](.*))?$/.exec(digits) ?? [];
  return `${whole.replace(/^0+(?=\d)/, "") || "0"}${fraction && `.${fraction}`}${exponent && `e${exponent}`}`;
}

/** Null where it has more places than anybody means. */
export function decimal(text: string): Decimal | null {
  if (text.length > 2 * MOST_PLACES) return null;
  const [, whole = "", fraction = "", exponent = "0"] = /^(\d+)(?:\.(\d+))?(?:e(.+))?$/i.exec(text) ?? [];
  const trimmed = `${whole}${fraction}`.replace(/^0+(?=\d)/, "");
  const significant = trimmed.replace(/0+$/, "");
  if (significant === "") return { digits: 0n, power: 0 };
  const power = Number(exponent) - fraction.length + (trimmed.length - significant.length);
  return significant.length > MOST_PLACES || Math.abs(power) > MOST_PLACES ? null : { digits: BigInt(significant), power };
}

export function scaled({ digits, power }: Decimal, by: number): Decimal {
  return digits === 0n ? { digits, power: 0 } : { digits, power: power + by };
}

/** `a / b` where it is a whole number. */
export function wholeQuotient(a: Decimal, b: Decimal): bigint | null {
  const least = Math.min(a.power, b.power);
  const above = a.digits * 10n ** BigInt(a.power - least), below = b.digits * 10n ** BigInt(b.power - least);
  return above % below === 0n ? above / below : null;
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compare(a: Decimal, b: Decimal): number {
  const least = Math.min(a.power, b.power);
  const difference = a.digits * 10n ** BigInt(a.power - least) - b.digits * 10n ** BigInt(b.power - least);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Written out, without an exponent. */
export function decimalText({ digits, power }: Decimal): string {
  const text = digits.toString();
  if (power >= 0) return text + (digits === 0n ? "" : "0".repeat(power));
  const padded = text.padStart(1 - power, "0");
  return `${padded.slice(0, power)}.${padded.slice(power)}`.replace(/\.?0+$/, "");
}
