import type * as ast from "../../grammar/ast.ts";
import type { ConditionIr, ControllerIr, FnIr, GuardIr, Ir, PrivilegeIr, ProposerIr, RuleIr } from "../ir/ir.ts";
import type { MachineIr } from "../ir/machine.ts";
import type { TreeIr } from "../ir/tree.ts";
import { hasTime } from "../monitor/plan.ts";
import { kindOf, reportUnknown } from "../resolve/symbols.ts";
import { strip } from "../types/types.ts";
import { over, UNITS } from "../types/units.ts";
import { checkBarrier } from "./barrier.ts";
import { at, CONSTANTS, lineText, type Context, type EnvInfo, type Scope } from "./context.ts";
import { condition, constant, datum, numberIn } from "./expressions.ts";
import { Later } from "./later.ts";
import { isPast, monitored, reads } from "./monitored.ts";
import { noteUse } from "./names.ts";
import { signalPath, seesFirst } from "./proposers.ts";
import { body, hasFuture, robustnessIr } from "./robustness.ts";
import { parts } from "./signals.ts";
import { checkTemplate } from "./template.ts";
import { wholeSamples } from "./time.ts";
import { truth } from "./value.ts";

const SECONDS = UNITS["s"]!;
const PROPOSERS = ["policy", "controller", "tree"] as const;

/** What a guard's expressions share. */
interface Frame {
  readonly env: EnvInfo;
  readonly scope: Scope;
  readonly later: Later;
  readonly fns: ReadonlyMap<string, FnIr>;
  readonly cx: Context;
}

/** What of the file has been lowered already. */
interface Lowered {
  readonly fns: ReadonlyMap<string, FnIr>;
  /** What a guard over tool calls keeps or requires is added. */
  readonly privileges: PrivilegeIr[];
  readonly controllers: readonly ControllerIr[];
  readonly trees: readonly TreeIr[];
  readonly machines: readonly MachineIr[];
}

export function checkGuard(decl: ast.Guard, env: EnvInfo, cx: Context, { fns, privileges, controllers, trees, machines }: Lowered): GuardIr {
  const tools = env.ir.rate === null;
  const scope: Scope = { ...CONSTANTS(cx, "a guard's condition"), env, obs: true, act: "now", specs: true };
  const frame: Frame = { env, scope, later: new Later(cx, tools ? "calls" : "guard"), fns, cx };
  const proposers = decl.proposals.flatMap((p, i) => checkProposal(p, i === decl.proposals.length - 1, tools, frame));
  const base = { name: decl.name.text, env: env.decl.name.text, at: at(decl.span), proposers };
  if (tools) {
    const obeys = decl.conditions.flatMap((c, i) => {
      if (c.kind !== "Keep" && c.kind !== "Require") return toolCondition(c, frame, privileges);
      const own = ownPrivilege(c, `${decl.name.text} ${i + 1}`, frame);
      privileges.push(...own);
      return own.map((p) => p.name);
    });
    if (!decl.conditions.some((c) => c.kind === "Obey")) cx.bag.add("obeysNothing", decl.name.span, { name: decl.name.text });
    return { kind: "tools", ...base, obeys, later: frame.later.reasons };
  }
  const conditions = decl.conditions.flatMap((c) => sampledCondition(c, frame));
  const follows = followed(decl, frame);
  // What a guard runs besides its own lines: its trees, its machine, its controllers, and the env's memories and dynamics.
  const asked = trees.filter(({ name }) => proposers.some((p) => p.name === name));
  for (const { later } of [...asked, ...machines.filter(({ name }) => name === follows)]) frame.later.inherit(later);
  const used = new Set([...proposers.map((p) => p.name), ...conditions.flatMap((c) => (c.kind === "foresee" ? [c.backup] : []))]);
  for (const c of controllers) if (used.has(c.name)) for (const { value } of c.sets) frame.later.guard(value, decl.name.span);
  for (const m of env.ir.memories) frame.later.guard(m.next, decl.name.span);
  for (const name of seesFirst(env)) frame.later.add(`memory \`${name}\`, whose first value is an observation's, in a guard`, decl.name.span);
  for (const n of env.ir.dynamics?.next ?? []) frame.later.guard(n.value, decl.name.span);
  const barriers = conditions.filter((c) => c.kind === "barrier");
  if (barriers.length > 1) frame.later.add("several barriers on one guard", decl.conditions.filter((c) => c.kind === "Barrier")[1]!.span);
  if (env.ir.dynamics?.method === "rk4" && conditions.some((c) => c.kind === "barrier" || c.kind === "foresee" || c.kind === "keep")) frame.later.add("`dynamics rk4` in a guard", decl.name.span);
  return { kind: "sampled", ...base, conditions, ...(follows !== null && { follows }), later: frame.later.reasons };
}

// ---------- proposers ----------

function checkProposal(p: ast.Proposal, last: boolean, tools: boolean, frame: Frame): ProposerIr[] {
  const { cx, env, scope, later } = frame;
  const common = { at: at(p.span), ...clauses(p, frame) };
  if (tools && (p.when !== null || p.within !== null || p.until !== null)) cx.bag.add("clauseOnTools", p.span, {});
  if (p.best !== null) later.add("`best … of`", p.span);
  if (p.tell !== null) {
    if (!tools || !last) cx.bag.add("tellMisplaced", p.span, {});
    checkTemplate(p.tell, ["reason"], scope);
    return [{ name: "tell", source: { kind: "tell", template: p.tell.value }, ...common }];
  }
  const name = p.proposer!.text;
  const decl = cx.symbols.get(name);
  if (decl === undefined) {
    if (tools && name === "agent") return lastMustAnswer([{ name, source: { kind: "policy", gives: [] }, ...common }], p, last, frame);
    reportUnknown(cx.bag, cx.symbols, "proposer", name, p.proposer!.span, [...cx.symbols.names(...PROPOSERS), ...(tools ? ["agent"] : [])]);
    return [];
  }
  noteUse(scope, p.proposer!.span, decl);
  if (decl.kind !== "Policy" && decl.kind !== "Controller" && decl.kind !== "Tree") {
    cx.bag.add("wrongKind", p.proposer!.span, { name, found: kindOf(decl), wanted: "proposer" });
    return [];
  }
  if (decl.over.text !== env.decl.name.text) cx.bag.add("otherEnv", p.proposer!.span, { name, env: decl.over.text, wanted: env.decl.name.text });
  if (decl.kind === "Tree") {
    if (tools) later.add("a tree as a proposer of tool calls", p.span);
    return lastMustAnswer([{ name, source: { kind: "tree" }, ...common }], p, last, frame);
  }
  if (decl.kind === "Controller") return [{ name, source: { kind: "controller" }, ...common }];
  if (decl.server.text === "oip" || decl.server.text === "openai") later.add(`\`${decl.server.text}(…)\``, decl.server.span);
  const giving = decl.giving.length > 0 ? new Set(decl.giving.map((g) => g.text)) : null;
  const gives = env.ir.acts.map((a) => a.name).filter((n) => giving === null || giving.has(n.split(".")[0]!));
  return lastMustAnswer([{ name, source: { kind: "policy", gives }, ...common }], p, last, frame);
}

function lastMustAnswer(made: ProposerIr[], p: ast.Proposal, last: boolean, { cx }: Frame): ProposerIr[] {
  if (last) cx.bag.add("lastMayFail", p.span, { name: p.proposer!.text });
  return made;
}

function clauses(p: ast.Proposal, { cx, env, scope, later }: Frame): Pick<ProposerIr, "when" | "within" | "hold"> {
  const inner: Scope = { ...scope, act: "last", place: "`when` and `until` of a proposer" };
  const now = (e: ast.Expr): Ir => later.guard(monitored(condition(e, inner), env, e.span, cx), e.span);
  const when = p.when === null ? null : now(p.when);
  const within = p.within === null ? null : constant(p.within, SECONDS, { ...inner, place: "`within`" });
  if (p.until === null) return { when, within, hold: null };
  const dwell = p.until.dwell;
  const ticks = dwell === null ? 0 : wholeSamples(dwell, constant(dwell, SECONDS, { ...inner, place: "`for`" }), { cx, env });
  return { when, within, hold: { until: now(p.until.condition), ticks } };
}

// ---------- conditions ----------

function toolCondition(c: ast.Condition, { cx, env, later }: Frame, privileges: readonly PrivilegeIr[]): string[] {
  if (c.kind === "Obey") {
    const decl = named(c.name, "Privilege", env, cx);
    if (decl === undefined) return [];
    for (const rule of privileges.find((p) => p.name === decl.name.text)?.rules ?? []) {
      for (const { when, elseAsk } of rule.cases) for (const ir of [when, elseAsk]) if (ir !== null) later.guard(ir, c.span);
    }
    return [decl.name.text];
  }
  if (c.kind === "Follow") {
    if (named(c.name, "Machine", env, cx) !== undefined) later.add("`follow`", c.span);
    return [];
  }
  cx.bag.add("needsActions", c.span, { what: c.kind.toLowerCase() });
  return [];
}

/**
 * What a guard keeps or requires over tool calls is a privilege of its own: it permits everything but a call with which its
 * condition is not definitely true.
 */
function ownPrivilege(c: ast.Condition, name: string, { cx, env, scope, later }: Frame): PrivilegeIr[] {
  if (c.kind !== "Keep" && c.kind !== "Require") return [];
  const place = { at: at(c.span), text: lineText(cx, c.span) };
  let formula: Ir;
  if (c.kind === "Require") formula = condition(c.condition, scope);
  else {
    const spec = named(c.spec, "Spec", env, cx);
    const inner = spec === undefined ? null : body(spec.formula);
    if (spec === undefined) return [];
    if (inner === null || hasFuture(inner)) {
      cx.bag.add(inner === null ? "keepNotAlways" : "keepFuture", c.spec.span, { name: spec.name.text });
      return [];
    }
    if (c.above !== null) later.add("`keep … above`", c.above.span);
    formula = condition(inner, scope);
  }
  const rule = (effect: "allow" | "forbid", when: Ir | null): RuleIr => ({ effect, cases: [{ tool: null, when, elseAsk: null }], hasElseAsk: false, saying: null, thenStop: false, ...place });
  return [{ name, env: env.decl.name.text, at: place.at, rules: [rule("forbid", { op: "not", t: "bool", args: [later.guard(formula, c.span)] }), rule("allow", null)] }];
}

function sampledCondition(c: ast.Condition, frame: Frame): ConditionIr[] {
  const { cx, env, scope, later, fns } = frame;
  const place = { at: at(c.span), text: lineText(cx, c.span) };
  switch (c.kind) {
    case "Require": {
      const asked = monitored(condition(c.condition, scope), env, c.condition.span, cx);
      // What is left is about actions too: it is asked of the one that is judged, as if it were taken.
      const value = isPast(asked, cx) ? asked : later.guard(asked, c.condition.span);
      return [{ kind: "require", value, margin: hasTime(value) ? null : robustnessIr(value), ...place }];
    }
    case "Limit": return limit(c, frame);
    case "Barrier": {
      const barrier = checkBarrier(c, scope, fns);
      if (barrier?.kind === "barrier") later.guard(barrier.h, c.condition.span);
      return barrier === undefined ? [] : [barrier];
    }
    case "Foresee": return foresee(c, frame);
    case "Keep": {
      const decl = named(c.spec, "Spec", env, cx);
      if (decl === undefined) return [];
      if (c.above !== null) later.add("`keep … above`", c.above.span);
      const formula = body(decl.formula);
      if (formula === null) {
        cx.bag.add("keepNotAlways", c.spec.span, { name: decl.name.text });
        return [];
      }
      if (hasFuture(formula)) {
        cx.bag.add("keepFuture", c.spec.span, { name: decl.name.text });
        return [];
      }
      if (env.ir.dynamics === null) {
        cx.bag.add("noDynamics", c.span, { what: "`keep`", env: env.decl.name.text });
        return [];
      }
      const asked = condition(formula, scope);
      // At the next states no action is known yet, nor what a robustness there lies between.
      const value = hasTime(asked) && (reads(asked, "act", cx) || !isPast(asked, cx) || reads(asked, "margin", cx)) ? later.guard(asked, formula.span) : asked;
      return [{ kind: "keep", spec: decl.name.text, body: value, margin: hasTime(value) ? null : robustnessIr(value), ...place }];
    }
    case "Follow": return [];
    case "Obey": {
      cx.bag.add("needsTools", c.span, { what: "`obey`" });
      return [];
    }
  }
}

/** The machine that a guard over actions follows, one at most. */
function followed({ name, conditions }: ast.Guard, { cx, env }: Frame): string | null {
  const [first, ...more] = conditions.filter((c): c is ast.Obey => c.kind === "Follow");
  for (const c of more) cx.bag.add("followsTwice", c.span, { guard: name.text, machine: first!.name.text });
  return first === undefined ? null : (named(first.name, "Machine", env, cx)?.name.text ?? null);
}

function limit(c: ast.Limit, { cx, env, scope, later }: Frame): ConditionIr[] {
  const inner: Scope = { ...scope, act: "none", place: "a limit" };
  const type = signalPath(c.path, "action", { ...inner, env });
  const t = type === undefined ? undefined : strip(type);
  const unit = t?.kind === "number" ? t.unit : t?.kind === "vec" ? t.item.unit : undefined;
  if (type === undefined || unit === undefined) {
    if (t !== undefined && t.kind !== "error") cx.bag.add("typeMismatch", c.path.span, { wanted: "an action that is a number or a vector", found: t.kind });
    return [];
  }
  const place = { at: at(c.span), text: lineText(cx, c.span) };
  const slots: string[] = [];
  parts(c.path.parts.map((p) => p.text).join("."), type, (name) => { slots.push(name); return truth(null); });
  if (c.range !== null) {
    const end = (e: ast.Expr): Ir => later.guard(monitored(datum(e, unit, inner), env, e.span, cx), e.span);
    const [low, high] = [end(c.range.low), end(c.range.high)];
    if (low.op === "num" && high.op === "num" && (low.value as number) > (high.value as number)) cx.bag.add("emptyRange", c.range.span, { low: low.value as number, high: high.value as number });
    return slots.map((name) => ({ kind: "limit", name, low, high, ...place }));
  }
  const rate = later.guard(monitored(numberIn(c.rate!, over(unit, SECONDS), inner), env, c.rate!.span, cx), c.rate!.span);
  return slots.map((name) => ({ kind: "rate", name, rate, ...place }));
}

function foresee(c: ast.Foresee, { cx, env, scope, later }: Frame): ConditionIr[] {
  const inner: Scope = { ...scope, act: "none", place: "`foresee`" };
  const backup = named(c.backup, "Controller", env, cx);
  const spec = named(c.keeps, "Spec", env, cx);
  const until = later.guard(condition(c.until, inner), c.until.span);
  const steps = wholeSamples(c.within, constant(c.within, SECONDS, { ...inner, place: "`within`" }), { cx, env });
  if (backup === undefined || spec === undefined) return [];
  if (env.ir.dynamics === null) {
    cx.bag.add("noDynamics", c.span, { what: "`foresee`", env: env.decl.name.text });
    return [];
  }
  const formula = body(spec.formula);
  if (formula === null) {
    cx.bag.add("keepNotAlways", c.keeps.span, { name: spec.name.text });
    return [];
  }
  const value: Ir = later.guard(condition(formula, inner), formula.span);
  return [{ kind: "foresee", backup: backup.name.text, until, steps, spec: spec.name.text, body: value, margin: robustnessIr(value), at: at(c.span), text: lineText(cx, c.span) }];
}

/** The declaration of a wanted kind that a name means, over this env; reported otherwise. */
export function named<K extends ast.Decl["kind"]>(name: ast.Ident, kind: K, env: EnvInfo | null, cx: Context): Extract<ast.Decl, { kind: K }> | undefined {
  const decl = cx.symbols.get(name.text);
  if (decl === undefined) {
    reportUnknown(cx.bag, cx.symbols, kind.toLowerCase(), name.text, name.span, cx.symbols.names(kind.toLowerCase() as never));
    return undefined;
  }
  noteUse({ cx }, name.span, decl);
  if (decl.kind !== kind) {
    cx.bag.add("wrongKind", name.span, { name: name.text, found: kindOf(decl), wanted: kind.toLowerCase() });
    return undefined;
  }
  if (env !== null && "over" in decl && decl.over.text !== env.decl.name.text) {
    cx.bag.add("otherEnv", name.span, { name: name.text, env: decl.over.text, wanted: env.decl.name.text });
    return undefined;
  }
  return decl as Extract<ast.Decl, { kind: K }>;
}
