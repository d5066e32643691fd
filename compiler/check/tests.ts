import type * as ast from "../../grammar/ast.ts";
import { literal } from "../ir/fold.ts";
import type { Ir, Slot, SpecIr, TestIr, TestStepIr } from "../ir/ir.ts";
import type { TreeIr } from "../ir/tree.ts";
import { reportUnknown } from "../resolve/symbols.ts";
import { assignable, typeText, type EnumType, type Type } from "../types/types.ts";
import { UNITS } from "../types/units.ts";
import { at, CONSTANTS, lineText, type Context, type EnvInfo, type Scope } from "./context.ts";
import { check, condition, constant, isWrong } from "./expressions.ts";
import { toolOf } from "./events.ts";
import { named } from "./guard.ts";
import { Later } from "./later.ts";
import { noteUse } from "./names.ts";
import { checkAssigns } from "./proposers.ts";
import { checkTreeTest } from "./tree-test.ts";
import { wholeSamples } from "./time.ts";

const SECONDS = UNITS["s"]!;

export function checkTest(decl: ast.Test, specs: readonly SpecIr[], trees: readonly TreeIr[], cx: Context): TestIr | undefined {
  const on = cx.symbols.get(decl.on.text);
  if (on === undefined) {
    reportUnknown(cx.bag, cx.symbols, "guard", decl.on.text, decl.on.span, cx.symbols.names("guard", "reward", "tree"));
    return undefined;
  }
  noteUse({ cx }, decl.on.span, on);
  if (on.kind !== "Guard" && on.kind !== "Reward" && on.kind !== "Tree") {
    cx.bag.add("wrongKind", decl.on.span, { name: decl.on.text, found: on.kind.toLowerCase(), wanted: "guard, reward or tree" });
    return undefined;
  }
  const env = cx.envs.get(on.over.text);
  if (env === undefined) return undefined;
  if (on.kind === "Tree") {
    const tree = trees.find(({ name }) => name === on.name.text);
    return tree === undefined ? undefined : checkTreeTest(decl, on, tree, env, specs, cx);
  }
  const later = new Later(cx, "test", specs);
  const proposers = on.kind === "Guard" ? on.proposals.map((p) => p.proposer?.text ?? "tell") : [];
  const active: EnumType = { kind: "enum", name: "proposer", values: proposers };
  const givers = [...proposers, ...trees.flatMap((tree) => (proposers.includes(tree.name) ? tree.sources.map((source) => source.name) : []))];
  const scope: Scope = { ...CONSTANTS(cx, "a test"), env, obs: true, act: "now", specs: true, active };
  const kind: Subject = on.kind === "Reward" ? "reward" : env.ir.rate === null ? "tools" : "actions";
  for (const s of decl.steps) misplaced(s, kind, cx);
  const steps = decl.steps.flatMap((s) => step(s, kind, scope, later, givers));
  fieldsGiven(decl, on, env, steps, cx);
  return { title: decl.title.value, on: decl.on.text, steps, later: later.reasons, at: at(decl.span) };
}

type Subject = "reward" | "tools" | "actions" | "tree";

const FITS: Readonly<Record<Subject, readonly ast.Step["kind"][]>> = {
  reward: ["Given", "With", "Expect"], tools: ["Prompt", "CallStep", "Expect"], actions: ["Given", "At", "Gives", "Simulate", "Expect"],
  tree: ["Given", "At", "Gives", "Mock", "Simulate", "Expect"],
};
const WORDS: Readonly<Record<ast.Step["kind"], string>> = { Given: "given", With: "with", At: "at", Simulate: "simulate", Prompt: "prompt", CallStep: "call", Expect: "expect", Gives: "gives", Mock: "mock" };

/** A step that nothing would look at must not seem to test something. */
export function misplaced(s: ast.Step, on: Subject, cx: Context): void {
  const wrongExpect = s.kind === "Expect" && (s.verdict !== null ? on !== "tools" : s.trend !== null ? on !== "reward" : on === "tools");
  if (FITS[on].includes(s.kind) && !wrongExpect) return;
  const step = s.kind !== "Expect" ? WORDS[s.kind] : s.verdict !== null ? `expect ${s.verdict}` : s.trend !== null ? "expect … increases" : "expect (a formula)";
  cx.bag.add("stepMisplaced", s.span, { step, on: on === "reward" ? "a reward" : on === "tree" ? "a tree" : `a guard over ${on === "tools" ? "tool calls" : "actions"}` });
}

function step(s: ast.Step, on: Subject, scope: Scope, later: Later, givers: readonly string[]): TestStepIr[] {
  const { cx, env } = scope;
  const place = { at: at(s.span) };
  switch (s.kind) {
    case "Given": return [{ kind: "given", ...given(s.assigns, on, scope), ...place }];
    case "With": return [{ kind: "with", ...given(s.assigns, on, scope), ...place }];
    case "At": {
      const time = constant(s.time, SECONDS, scope);
      wholeSamples(s.time, time, scope);
      return [{ kind: "at", time, sets: numbersOf(s.assigns, "observation", scope), ...place }];
    }
    case "Simulate": {
      const seconds = constant(s.time, SECONDS, scope);
      wholeSamples(s.time, seconds, scope);
      if (env!.ir.rate !== null && env!.ir.dynamics === null) cx.bag.add("noDynamics", s.span, { what: "`simulate`", env: env!.decl.name.text });
      return [{ kind: "simulate", seconds, ...place }];
    }
    case "Mock": return [];
    case "Prompt": return [{ kind: "prompt", text: s.text.value, ...place }];
    case "CallStep": return call(s, scope);
    case "Gives": {
      if (!givers.includes(s.proposer.text)) reportUnknown(cx.bag, cx.symbols, "proposer of this guard", s.proposer.text, s.proposer.span, givers);
      const sets = checkAssigns(s.assigns, "action", { ...scope, act: "last" });
      for (const set of sets) later.guard(set.value, s.span);
      return [{ kind: "gives", proposer: s.proposer.text, sets, ...place }];
    }
    case "Expect": {
      if (s.verdict !== null) return [{ kind: "expectVerdict", verdict: s.verdict, ...place }];
      if (s.trend !== null) return named(s.trend.name, "Reward", env, cx) === undefined ? [] : [{ kind: "expectTrend", reward: s.trend.name.text, up: s.trend.up, ...place }];
      if (s.formula === null) return [];
      return [{ kind: "expect", formula: later.guard(condition(s.formula, scope), s.formula.span), text: lineText(cx, s.formula.span), ...place }];
    }
  }
}

/** What `given` and `with` say: onto observations, and of a reward also onto the action that it pays for and onto texts. */
function given(assigns: readonly ast.Assign[], on: Subject, scope: Scope): Pick<Extract<TestStepIr, { kind: "given" | "with" }>, "sets" | "acts" | "texts"> {
  if (on !== "reward") return { sets: numbersOf(assigns, "observation", scope) };
  const isAct = ({ path }: ast.Assign): boolean => scope.env?.signals.get(path.parts[0]!.text)?.kind === "action";
  const observed = values(assigns.filter((one) => !isAct(one)), "observation", scope);
  return {
    sets: observed.flatMap(({ name, ir, span }) => (ir.op === "text" ? [] : numberOf(name, ir, span, scope.env!.ir.obs, scope))),
    acts: numbersOf(assigns.filter(isAct), "action", scope),
    texts: observed.flatMap(({ name, ir }) => (ir.op === "text" && typeof ir.value === "string" ? [{ name, value: ir.value }] : [])),
  };
}

/** `{ a = 1 }` onto observations or actions, as plain numbers. */
export function numbersOf(assigns: readonly ast.Assign[], kind: "observation" | "action", scope: Scope): { name: string; value: number }[] {
  const slots = scope.env?.ir[kind === "action" ? "acts" : "obs"] ?? [];
  return values(assigns, kind, scope).flatMap(({ name, ir, span }) => numberOf(name, ir, span, slots, scope));
}

function values(assigns: readonly ast.Assign[], kind: "observation" | "action", scope: Scope): { name: string; ir: Ir; span: ast.Assign["span"] }[] {
  return checkAssigns(assigns, kind, { ...scope, obs: false, act: "none", place: "given values" })
    .map(({ name, value: ir }) => ({ name, ir, span: ir.at === undefined ? assigns[0]!.span : { start: ir.at[0], end: ir.at[1] } }));
}

function numberOf(name: string, ir: Ir, span: ast.Assign["span"], slots: readonly Slot[], { cx }: Scope): { name: string; value: number }[] {
  const value = literal(ir) ?? (ir.op === "bool" && ir.value !== null ? (ir.value ? 2 : 0) : undefined);
  if (value === undefined) {
    cx.bag.add("notConstant", span, { what: "given values" });
    return [];
  }
  const slot = slots.find((one) => one.name === name);
  if (slot !== undefined && ((slot.low !== null && value < slot.low) || (slot.high !== null && value > slot.high))) {
    cx.bag.add("outOfRange", span, { value, low: slot.low ?? "", high: slot.high ?? "" });
  }
  return [{ name, value }];
}

function call(s: ast.CallStep, scope: Scope): TestStepIr[] {
  const { cx } = scope;
  const known = scope.env?.tools.has(s.tool.name) === true || scope.env?.toolsUnknown === true;
  if (!known) cx.bag.add("callUnknown", s.tool.span, { name: s.tool.name });
  const tool = known ? toolOf(s.tool, scope) : undefined;
  const args: Record<string, unknown> = {};
  for (const a of s.args) {
    if (a.name === null) {
      cx.bag.add("unnamedArgument", a.span, {});
      continue;
    }
    const field = tool?.params.fields.find((f) => f.name === a.name!.text);
    const plain = argument(a, field?.type, { ...scope, obs: false, act: "none", place: "a call's argument" });
    if (plain !== undefined) args[a.name.text] = plain;
  }
  return [{ kind: "call", tool: s.tool.name, args, returns: s.returns?.value ?? null, at: at(s.span) }];
}

/** `list("a", "b")`, `contact(name: "Ann")` of a declared record, or one plain value. */
function argument(a: ast.Arg, wanted: Type | undefined, scope: Scope): unknown {
  const { cx } = scope;
  const e = a.value;
  if (e.kind === "Apply" && e.callee.text === "list") return e.args.map((one) => argument(one, undefined, scope) ?? null);
  if (e.kind === "Apply" && cx.symbols.get(e.callee.text)?.kind === "Record") {
    return Object.fromEntries(e.args.flatMap((one): [string, unknown][] => {
      if (one.name === null) cx.bag.add("unnamedArgument", one.span, {});
      return one.name === null ? [] : [[one.name.text, argument(one, undefined, scope) ?? null]];
    }));
  }
  const value = check(e, scope);
  if (isWrong(value)) return undefined;
  // A test may make a call that does not fit its schema on purpose: the guard must refuse it.
  if (wanted !== undefined && !assignable(value.type, wanted)) cx.bag.add("callDoesNotFit", a.span, { name: a.name!.text, wanted: typeText(wanted), found: typeText(value.type) });
  const plain = value.kind === "scalar" ? jsonOf(value.ir) : undefined;
  if (plain === undefined) cx.bag.add("notConstant", e.span, { what: "a call's argument" });
  return plain;
}

function jsonOf(ir: Ir): unknown {
  if (ir.op === "num" || ir.op === "text") return ir.value;
  return ir.op === "bool" && ir.value !== null ? ir.value : undefined;
}

/** `simulate` needs every observation: what is not given is an error, not a silent zero. */
function fieldsGiven(decl: ast.Test, on: ast.Guard | ast.Reward, env: EnvInfo, steps: readonly TestStepIr[], cx: Context): void {
  const simulate = decl.steps.find((s) => s.kind === "Simulate");
  if (simulate === undefined || on.kind !== "Guard" || env.ir.rate === null) return;
  const given = new Set(steps.flatMap((s) => (s.kind === "given" ? s.sets.map((x) => x.name) : [])));
  const optional = new Set([...env.signals].filter(([, s]) => s.type.kind === "optional").map(([name]) => name));
  const inList = (name: string): boolean => name.split(".").some((_, i, all) => given.has([...all.slice(0, i), "length"].join(".")));
  const missing = env.ir.obs.filter((o) => !given.has(o.name) && !inList(o.name) && !optional.has(o.name.split(".")[0]!)).map((o) => `\`${o.name}\``);
  if (missing.length > 0) cx.bag.add("notGiven", simulate.span, { names: missing.join(", ") }, { help: "name every observation in `given { … }` before `simulate`" });
}
