import type * as ast from "../../grammar/ast.ts";
import { derivative, reads, substitute } from "../analyze/derivative.ts";
import type { ConditionIr, FnIr, Ir } from "../ir/ir.ts";
import { MOST_OPERATIONS } from "../ir/size.ts";
import { ONE, over, UNITS } from "../types/units.ts";
import { at, lineText, type Scope } from "./context.ts";
import { converted } from "./convert.ts";
import { check, isWrong, numberIn, quantity } from "./expressions.ts";
import { apply } from "./value.ts";

/**
 * `barrier h >= 0 with alpha k`: takes the comparison apart into h, steps it through the dynamics, and derives how each action
 * moves it. Discrete condition h(x⁺) ≥ (1 − kΔt)·h(x): Agrawal and Sreenath, Discrete control barrier functions, RSS 2017.
 */
export function checkBarrier(c: ast.Barrier, scope: Scope, fns: ReadonlyMap<string, FnIr>): ConditionIr | undefined {
  const { cx, env } = scope;
  const dynamics = env?.ir.dynamics ?? null;
  if (dynamics === null) {
    cx.bag.add("noDynamics", c.span, { what: "barrier", env: env?.decl.name.text ?? "" });
    return undefined;
  }
  const h = barrierFunction(c.condition, { ...scope, act: "none", place: "a barrier" });
  const alpha = numberIn(c.alpha, over(ONE, UNITS["s"]!), scope);
  if (h === undefined) return undefined;
  const byName = new Map(dynamics.next.map((n) => [n.name, n.value]));
  const outside = [...env!.signals.keys()].filter((n) => !byName.has(n));
  const inPlace = substitute(h, () => undefined, fns);
  const next = substitute(h, (r) => (r.op === "obs" ? byName.get(r.name!) : undefined), fns);
  if (inPlace === undefined || next === undefined) {
    cx.bag.add("tooLarge", c.condition.span, { limit: MOST_OPERATIONS });
    return undefined;
  }
  if (reads(inPlace, (r) => r.op === "obs" && outside.includes(r.name!.split(".")[0]!))) {
    cx.bag.add("barrierNoEquation", c.condition.span, { names: outside.map((n) => `\`${n}\``).join(", ") });
    return undefined;
  }
  const gains: { name: string; value: Ir }[] = [];
  for (const slot of env!.ir.acts) {
    const gain = derivative(next, (r) => r.op === "act" && r.name === slot.name);
    if (gain === null || reads(gain, (r) => r.op === "act" || r.op === "dist")) {
      cx.bag.add("barrierNotAffine", c.condition.span, { action: slot.name });
      return undefined;
    }
    if (!(gain.op === "num" && gain.value === 0)) gains.push({ name: slot.name, value: gain });
  }
  if (gains.length === 0) {
    cx.bag.add("barrierDegree", c.condition.span, { h: lineText(cx, c.condition.span) }, { help: "use a first-order barrier: the rate of change of this one plus a constant times it, for example `(lead - speed) + 0.5[1/s] * (gap - 4m) >= 0[m/s]`" });
    return undefined;
  }
  return { kind: "barrier", h, alpha, next, gains, at: at(c.span), text: lineText(cx, c.span) };
}

function barrierFunction(e: ast.Expr, scope: Scope): Ir | undefined {
  if (e.kind === "Paren") return barrierFunction(e.inner, scope);
  if (e.kind !== "Binary" || (e.op !== ">=" && e.op !== "<=")) {
    scope.cx.bag.add("barrierShape", e.span, {});
    return undefined;
  }
  const [left, right] = e.op === ">=" ? [e.left, e.right] : [e.right, e.left];
  const whole = check(e, scope);
  const a = quantity(left, scope);
  const b = quantity(right, scope);
  if (isWrong(whole) || a === undefined || b === undefined) return undefined;
  const other = converted(b.ir, b.type.unit, a.type.unit);
  return other.op === "num" && other.value === 0 ? a.ir : apply("sub", "num", a.ir, other);
}

