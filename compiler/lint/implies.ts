import { literal } from "../ir/fold.ts";
import type { Ir } from "../ir/ir.ts";
import { key } from "../ir/key.ts";

/** Whether φ implies ψ for every call, as far as bounds on single arguments and equal conditions show it. Never wrong, not complete. */
export function implies(phi: Ir | null, psi: Ir | null): boolean {
  return psi === null || shows(phi, psi, { left: MOST_STEPS });
}

/** Ors within ands within ors are tried in every pairing; after so many steps what was not shown is taken as not so. */
const MOST_STEPS = 10_000;

function shows(phi: Ir | null, psi: Ir, steps: { left: number }): boolean {
  if (steps.left-- <= 0) return false;
  const given = phi === null ? [] : conjuncts(phi);
  const each = (g: Ir, wanted: Ir): boolean => g.op === "or" && (g.args ?? []).every((a) => shows(a, wanted, steps));
  if (psi.op === "or") return (psi.args ?? []).some((p) => shows(phi, p, steps)) || given.some((g) => each(g, psi));
  return conjuncts(psi).every((wanted) => given.some((g) => entails(g, wanted) || each(g, wanted)));
}

function conjuncts(ir: Ir): Ir[] {
  return ir.op === "and" ? (ir.args ?? []).flatMap(conjuncts) : [ir];
}

interface Bound {
  readonly subject: string;
  readonly low: number;
  readonly high: number;
  readonly open: boolean;
}

function entails(given: Ir, wanted: Ir): boolean {
  if (key(given) === key(wanted)) return true;
  const a = bound(given);
  const b = bound(wanted);
  if (a === undefined || b === undefined || a.subject !== b.subject) return false;
  const low = a.low > b.low || (a.low === b.low && (!b.open || a.open || b.low === -Infinity));
  const high = a.high < b.high || (a.high === b.high && (!b.open || a.open || b.high === Infinity));
  return low && high;
}

/** A comparison of one thing with a plain number, as the interval it allows. */
function bound(ir: Ir): Bound | undefined {
  const [a, b] = ir.args ?? [];
  if (a === undefined || b === undefined) return undefined;
  const right = literal(b);
  const left = literal(a);
  const flipped: Partial<Record<Ir["op"], Ir["op"]>> = { lt: "gt", le: "ge", gt: "lt", ge: "le", eq: "eq" };
  const op = right !== undefined ? ir.op : left !== undefined ? flipped[ir.op] : undefined;
  const value = right ?? left;
  if (op === undefined || value === undefined) return undefined;
  const subject = key(right !== undefined ? a : b);
  switch (op) {
    case "lt": return { subject, low: -Infinity, high: value, open: true };
    case "le": return { subject, low: -Infinity, high: value, open: false };
    case "gt": return { subject, low: value, high: Infinity, open: true };
    case "ge": return { subject, low: value, high: Infinity, open: false };
    case "eq": return { subject, low: value, high: value, open: false };
    default: return undefined;
  }
}
