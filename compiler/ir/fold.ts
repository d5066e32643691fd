import type { Ir } from "./ir.ts";

/** Arithmetic on literals alone: constants, units, ranges. What it cannot fold it leaves as it is. */
export function fold(ir: Ir): Ir {
  const args = ir.args;
  if (args === undefined || args.length === 0 || !args.every((a) => a.op === "num")) return ir;
  const [a, b] = args.map((x) => x.value as number);
  const value = arithmetic(ir.op, a!, b ?? NaN);
  return value === undefined || !Number.isFinite(value) ? ir : { op: "num", t: "num", value, ...(ir.at && { at: ir.at }) };
}

function arithmetic(op: Ir["op"], a: number, b: number): number | undefined {
  switch (op) {
    case "neg": return -a;
    case "add": return a + b;
    case "sub": return a - b;
    case "mul": return a * b;
    case "div": return a / b;
    default: return undefined;
  }
}

/** The number an expression is, if it is a plain one. */
export function literal(ir: Ir): number | undefined {
  return ir.op === "num" && typeof ir.value === "number" ? ir.value : undefined;
}
