import type { NodeIr } from "../../ir/reward.ts";
import type { RangeOf } from "./indices.ts";
import { EMPTY, isPoint, meet, range, type Range, truths } from "./range.ts";
import { type CompareOp, isCompare } from "./truth.ts";

const OTHERWISE: Readonly<Record<CompareOp, CompareOp>> = { lt: "ge", ge: "lt", le: "gt", gt: "le", eq: "ne", ne: "eq" };

/** What nodes are where a condition is definitely true, or false: those of which it says more than is known anyway. */
export function refined(nodes: readonly NodeIr[], condition: number, truth: 0 | 2, of: RangeOf): ReadonlyMap<number, Range> {
  const known = new Map<number, Range>();
  const now: RangeOf = (id) => known.get(id) ?? of(id);
  const say = (id: number, more: Range): void => void known.set(id, meet(now(id), more));
  assume(condition, truth);
  return known;

  function assume(id: number, is: 0 | 2): void {
    const { op, args } = nodes[id]!;
    known.set(id, truths([is]));
    if ((op === "and" && is === 2) || (op === "or" && is === 0)) for (const arg of args) assume(arg, is);
    else if (op === "not") assume(args[0]!, is === 2 ? 0 : 2);
    else if (op === "implies" && is === 0) {
      assume(args[0]!, 2);
      assume(args[1]!, 0);
    } else if (op === "present") known.set(args[0]!, is === 2 ? { ...now(args[0]!), known: true } : EMPTY);
    else if (isCompare(op)) compared(is === 2 ? op : OTHERWISE[op], args[0]!, args[1]!);
  }

  function compared(op: CompareOp, a: number, b: number): void {
    const x = now(a), y = now(b), known = { known: true };
    switch (op) {
      case "lt": say(a, range(-Infinity, under(x, y.high), known)); return say(b, range(-under(y, -x.low), Infinity, known));
      case "le": say(a, range(-Infinity, y.high, known)); return say(b, range(x.low, Infinity, known));
      case "gt": return compared("lt", b, a);
      case "ge": return compared("le", b, a);
      case "eq": say(a, { ...y, known: true }); return say(b, { ...x, known: true });
      case "ne": say(a, unlike(x, y)); return say(b, unlike(y, x));
    }
  }
}

/** The greatest that something strictly below `high` can be; between two numbers others may lie, but not at 0. */
function under({ integer }: Range, high: number): number {
  if (integer && Number.isFinite(high)) return Math.ceil(high) - 1;
  return high === 0 ? -Number.MIN_VALUE : high;
}

/** Not the point that another is: that moves an end alone. */
function unlike(x: Range, other: Range): Range {
  const known = { known: true, integer: x.integer };
  if (!isPoint(other)) return range(-Infinity, Infinity, known);
  if (other.low === 0) return range(-Infinity, Infinity, { ...known, nonzero: true });
  const by = x.integer ? 1 : 0;
  return range(x.low === other.low ? x.low + by : -Infinity, x.high === other.high ? x.high - by : Infinity, known);
}
