import type { Span } from "../../grammar/spans.ts";
import { isTemporal, type Ir, type MonitoredIr } from "../ir/ir.ts";
import { hasTime } from "../monitor/plan.ts";
import { at, lineText, type Context, type EnvInfo } from "./context.ts";

/**
 * The expression with what is about earlier samples as values that the env's monitors keep: read like memories. What cannot be
 * known at this sample stays, and is reported where it runs.
 */
export function monitored(ir: Ir, env: EnvInfo, span: Span, cx: Context): Ir {
  if (!hasTime(ir)) return ir;
  if (isKept(ir) && isPast(ir, cx) && !reads(ir, "act", cx) && !reads(ir, "entry", cx)) return keep(ir, env, span, cx);
  return ir.args === undefined ? ir : { ...ir, args: ir.args.map((arg) => monitored(arg, env, span, cx)) };
}

const isKept = (ir: Ir): boolean => (isTemporal(ir) && (ir.t === "bool" || ir.t === "num")) || ir.op === "spec" || ir.op === "margin";

function keep(ir: Ir, env: EnvInfo, span: Span, cx: Context): Ir {
  const place = ir.at ?? at(span);
  const key = JSON.stringify(ir, (name, value: unknown) => (name === "at" ? undefined : value));
  const known = env.monitors.get(key);
  if (known !== undefined) return { op: "mem", t: ir.t, name: known.name, at: place };
  const text = lineText(cx, { start: place[0], end: place[1] });
  // Parts of one line may read alike and mean different samples of a vector.
  const taken = new Set([...env.monitors.values()].map((one) => one.name));
  let name = text;
  for (let n = 2; taken.has(name); n++) name = `${text} (${n})`;
  const made: MonitoredIr = { name, kind: ir.t === "bool" ? "bool" : "num", low: null, high: null, integer: false, unit: "", formula: ir, at: place };
  env.monitors.set(key, made);
  return { op: "mem", t: ir.t, name, at: place };
}

const FUTURE: ReadonlySet<Ir["op"]> = new Set(["eventually", "always", "next", "until", "unless", "release"]);

/** True for what the samples so far decide. Of `margin(s)` the `always` of `s` is not part. */
export function isPast(ir: Ir, cx: Context, within: ReadonlySet<string> = new Set()): boolean {
  if (FUTURE.has(ir.op) || ir.op === "robustness" || ir.window === "turn") return false;
  const formula = named(ir, cx, within);
  const inner = formula !== undefined && ir.op === "margin" ? formula.args![0]! : formula;
  return (inner === undefined || isPast(inner, cx, new Set(within).add(ir.name!))) && (ir.args ?? []).every((arg) => isPast(arg, cx, within));
}

/** Whether an expression reads something, through specs too. */
export function reads(ir: Ir, op: Ir["op"], cx: Context, within: ReadonlySet<string> = new Set()): boolean {
  const formula = named(ir, cx, within);
  return ir.op === op || (formula !== undefined && reads(formula, op, cx, new Set(within).add(ir.name!))) || (ir.args ?? []).some((arg) => reads(arg, op, cx, within));
}

/** The formula of the spec that is named; what needs itself is reported elsewhere, and not followed. */
function named(ir: Ir, cx: Context, within: ReadonlySet<string>): Ir | undefined {
  return (ir.op === "spec" || ir.op === "margin") && !within.has(ir.name!) ? cx.specs.get(ir.name!)?.formula : undefined;
}
