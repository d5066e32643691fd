import type * as ast from "../../grammar/ast.ts";
import type { Ir } from "../ir/ir.ts";
import { BOOL, strip, typeText } from "../types/types.ts";
import { UNITS } from "../types/units.ts";
import type { Scope } from "./context.ts";
import { check, condition, constant, isWrong } from "./expressions.ts";
import { apply, scalar, WRONG, type Value } from "./value.ts";

const SECONDS = UNITS["s"]!;

/** A window in seconds whose ends are whole samples. */
function windowOf(window: ast.Window | null, scope: Scope): Pick<Ir, "window"> {
  if (window === null) return {};
  if (window.thisTurn) return { window: "turn" };
  const inner = { ...scope, place: "a window" };
  const low = window.low === null ? 0 : constant(window.low, SECONDS, inner);
  const high = window.high === null ? null : constant(window.high, SECONDS, inner);
  if (low < 0 || (high !== null && high < low)) scope.cx.bag.add("windowOrder", window.span, { low, high: high ?? "" });
  for (const end of [window.low, window.high]) if (end !== null) wholeSamples(end, end === window.low ? low : (high ?? 0), scope);
  return { window: [low, high] };
}

/** Reports a duration that is no whole number of samples; gives the number of samples. */
export function wholeSamples(e: ast.Expr, seconds: number, scope: Pick<Scope, "cx" | "env">): number {
  const rate = scope.env?.ir.rate ?? null;
  if (rate === null || !Number.isFinite(seconds)) return 0;
  const samples = seconds * rate;
  const whole = Math.round(samples);
  // As it may be written: 0.021 where the quotient is 0.020999999999999998.
  const secondsOf = (n: number): number => Number((n / rate).toPrecision(12));
  if (Math.abs(samples - whole) > 1e-9 * Math.max(1, samples)) {
    scope.cx.bag.add("windowNotWhole", e.span, { samples: Number(samples.toPrecision(6)), rate: Number(rate.toPrecision(6)) }, { help: `the nearest whole samples are ${secondsOf(Math.floor(samples))}s and ${secondsOf(Math.ceil(samples))}s` });
  }
  return whole;
}

export function checkTemporal(e: ast.Temporal, scope: Scope): Value {
  const operand = condition(e.operand, scope);
  return scalar(BOOL, { op: e.op, t: "bool", args: [operand], ...windowOf(e.window, scope), ...(e.weak && { weak: true }) });
}

export function checkTemporalBinary(e: ast.TemporalBinary, scope: Scope): Value {
  const args = [condition(e.left, scope), condition(e.right, scope)];
  return scalar(BOOL, { op: e.op, t: "bool", args, ...windowOf(e.window, scope) });
}

/** `previous x`: of an action, what was applied at the step before; of anything else, its value one sample ago. */
export function previousOf(e: ast.Unary, scope: Scope): Value {
  const name = e.operand.kind === "Name" ? e.operand.name.text : null;
  const isAction = name !== null && !scope.locals.has(name) && scope.env?.signals.get(name)?.kind === "action";
  if (isAction && scope.act !== "none") return asLast(check(e.operand, { ...scope, act: "now" }));
  const value = check(e.operand, scope);
  if (isWrong(value)) return WRONG;
  if (value.kind === "scalar") return scalar(value.type, apply("previous", value.ir.t, value.ir));
  if (value.kind === "vector") return { ...value, parts: value.parts.map((p) => apply("previous", "num", p)) };
  scope.cx.bag.add("typeMismatch", e.operand.span, { wanted: "a single value or a vector", found: typeText(strip(value.type)) });
  return WRONG;
}

function asLast(value: Value): Value {
  const last = (ir: Ir): Ir => ({ ...ir, op: "last" });
  if (value.kind === "scalar") return { ...value, ir: last(value.ir) };
  return value.kind === "vector" ? { ...value, parts: value.parts.map(last) } : value;
}
