import { literal } from "../ir/fold.ts";
import type { Ir } from "../ir/ir.ts";
import { key } from "../ir/key.ts";

/** As many ways for a condition to hold as are looked at: with more, nothing is shown. */
const MOST = 256;

/**
 * Whether a condition is true for no call, as far as bounds, texts and a thing beside its opposite show. Never wrong, not complete.
 * `isFalse`: and definitely false for every call, since a condition that is unknown asks and forbids. `isGiven`: whether an
 * expression's value is there in every call.
 */
export function neverTrue(ir: Ir | null, { isFalse, isGiven }: { readonly isFalse: boolean; readonly isGiven: (ir: Ir) => boolean }): boolean {
  const ways = ir === null ? [[]] : waysOf(ir, true);
  return ways !== null && ways.every((way) => contradicts(way, (subject) => !isFalse || isGiven(subject), isFalse));
}

/** One thing that has to be so, or not so. */
interface Literal {
  readonly ir: Ir;
  readonly holds: boolean;
}

/** All ways for a condition to be so; null where there are too many. */
function waysOf(ir: Ir, holds: boolean): readonly (readonly Literal[])[] | null {
  const args = ir.args ?? [];
  switch (ir.op) {
    case "bool": return ir.value === holds ? [[]] : ir.value === null ? [[{ ir, holds }]] : [];
    case "not": return waysOf(args[0]!, !holds);
    case "and": case "or": return (ir.op === "and") === holds ? allOf(args.map((arg) => waysOf(arg, holds))) : anyOf(args.map((arg) => waysOf(arg, holds)));
    case "implies": return holds ? anyOf([waysOf(args[0]!, false), waysOf(args[1]!, true)]) : allOf([waysOf(args[0]!, true), waysOf(args[1]!, false)]);
    default: return [[{ ir, holds }]];
  }
}

type Ways = ReturnType<typeof waysOf>;

function anyOf(all: readonly Ways[]): Ways {
  const ways: (readonly Literal[])[] = [];
  for (const one of all) {
    if (one === null || ways.length + one.length > MOST) return null;
    ways.push(...one);
  }
  return ways;
}

function allOf(all: readonly Ways[]): Ways {
  let ways: (readonly Literal[])[] = [[]];
  for (const one of all) {
    if (one === null || ways.length * one.length > MOST) return null;
    ways = ways.flatMap((way) => one.map((more) => [...way, ...more]));
  }
  return ways;
}

function contradicts(way: readonly Literal[], isSure: (subject: Ir) => boolean, isFalse: boolean): boolean {
  const bounds = new Map<string, Bounds>();
  const said = new Map<string, boolean>();
  const missing = new Set(way.filter(({ ir, holds }) => ir.op === "present" && !holds).map(({ ir }) => key(ir.args![0]!)));
  for (const { ir, holds } of way) {
    const before = said.get(key(ir));
    // Of what is unknown, so is the opposite: what may be unknown shows this only where true is what counts.
    if (before !== undefined && before !== holds && (!isFalse || isKnown(ir, isSure))) return true;
    said.set(key(ir), holds);
    const compared = comparison(ir, holds);
    if (compared === undefined) continue;
    const { subject, op, value } = compared;
    if (!isFalse && missing.has(key(subject))) return true;
    if (!isSure(subject)) continue;
    const now = (bounds.get(key(subject)) ?? new Bounds()).with(op, value);
    if (now.isEmpty) return true;
    bounds.set(key(subject), now);
  }
  return false;
}

/** Whether a condition is true or false in every call. */
function isKnown(ir: Ir, isSure: (subject: Ir) => boolean): boolean {
  if (ir.op === "present" || (ir.op === "called" && (ir.args ?? []).length === 0)) return true;
  return ir.op === "arg" ? isSure(ir) : isComparison(ir.op) && ir.args!.every((arg) => plain(arg) !== undefined || isSure(arg));
}

type Comparison = "lt" | "le" | "gt" | "ge" | "eq" | "ne";
const OPPOSITE: Readonly<Record<Comparison, Comparison>> = { lt: "ge", le: "gt", gt: "le", ge: "lt", eq: "ne", ne: "eq" };
const FLIPPED: Readonly<Record<Comparison, Comparison>> = { lt: "gt", le: "ge", gt: "lt", ge: "le", eq: "eq", ne: "ne" };
const isComparison = (op: Ir["op"]): op is Comparison => Object.hasOwn(OPPOSITE, op);

/** A comparison of one thing with a plain value, as it has to come out. */
function comparison(ir: Ir, holds: boolean): { readonly subject: Ir; readonly op: Comparison; readonly value: number | string } | undefined {
  const [a, b] = ir.args ?? [];
  if (a === undefined || b === undefined || !isComparison(ir.op)) return undefined;
  const op = holds ? ir.op : OPPOSITE[ir.op];
  const [left, right] = [plain(a), plain(b)];
  if (right !== undefined && left === undefined) return { subject: a, op, value: right };
  return left !== undefined && right === undefined ? { subject: b, op: FLIPPED[op], value: left } : undefined;
}

function plain(ir: Ir): number | string | undefined {
  const number = literal(ir);
  if (number !== undefined) return Number.isNaN(number) ? undefined : number;
  return ir.op === "text" && typeof ir.value === "string" ? ir.value : undefined;
}

/** What is left of the values of one thing. */
class Bounds {
  readonly #low: number = -Infinity;
  readonly #high: number = Infinity;
  readonly #isLowOpen: boolean = false;
  readonly #isHighOpen: boolean = false;
  readonly #equal: readonly (number | string)[] = [];
  readonly #unequal: readonly (number | string)[] = [];

  constructor(low = -Infinity, isLowOpen = false, high = Infinity, isHighOpen = false, equal: readonly (number | string)[] = [], unequal: readonly (number | string)[] = []) {
    this.#low = low;
    this.#isLowOpen = isLowOpen;
    this.#high = high;
    this.#isHighOpen = isHighOpen;
    this.#equal = equal;
    this.#unequal = unequal;
  }

  with(op: Comparison, value: number | string): Bounds {
    const [low, lowOpen, high, highOpen, equal, unequal] = [this.#low, this.#isLowOpen, this.#high, this.#isHighOpen, this.#equal, this.#unequal];
    if (op === "eq") return new Bounds(low, lowOpen, high, highOpen, [...equal, value], unequal);
    if (op === "ne") return new Bounds(low, lowOpen, high, highOpen, equal, [...unequal, value]);
    if (typeof value !== "number") return this;
    const isOpen = op === "lt" || op === "gt";
    if (op === "gt" || op === "ge") return value > low || (value === low && isOpen) ? new Bounds(value, isOpen, high, highOpen, equal, unequal) : this;
    return value < high || (value === high && isOpen) ? new Bounds(low, lowOpen, value, isOpen, equal, unequal) : this;
  }

  get isEmpty(): boolean {
    if (this.#low > this.#high || (this.#low === this.#high && (this.#isLowOpen || this.#isHighOpen))) return true;
    const [one, ...rest] = this.#equal;
    const only = one ?? (this.#low === this.#high ? this.#low : undefined);
    if (only === undefined) return false;
    if (rest.some((other) => other !== only) || this.#unequal.includes(only)) return true;
    return typeof only === "number" && (only < this.#low || only > this.#high || (only === this.#low && this.#isLowOpen) || (only === this.#high && this.#isHighOpen));
  }
}
