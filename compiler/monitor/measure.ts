import type { FnIr, Ir } from "../ir/ir.ts";

const op = (name: Ir["op"], ...args: readonly Ir[]): Ir => ({ op: name, t: "num", args });

/**
 * How far one comparison is from changing its truth: the standard robustness. What is no comparison of numbers is as true, or
 * as false, as can be.
 */
export function measureOf(ir: Ir): Ir {
  const [x, y] = ir.args ?? [];
  if (x === undefined || y === undefined || x.t !== "num" || isOfEnum(ir)) return op("extent", ir);
  switch (ir.op) {
    case "lt": case "le": return op("sub", y, x);
    case "gt": case "ge": return op("sub", x, y);
    case "eq": return op("neg", op("abs", op("sub", x, y)));
    case "ne": return op("abs", op("sub", x, y));
    default: return op("extent", ir);
  }
}

/** A comparison of an enum's values, which the IR has as numbers: they are equal or not, and by nothing in between. */
export function isOfEnum(ir: Ir): boolean {
  return ir.value === "enum" && (ir.op === "eq" || ir.op === "ne");
}

/** A function's body with its arguments in it; there is no recursion. */
export function inlined(ir: Ir, fns: ReadonlyMap<string, FnIr>): Ir {
  const fn = fns.get(ir.name ?? "");
  if (fn === undefined) throw new Error(`unverified IR: no function ${ir.name}`);
  const given = new Map(fn.params.map((p, i) => [p.name, ir.args![i]!]));
  const put = (one: Ir): Ir => {
    if (one.op === "local") return given.get(one.name ?? "") ?? one;
    return one.args === undefined ? one : { ...one, args: one.args.map(put) };
  };
  return put(fn.body);
}
