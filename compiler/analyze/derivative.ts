import type { FnIr, Ir } from "../ir/ir.ts";
import { MOST_OPERATIONS, size } from "../ir/size.ts";

const num = (value: number): Ir => ({ op: "num", t: "num", value });
const op = (name: Ir["op"], ...args: Ir[]): Ir => ({ op: name, t: "num", args });
const isNum = (ir: Ir, value: number): boolean => ir.op === "num" && ir.value === value;

const add = (a: Ir, b: Ir): Ir => (isNum(a, 0) ? b : isNum(b, 0) ? a : both(a, b, (x, y) => x + y) ?? op("add", a, b));
const sub = (a: Ir, b: Ir): Ir => (isNum(b, 0) ? a : isNum(a, 0) ? neg(b) : both(a, b, (x, y) => x - y) ?? op("sub", a, b));
const mul = (a: Ir, b: Ir): Ir => (isNum(a, 0) || isNum(b, 0) ? num(0) : isNum(a, 1) ? b : isNum(b, 1) ? a : both(a, b, (x, y) => x * y) ?? op("mul", a, b));
const div = (a: Ir, b: Ir): Ir => (isNum(a, 0) ? num(0) : isNum(b, 1) ? a : both(a, b, (x, y) => x / y) ?? op("div", a, b));
const neg = (a: Ir): Ir => (a.op === "num" ? num(-(a.value as number)) : op("neg", a));

function both(a: Ir, b: Ir, f: (x: number, y: number) => number): Ir | undefined {
  return a.op === "num" && b.op === "num" ? num(f(a.value as number, b.value as number)) : undefined;
}

/**
 * Replaces reads by expressions, and calls by their bodies, so that what is left reads only what the map leaves alone. Undefined
 * where that takes more than some steps or operations: a function that calls another twice, and so on down, doubles each time.
 */
export function substitute(ir: Ir, replace: (read: Ir) => Ir | undefined, fns: ReadonlyMap<string, FnIr>, steps = { left: MOST_OPERATIONS }): Ir | undefined {
  if (steps.left-- <= 0) return undefined;
  const direct = replace(ir);
  if (direct !== undefined) return direct;
  const args: Ir[] = [];
  for (const a of ir.args ?? []) {
    const inner = substitute(a, replace, fns, steps);
    if (inner === undefined) return undefined;
    args.push(inner);
  }
  if (ir.op === "call") {
    const fn = fns.get(ir.name!);
    if (fn !== undefined) {
      const byName = new Map(fn.params.map((p, i) => [p.name, args[i]!]));
      return substitute(fn.body, (r) => (r.op === "local" ? byName.get(r.name!) : undefined), fns, steps);
    }
  }
  if (ir.args === undefined) return ir;
  const whole = { ...ir, args };
  return size(whole) > MOST_OPERATIONS ? undefined : whole;
}

/** True when the expression reads something of which `wanted` holds. */
export function reads(ir: Ir, wanted: (ir: Ir) => boolean): boolean {
  return wanted(ir) || (ir.args ?? []).some((a) => reads(a, wanted));
}

/** The derivative by one read, simplified; null where there is no symbolic one (a kink, a condition, a truth value). */
export function derivative(ir: Ir, by: (read: Ir) => boolean): Ir | null {
  if (by(ir)) return num(1);
  if (!reads(ir, by)) return num(0);
  const [a, b] = ir.args ?? [];
  const da = a === undefined ? null : derivative(a, by);
  const db = b === undefined ? num(0) : derivative(b, by);
  if (a === undefined || da === null || db === null) return null;
  switch (ir.op) {
    case "add": return add(da, db);
    case "sub": return sub(da, db);
    case "neg": return neg(da);
    case "mul": return add(mul(da, b!), mul(a, db));
    case "div": return isNum(db, 0) ? div(da, b!) : div(sub(mul(da, b!), mul(a, db)), mul(b!, b!));
    case "pow": return b!.op === "num" ? mul(mul(num(b!.value as number), op("pow", a, num((b!.value as number) - 1))), da) : null;
    case "sqrt": return div(da, mul(num(2), ir));
    case "exp": return mul(ir, da);
    case "log": return div(da, a);
    case "tanh": return mul(sub(num(1), mul(ir, ir)), da);
    case "sin": return mul(op("cos", a), da);
    case "cos": return neg(mul(op("sin", a), da));
    default: return null;
  }
}
