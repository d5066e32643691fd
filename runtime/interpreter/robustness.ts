import type { Ir } from "../../compiler/ir/ir.ts";
import { isOfEnum } from "../../compiler/monitor/measure.ts";
import { bodyOf, compile, compileNumber, inCall, type NumberAt } from "./expressions.ts";
import { type Closure, type Frame, operand, type Scope } from "./scope.ts";
import { isPoint, point, type Span } from "./spans.ts";
import { ROBUST } from "./temporal.ts";
import { FALSE, TRUE } from "./values.ts";

const { top, bottom, and, or, not } = ROBUST;

export type Robustness = Closure<Frame, Span>;

const ANYTHING: Span = { lo: -Infinity, hi: Infinity };

/** How the trace's own formulas are measured: temporal operators and specs. */
export type Measure = (ir: Ir, part: (ir: Ir) => Robustness, scope: Scope<Frame>) => Robustness | undefined;

/** How far a formula is from changing its truth: positive while true, negative while false. */
export function compileRobustness(ir: Ir, scope: Scope<Frame>, bodies: Scope<Frame>["bodies"], measure: Measure): Robustness {
  const part = (sub: Ir): Robustness => compileRobustness(sub, scope, bodies, measure);
  const number = (i: number): NumberAt => compileNumber(operand(ir, i), scope);
  const parts = (): Robustness[] => (ir.args ?? []).map(part);
  const timed = measure(ir, part, scope);
  if (timed !== undefined) return timed;
  switch (ir.op) {
    case "lt": case "le": { const x = number(0), y = number(1); return (f) => known(y(f) - x(f)); }
    case "gt": case "ge": { const x = number(0), y = number(1); return (f) => known(x(f) - y(f)); }
    case "eq": case "ne": return equality(ir, number, part) ?? atom(ir, scope);
    case "and": { const all = parts(); return (f) => all.reduce((r, x) => and(r, x(f)), top); }
    case "or": { const all = parts(); return (f) => all.reduce((r, x) => or(r, x(f)), bottom); }
    case "not": { const x = part(operand(ir, 0)); return (f) => not(x(f)); }
    case "implies": { const [x, y] = pair(ir, part); return (f) => or(not(x(f)), y(f)); }
    case "iff": return alike(...pair(ir, part));
    case "xor": return unlike(...pair(ir, part));
    case "if": {
      const c = part(operand(ir, 0)), yes = part(operand(ir, 1)), no = part(operand(ir, 2));
      return (f) => or(and(c(f), yes(f)), and(not(c(f)), no(f)));
    }
    case "call": {
      const args = (ir.args ?? []).map((arg) => compile(arg, scope));
      const body = bodyOf(ir.name ?? "", { ...scope, bodies }, (of, inner) => compileRobustness(of, { ...inner, bodies: scope.bodies }, bodies, measure));
      return inCall(body as Robustness, args);
    }
    default: return atom(ir, scope);
  }
}

function pair(ir: Ir, part: (ir: Ir) => Robustness): readonly [Robustness, Robustness] {
  return [part(operand(ir, 0)), part(operand(ir, 1))];
}

function alike(x: Robustness, y: Robustness): Robustness {
  return (f) => {
    const a = x(f), b = y(f);
    return and(or(not(a), b), or(not(b), a));
  };
}

function unlike(x: Robustness, y: Robustness): Robustness {
  const same = alike(x, y);
  return (f) => not(same(f));
}

function equality(ir: Ir, number: (i: number) => NumberAt, part: (ir: Ir) => Robustness): Robustness | undefined {
  const type = operand(ir, 0).t, equal = ir.op === "eq";
  if (type === "bool") return equal ? alike(...pair(ir, part)) : unlike(...pair(ir, part));
  if (type !== "num" || isOfEnum(ir)) return undefined;
  const x = number(0), y = number(1), sign = equal ? -1 : 1;
  return (f) => known(sign * Math.abs(x(f) - y(f)));
}

/** Nothing to measure: it is as true, or as false, as can be. */
function atom(ir: Ir, scope: Scope<Frame>): Robustness {
  const truth = compileNumber(ir, scope);
  return (f) => {
    const value = truth(f);
    return value === TRUE ? top : value === FALSE ? bottom : ANYTHING;
  };
}

function known(value: number): Span {
  return Number.isNaN(value) ? ANYTHING : point(value);
}

/** The number it is, or NaN where something unknown could still change it. */
export function settled(value: Span): number {
  return isPoint(value) ? value.lo : NaN;
}
