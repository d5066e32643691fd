import type * as ast from "../../grammar/ast.ts";

/** Exponents of the base units; absent means 0. Angle is a dimension of its own. */
export type Dimension = Readonly<Record<string, number>>;

/** A unit: its dimension and its size in base units, `num / den` (kept apart so that 7 cm is 7/100 exactly). */
export interface Unit {
  readonly dimension: Dimension;
  readonly num: number;
  readonly den: number;
}

export const ONE: Unit = { dimension: {}, num: 1, den: 1 };

const base = (name: string): Unit => ({ dimension: { [name]: 1 }, num: 1, den: 1 });
const sized = (u: Unit, num: number, den = 1): Unit => ({ dimension: u.dimension, num: u.num * num, den: u.den * den });

const m = base("m");
const kg = base("kg");
const s = base("s");
const A = base("A");
const rad = base("rad");
const N = times(kg, over(m, times(s, s)));
const J = times(N, m);
const W = over(J, s);
const V = over(W, A);
const Hz = over(ONE, s);
const Pa = over(N, times(m, m));

/** Every unit word. Sizes: BIPM, The International System of Units, 9th edition, tables 2, 4, 7 and 8. */
export const UNITS: Readonly<Record<string, Unit>> = {
  m, km: sized(m, 1000), dm: sized(m, 1, 10), cm: sized(m, 1, 100), mm: sized(m, 1, 1000), um: sized(m, 1, 1e6), nm: sized(m, 1, 1e9),
  kg, g: sized(kg, 1, 1000), mg: sized(kg, 1, 1e6), t: sized(kg, 1000),
  s, ms: sized(s, 1, 1000), us: sized(s, 1, 1e6), ns: sized(s, 1, 1e9), min: sized(s, 60), h: sized(s, 3600), d: sized(s, 86400),
  A, mA: sized(A, 1, 1000), K: base("K"), mol: base("mol"), cd: base("cd"),
  rad, mrad: sized(rad, 1, 1000), deg: sized(rad, Math.PI, 180), rev: sized(rad, 2 * Math.PI),
  Hz, kHz: sized(Hz, 1000), MHz: sized(Hz, 1e6), N, kN: sized(N, 1000), J, kJ: sized(J, 1000), W, kW: sized(W, 1000), MW: sized(W, 1e6),
  V, mV: sized(V, 1, 1000), ohm: over(V, A), C: times(A, s), Wh: sized(J, 3600), kWh: sized(J, 3.6e6),
  Pa, kPa: sized(Pa, 1000), bar: sized(Pa, 1e5), L: sized(times(m, times(m, m)), 1, 1000), l: sized(times(m, times(m, m)), 1, 1000),
};

export function times(a: Unit, b: Unit): Unit {
  return { dimension: combine(a.dimension, b.dimension, 1), num: a.num * b.num, den: a.den * b.den };
}

export function over(a: Unit, b: Unit): Unit {
  return { dimension: combine(a.dimension, b.dimension, -1), num: a.num * b.den, den: a.den * b.num };
}

/** `unit ^ n`; n may be a fraction where it is taken from a root. */
export function power(u: Unit, n: number): Unit {
  const dimension: Record<string, number> = {};
  for (const [name, e] of Object.entries(u.dimension)) if (e * n !== 0) dimension[name] = e * n;
  return { dimension, num: u.num ** n, den: u.den ** n };
}

function combine(a: Dimension, b: Dimension, sign: 1 | -1): Dimension {
  const sum: Record<string, number> = { ...a };
  for (const [name, e] of Object.entries(b)) {
    sum[name] = (sum[name] ?? 0) + sign * e;
    if (sum[name] === 0) delete sum[name];
  }
  return sum;
}

export function sameDimension(a: Unit, b: Unit): boolean {
  return Object.keys(combine(a.dimension, b.dimension, -1)).length === 0;
}

export function isOne(u: Unit): boolean {
  return Object.keys(u.dimension).length === 0;
}

/** The factor that turns a number of `from` into one of `to`, as a quotient; both must share a dimension. */
export function factor(from: Unit, to: Unit): { num: number; den: number } {
  const num = from.num * to.den;
  const den = from.den * to.num;
  return num === den ? { num: 1, den: 1 } : { num, den };
}

/** Reads `[m/s^2]`; `unknown` is called with each word that is no unit, which then counts as 1. */
export function unitOf(unit: ast.Unit, unknown: (word: ast.Ident) => void): Unit {
  let result = ONE;
  for (const f of unit.above) result = times(result, factorOf(f, unknown));
  for (const f of unit.below) result = over(result, factorOf(f, unknown));
  return result;
}

function factorOf(f: ast.UnitFactor, unknown: (word: ast.Ident) => void): Unit {
  if (f.name === null) return ONE;
  const known = Object.hasOwn(UNITS, f.name.text) ? UNITS[f.name.text] : undefined;
  if (known === undefined) unknown(f.name);
  return power(known ?? ONE, f.power);
}

const NAMED: readonly (readonly [string, Unit])[] = ["N", "J", "W", "V", "Pa", "km", "cm", "mm", "ms", "min", "h", "deg"].map((n) => [n, UNITS[n]!] as const);

/** As a person would write it: `m/s^2`, `kg*m`, empty for a plain number. */
export function unitText(u: Unit): string {
  if (isOne(u) && u.num === u.den) return "";
  for (const [name, known] of NAMED) if (sameDimension(u, known) && u.num * known.den === known.num * u.den) return name;
  const word = (name: string, e: number): string => (e === 1 ? name : `${name}^${e}`);
  const entries = Object.entries(u.dimension).sort(([a], [b]) => (a < b ? -1 : 1));
  const above = entries.filter(([, e]) => e > 0).map(([n, e]) => word(n, e));
  const below = entries.filter(([, e]) => e < 0).map(([n, e]) => word(n, -e));
  const size = u.num === u.den ? "" : `${Number((u.num / u.den).toPrecision(6))} `;
  const top = above.join("*") || "1";
  if (below.length === 0) return size + top;
  return `${size}${top}/${below.length === 1 ? below[0] : `(${below.join("*")})`}`;
}
