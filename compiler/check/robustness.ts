import type * as ast from "../../grammar/ast.ts";
import { walk } from "../../grammar/visit.ts";
import type { Ir } from "../ir/ir.ts";
import { ERROR, numberOf, strip, type Type } from "../types/types.ts";
import { ONE, sameDimension, type Unit } from "../types/units.ts";
import { arity } from "./calls.ts";
import type { Scope } from "./context.ts";
import { check, constant } from "./expressions.ts";
import { noteUse } from "./names.ts";
import { apply, num, scalar, WRONG, type Value } from "./value.ts";

const measuring = new Set<ast.Spec>();

/** `margin(s)`, `robustness(s)`: numbers in the unit that the atoms of the spec share. */
export const specFunction = (op: "margin" | "robustness") => (e: ast.Apply, scope: Scope): Value => {
  const smooth = op === "robustness" && e.args.length === 2 && scope.arrays === true;
  if (!arity(e, smooth ? 2 : 1, scope)) return WRONG;
  const { cx } = scope;
  const sharpness = smooth ? constant(e.args[1]!.value, ONE, { ...scope, place: "a sharpness" }) : undefined;
  if (sharpness !== undefined && sharpness < 1) cx.bag.add("typeMismatch", e.args[1]!.span, { wanted: "a sharpness from 1", found: `${sharpness}` });
  const arg = e.args[0]!.value;
  const decl = arg.kind === "Name" ? cx.symbols.get(arg.name.text) : undefined;
  if (decl?.kind !== "Spec") {
    if (arg.kind === "Name" && cx.symbols.isBroken(arg.name.text)) return WRONG;
    cx.bag.add("typeMismatch", arg.span, { wanted: "the name of a spec", found: arg.kind === "Name" ? `\`${arg.name.text}\`` : "an expression" });
    return WRONG;
  }
  noteUse(scope, arg.span, decl);
  if (measuring.has(decl)) {
    cx.bag.add("recursion", arg.span, { kind: "spec", name: decl.name.text });
    return WRONG;
  }
  if (op === "margin" && body(decl.formula) === null) {
    cx.bag.add("marginNotAlways", arg.span, { name: decl.name.text });
    return WRONG;
  }
  measuring.add(decl);
  const unit = sharedUnit(decl.formula, scope);
  measuring.delete(decl);
  if (unit === null) {
    cx.bag.add("marginNoDimension", arg.span, { name: decl.name.text });
    return scalar(ERROR, num(NaN));
  }
  return scalar(numberOf(unit), { op, t: "num", name: decl.name.text, ...(sharpness !== undefined && { value: sharpness }) });
};

/** φ of `always φ`, without a window. */
export function body(formula: ast.Expr): ast.Expr | null {
  if (formula.kind === "Paren") return body(formula.inner);
  return formula.kind === "Temporal" && formula.op === "always" && formula.window === null ? formula.operand : null;
}

const FUTURE: readonly string[] = ["eventually", "always", "next", "until", "unless", "release"];

/** True when a formula looks ahead, which nothing can enforce afterwards. */
export function hasFuture(formula: ast.Expr): boolean {
  let found = false;
  walk(formula, (node) => { found ||= (node.kind === "Temporal" || node.kind === "TemporalBinary") && FUTURE.includes(node.op); });
  return found;
}

/** The unit of the formula's comparisons if they share one dimension; null if they do not. */
function sharedUnit(formula: ast.Expr, scope: Scope): Unit | null {
  const units: Unit[] = [];
  const visit = (e: ast.Expr): void => {
    switch (e.kind) {
      case "Paren": return visit(e.inner);
      case "Unary": if (e.op === "not") visit(e.operand); return;
      case "Temporal": return visit(e.operand);
      case "TemporalBinary": visit(e.left); return visit(e.right);
      case "InRange": return atom(e.value);
      case "Binary":
        if (["and", "or", "implies", "iff", "xor"].includes(e.op)) { visit(e.left); return visit(e.right); }
        return atom(e.left);
      default: return;
    }
  };
  const quiet = { ...scope, obs: true, act: "now" as const };
  const atom = (e: ast.Expr): void => {
    const type: Type = strip(check(e, quiet).type);
    if (type.kind === "number") units.push(type.unit);
  };
  visit(formula);
  const first = units[0] ?? ONE;
  return units.every((u) => sameDimension(u, first)) ? first : null;
}

/** Robustness of a formula without time, as an expression; null where an atom is no comparison of numbers. */
export function robustnessIr(ir: Ir): Ir | null {
  const args = ir.args ?? [];
  const inner = (): Ir[] | null => {
    const all = args.map(robustnessIr);
    return all.every((a) => a !== null) ? all : null;
  };
  switch (ir.op) {
    case "gt": case "ge": return apply("sub", "num", args[0]!, args[1]!);
    case "lt": case "le": return apply("sub", "num", args[1]!, args[0]!);
    case "and": { const a = inner(); return a && apply("min", "num", ...a); }
    case "or": { const a = inner(); return a && apply("max", "num", ...a); }
    case "not": { const a = inner(); return a && apply("neg", "num", a[0]!); }
    case "implies": { const a = inner(); return a && apply("max", "num", apply("neg", "num", a[0]!), a[1]!); }
    default: return null;
  }
}

