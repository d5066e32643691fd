import type { Ir } from "../../compiler/ir/ir.ts";
import type { Event } from "../../runtime/interpreter/chain.ts";

/** The events that are known, the judged call last, and the newest one that is not known any more. */
export interface Known {
  readonly events: readonly Event[];
  readonly lost: { readonly id: number; readonly time: number } | null;
}

type Value = number | string | boolean | null | undefined;
const [FALSE, UNKNOWN, TRUE] = [0, 1, 2] as const;

/** What a formula is at event k, word for word as it is defined, whatever it costs. `args`: of the judged call. */
export function truthAt(ir: Ir, known: Known, k: number, args: Record<string, unknown>): number {
  const { events, lost } = known;
  const here = events[k]!;
  const at = (one: Ir, j: number): number => truthAt(one, known, j, args);
  const operands = ir.args ?? [];
  const [low, high] = ir.window === "turn" ? [0, Infinity] : [ir.window?.[0] ?? 0, ir.window?.[1] ?? Infinity];
  const isIn = (e: Event): boolean => (ir.window === "turn" ? e.turn === here.turn : here.time - e.time >= low && here.time - e.time <= high);
  const window = events.map((_, j) => j).filter((j) => j <= k && isIn(events[j]!));
  const isOpen = lost !== null && (ir.window === "turn" ? lost.id >= here.turn : here.time - lost.time <= high);
  const before = (outside: number): number => (k > 0 ? at(operands[0]!, k - 1) : lost !== null ? UNKNOWN : outside);
  const matches = (e: Event): number => Math.min(TRUE, ...operands.map((wanted, i) => equal(own(e.args, ir.path![i]!), valueAt(wanted, known, k, args), wanted.t)));
  switch (ir.op) {
    case "called": case "returned": return here.kind === (ir.op === "called" ? "call" : "returned") && (ir.name === "anything" || here.tool === ir.name) ? matches(here) : FALSE;
    case "once": return Math.max(isOpen ? UNKNOWN : FALSE, ...window.map((j) => at(operands[0]!, j)));
    case "historically": return Math.min(isOpen ? UNKNOWN : TRUE, ...window.map((j) => at(operands[0]!, j)));
    case "since": {
      const way = (j: number): number => Math.min(TRUE, ...events.map((_, i) => i).filter((i) => i > j && i <= k).map((i) => at(operands[0]!, i)));
      return Math.max(FALSE, ...window.map((j) => Math.min(at(operands[1]!, j), way(j))), ...(isOpen ? [Math.min(UNKNOWN, way(-1))] : []));
    }
    case "previous": return before(ir.weak === true ? TRUE : FALSE);
    case "rise": return Math.min(at(operands[0]!, k), 2 - before(FALSE));
    case "fall": return Math.min(2 - at(operands[0]!, k), before(TRUE));
    case "and": return Math.min(TRUE, ...operands.map((one) => at(one, k)));
    case "or": return Math.max(FALSE, ...operands.map((one) => at(one, k)));
    case "not": return 2 - at(operands[0]!, k);
    case "implies": return Math.max(2 - at(operands[0]!, k), at(operands[1]!, k));
    case "eq": return equal(valueAt(operands[0]!, known, k, args), valueAt(operands[1]!, known, k, args), operands[0]!.t);
    case "lt": case "le": case "gt": case "ge": {
      const [a, b] = operands.map((one) => valueAt(one, known, k, args) ?? NaN) as [number, number];
      if (Number.isNaN(a) || Number.isNaN(b)) return UNKNOWN;
      return { lt: a < b, le: a <= b, gt: a > b, ge: a >= b }[ir.op] ? TRUE : FALSE;
    }
    default: throw new Error(`the definition has no ${ir.op}`);
  }
}

/** `calls` and `total`, over a window of their own. */
function counted(ir: Ir, { events, lost }: Known, k: number): number {
  const here = events[k]!, isTurn = ir.window === "turn";
  const high = ir.window === "turn" ? Infinity : (ir.window?.[1] ?? Infinity);
  if (lost !== null && (isTurn ? lost.id >= here.turn : here.time - lost.time <= high)) return NaN;
  const isIn = (e: Event, j: number): boolean => j <= k && (isTurn ? e.turn === here.turn : here.time - e.time <= high);
  const granted = events.filter((e, j) => isIn(e, j) && e.kind === "call" && (ir.name === "anything" || e.tool === ir.name));
  return ir.op === "calls" ? granted.length : exactSum(granted.map((e) => own(e.args, ir.path![0]!)));
}

function valueAt(ir: Ir, known: Known, k: number, args: Record<string, unknown>): Value {
  switch (ir.op) {
    case "num": case "text": case "bool": return ir.value;
    case "arg": return typed(own(args, ir.path![0]!), ir.t);
    case "calls": case "total": return counted(ir, known, k);
    case "latest": {
      for (let j = k; j >= 0; j--) {
        const e = known.events[j]!;
        if (e.kind !== "returned" || !e.ok || !(ir.name === "anything" || e.tool === ir.name)) continue;
        const match = Math.min(TRUE, ...(ir.args ?? []).map((wanted, i) => equal(own(e.args, ir.path![i]!), valueAt(wanted, known, k, args), wanted.t)));
        if (match !== FALSE) return match === TRUE ? typed(e.result, ir.t) : undefined;
      }
      return undefined;
    }
    default: return [false, undefined, true][truthAt(ir, known, k, args)];
  }
}

function own(record: unknown, name: string): unknown {
  return typeof record === "object" && record !== null && Object.hasOwn(record, name) ? (record as Record<string, unknown>)[name] : undefined;
}

function typed(value: unknown, t: Ir["t"]): Value {
  const type = { num: "number", text: "string", bool: "boolean", list: "none", json: "none" }[t];
  return typeof value === type ? (value as Value) : undefined;
}

function equal(a: unknown, b: unknown, t: Ir["t"]): number {
  const [x, y] = [typed(a, t), typed(b, t)];
  const isKnown = (v: Value): boolean => v !== undefined && v !== null && !Number.isNaN(v);
  return !isKnown(x) || !isKnown(y) ? UNKNOWN : x === y ? TRUE : FALSE;
}

const SCALE = 340;

/** The decimals that numbers are written as, added up in units of 10^-340; the double next to the sum. */
export function exactSum(values: readonly unknown[]): number {
  let sum = 0n;
  for (const value of values) {
    if (typeof value !== "number" || !(value < 1e24)) return NaN;
    if (value <= 0) continue;
    const [mantissa, exponent = "0"] = String(value).split("e") as [string, string?];
    const [whole, fraction = ""] = mantissa.split(".") as [string, string?];
    if (fraction.length - Number(exponent) > 30) return NaN;
    sum += BigInt(whole + fraction) * 10n ** BigInt(SCALE - fraction.length + Number(exponent));
  }
  return nearest(sum);
}

/** The double nearest to units of 10^-340: of its two neighbours the closer one, of two alike the even one. */
function nearest(units: bigint): number {
  let guess = Number(`${units}e-${SCALE}`);
  for (const step of [-1, 1, -1, 1]) {
    const other = neighbour(guess, step);
    if (distance(other, units) < distance(guess, units)) guess = other;
  }
  return guess;
}

function neighbour(x: number, step: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigInt64(0) + BigInt(step);
  if (bits < 0n) return x;
  view.setBigInt64(0, bits);
  return view.getFloat64(0);
}

/** Twice the distance in units of 10^-340 / 2^1100, the least bit decides between two alike. */
function distance(x: number, units: bigint): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const mantissa = (bits & 0xfffffffffffffn) | (exponent === 0 ? 0n : 1n << 52n);
  const value = (mantissa << BigInt(Math.max(exponent, 1) - 1075 + 1100)) * 10n ** BigInt(SCALE);
  const wanted = units << 1100n;
  const off = value > wanted ? value - wanted : wanted - value;
  return 2n * off + (mantissa & 1n);
}
