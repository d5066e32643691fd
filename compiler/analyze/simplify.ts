import { literal } from "../ir/fold.ts";
import { isTemporal, type Ir } from "../ir/ir.ts";
import { key } from "../ir/key.ts";

/**
 * A condition of a rule as it is for calls of one tool: constant parts folded, bounds on one thing joined. Its value stays the same
 * for every call, also where it is unknown. What does not change stays the node it was.
 */
export function simplify(ir: Ir, tool: string): Ir {
  // What is asked of other moments is not about this call.
  if (isTemporal(ir) || ir.op === "spec") return ir;
  const folded = constant(ir, tool);
  if (folded !== undefined) return folded;
  const args = ir.args ?? [];
  const inner = args.map((arg) => (arg.t === "bool" ? simplify(arg, tool) : arg));
  const same = inner.every((arg, i) => arg === args[i]);
  const now: Ir = same ? ir : { ...without(ir), args: inner };
  switch (ir.op) {
    case "and": case "or": return joined(now, ir.op === "and");
    case "not": return inner[0]!.op === "not" ? inner[0]!.args![0]! : truth(inner[0]!) === undefined ? now : bool(!truth(inner[0]!)!);
    case "implies": return truth(inner[0]!) === true ? inner[1]! : truth(inner[0]!) === false || truth(inner[1]!) === true ? bool(true) : now;
    default: return now;
  }
}

const bool = (value: boolean): Ir => ({ op: "bool", t: "bool", value });

/** What a condition is for every call, if it is a plain truth. */
export function truth(ir: Ir): boolean | undefined {
  return ir.op === "bool" && typeof ir.value === "boolean" ? ir.value : undefined;
}

/** A changed expression does not stand in the source any more. */
function without(ir: Ir): Ir {
  const { at: _, ...rest } = ir;
  return rest;
}

function constant(ir: Ir, tool: string): Ir | undefined {
  if (ir.op === "returned") return bool(false);
  if (ir.op === "called" && ir.name !== "anything" && ir.name !== tool) return bool(false);
  if (ir.op === "called" && (ir.args ?? []).length === 0) return bool(true);
  const [a, b] = (ir.args ?? []).map(literal);
  if (a === undefined || b === undefined || Number.isNaN(a) || Number.isNaN(b)) return undefined;
  switch (ir.op) {
    case "lt": return bool(a < b);
    case "le": return bool(a <= b);
    case "gt": return bool(a > b);
    case "ge": return bool(a >= b);
    case "eq": return bool(a === b);
    case "ne": return bool(a !== b);
    default: return undefined;
  }
}

/** `and` (or `or`) of what is left once what makes no difference is gone. */
function joined(ir: Ir, isAnd: boolean): Ir {
  const flat = parts(ir, ir.op);
  if (flat.some((part) => truth(part) === !isAnd)) return bool(!isAnd);
  const open = flat.filter((part) => truth(part) === undefined);
  const once = open.filter((part, i) => open.findIndex((other) => key(other) === key(part)) === i);
  const left = isAnd ? tightest(once) : once;
  if (left.length === flat.length && left.every((part, i) => part === flat[i])) return ir;
  if (left.length === 0) return bool(isAnd);
  return left.length === 1 ? left[0]! : { op: ir.op, t: "bool", args: left };
}

/** The operands of nested `and`s; a range stays whole where it is written. */
function parts(ir: Ir, op: Ir["op"]): readonly Ir[] {
  return ir.op === op ? (ir.args ?? []).flatMap((arg) => parts(arg, op)) : [ir];
}

interface Bound {
  readonly subject: Ir;
  readonly side: "low" | "high";
  readonly value: number;
  readonly isOpen: boolean;
}

const SIDES: Partial<Record<Ir["op"], readonly [side: "low" | "high", isOpen: boolean]>> = { ge: ["low", false], gt: ["low", true], le: ["high", false], lt: ["high", true] };

function bound(ir: Ir): Bound | undefined {
  const [a, b] = ir.args ?? [];
  const side = SIDES[ir.op];
  const value = b === undefined ? undefined : literal(b);
  return side === undefined || value === undefined || Number.isNaN(value) ? undefined : { subject: a!, side: side[0], isOpen: side[1], value };
}

/** Of several bounds on one side of one thing, the tightest. Where the thing is unknown, so is each of them. */
function tightest(all: readonly Ir[]): Ir[] {
  return all.filter((ir, i) => {
    const mine = bound(ir);
    if (mine === undefined) return true;
    return !all.some((other, j) => {
      const its = j === i ? undefined : bound(other);
      if (its === undefined || its.side !== mine.side || key(its.subject) !== key(mine.subject)) return false;
      if (its.value === mine.value && its.isOpen === mine.isOpen) return j < i;
      const isTighter = its.value === mine.value ? its.isOpen : its.side === "low" ? its.value > mine.value : its.value < mine.value;
      return isTighter;
    });
  });
}
