import type * as ast from "../../grammar/ast.ts";
import type { DynamicsIr, Ir } from "../ir/ir.ts";
import { reportUnknown } from "../resolve/symbols.ts";
import { strip, typeText } from "../types/types.ts";
import { over, UNITS } from "../types/units.ts";
import { at, CONSTANTS, type Context, type EnvInfo, type Scope } from "./context.ts";
import { constant, numberIn } from "./expressions.ts";
import { apply, num } from "./value.ts";

/** The state after one sample. Euler: x + x'·Δt with x' from now; discrete: x' is the next state itself. */
export function checkDynamics(info: EnvInfo, cx: Context): DynamicsIr | null {
  const decl = info.decl.items.find((i) => i.kind === "Dynamics");
  if (decl === undefined) return null;
  const { rate } = info.ir;
  const next: { name: string; value: Ir; at: readonly [number, number] }[] = [];
  const disturbances: { name: string; low: number; high: number }[] = [];
  const seen = new Set<string>();
  const scope: Scope = { ...CONSTANTS(cx, "`dynamics`"), env: info, obs: true, act: "now" };
  if (decl.method !== "discrete" && rate === null) return null;
  for (const eq of decl.equations) {
    const name = eq.state.text;
    const signal = info.signals.get(name);
    const type = signal === undefined ? undefined : strip(signal.type);
    if (signal?.kind !== "observation") {
      reportUnknown(cx.bag, cx.symbols, "observation", name, eq.state.span, [...info.signals].filter(([, s]) => s.kind === "observation").map(([n]) => n));
      continue;
    }
    if (type?.kind !== "number") {
      if (type?.kind !== "error") cx.bag.add("typeMismatch", eq.state.span, { wanted: "a state that is one number", found: typeText(signal.type) });
      continue;
    }
    if (seen.has(name)) cx.bag.add("duplicateName", eq.state.span, { kind: "equation of", name });
    seen.add(name);
    const unit = decl.method === "discrete" ? type.unit : over(type.unit, UNITS["s"]!);
    const rateOrNext = eq.value === null ? disturbance(eq, unit, disturbances, cx) : numberIn(eq.value, unit, scope);
    const here: Ir = { op: "obs", t: "num", name };
    const value = decl.method === "discrete" ? rateOrNext : apply("add", "num", here, apply("mul", "num", num(1 / rate!), rateOrNext));
    next.push({ name, value, at: at(eq.span) });
  }
  return { method: decl.method, next, disturbances };
}

function disturbance(eq: ast.Equation, unit: Parameters<typeof numberIn>[1], disturbances: { name: string; low: number; high: number }[], cx: Context): Ir {
  const scope = CONSTANTS(cx, "a range");
  const low = constant(eq.range!.low, unit, scope, true);
  const high = constant(eq.range!.high, unit, scope, true);
  if (low > high) cx.bag.add("emptyRange", eq.range!.span, { low, high });
  disturbances.push({ name: eq.state.text, low, high });
  return { op: "dist", t: "num", name: eq.state.text };
}
