import type * as ast from "../../grammar/ast.ts";
import type { MachineIr, StateIr } from "../ir/machine.ts";
import type { SetIr } from "../ir/tree.ts";
import { kindOf, reportUnknown } from "../resolve/symbols.ts";
import { UNITS } from "../types/units.ts";
import { at, CONSTANTS, type Context, type EnvInfo, type Scope } from "./context.ts";
import { condition, constant } from "./expressions.ts";
import { named as declared } from "./guard.ts";
import { Later } from "./later.ts";
import { noteUse } from "./names.ts";
import { wholeSamples } from "./time.ts";
import { checkSets, Entries, lowered, type Board, type Named } from "./tree-entries.ts";
import { TreeTexts } from "./tree-texts.ts";

const SECONDS = UNITS["s"]!;

/** What the states of a machine share. */
interface Frame extends Board {
  readonly scope: Scope;
  readonly named: ReadonlyMap<string, Named>;
  readonly states: readonly string[];
}

export function checkMachine(decl: ast.Machine, env: EnvInfo, cx: Context): MachineIr {
  const tools = env.ir.rate === null;
  const texts = new TreeTexts("a machine");
  const entries = new Entries(texts);
  const later = new Later(cx, tools ? "calls" : "guard");
  if (tools) later.add("a machine over tool calls", decl.name.span);
  const named = entries.blackboard("", decl.blackboard, new Map(), [], env, cx);
  const locals = new Map([...named].map(([name, { value }]) => [name, value]));
  const scope: Scope = { ...CONSTANTS(cx, "a machine"), env, obs: true, act: "last", specs: true, locals };
  const frame: Frame = { cx, env, texts, later, scope, named, states: decl.states.map((s) => s.name.text) };
  reportTwice(decl, cx);
  const start = stateNamed(decl.start, frame);
  const states = decl.states.map((state) => lowerState(state, frame));
  if (start >= 0) reportWays(decl, start, states, cx);
  return { name: decl.name.text, env: env.decl.name.text, at: at(decl.span), entries: entries.all, texts: texts.all, start: Math.max(0, start), states, later: later.reasons };
}

function reportTwice({ states }: ast.Machine, cx: Context): void {
  const first = new Map<string, ast.Ident>();
  for (const { name } of states) {
    const earlier = first.get(name.text);
    if (earlier !== undefined) cx.bag.add("duplicateName", name.span, { kind: "state", name: name.text }, { labels: [{ span: earlier.span, text: "first here" }] });
    else first.set(name.text, name);
  }
}

/** A state's index; −1 for one that was reported. */
function stateNamed(name: ast.Ident, { cx, states }: Frame): number {
  const index = states.indexOf(name.text);
  if (index < 0) reportUnknown(cx.bag, cx.symbols, "state", name.text, name.span, states);
  return index;
}

function lowerState(state: ast.State, frame: Frame): StateIr {
  const items = <K extends ast.State["items"][number]["kind"]>(kind: K) => state.items.filter((item): item is Extract<typeof item, { kind: K }> => item.kind === kind);
  return {
    name: state.name.text, at: at(state.name.span),
    may: [...new Set(items("May").flatMap(({ proposers }) => proposers.flatMap((name) => proposer(name, frame))))],
    go: items("Go").flatMap((go) => lowerGo(go, frame)),
    ensures: items("Ensure").map((ensure) => lowerEnsure(ensure, frame)),
    ...hooks(items("StateHook"), frame),
  };
}

/** The name of one that may act, where it is one. */
function proposer({ text: name, span }: ast.Ident, { cx, env }: Frame): string[] {
  const decl = cx.symbols.get(name);
  if (decl === undefined) {
    reportUnknown(cx.bag, cx.symbols, "proposer", name, span, cx.symbols.names("policy", "controller", "tree"));
    return [];
  }
  noteUse({ cx }, span, decl);
  if (decl.kind !== "Policy" && decl.kind !== "Controller" && decl.kind !== "Tree") cx.bag.add("wrongKind", span, { name, found: kindOf(decl), wanted: "proposer" });
  else if (decl.over.text !== env.decl.name.text) cx.bag.add("otherEnv", span, { name, env: decl.over.text, wanted: env.decl.name.text });
  else return [name];
  return [];
}

function lowerGo({ to, when, span }: ast.Go, frame: Frame): StateIr["go"][number][] {
  const index = stateNamed(to, frame);
  const value = lowered(condition(when.condition, frame.scope), when.condition.span, frame);
  const ticks = samples(when.dwell, frame);
  return index < 0 ? [] : [{ to: index, when: value, ticks, at: at(span) }];
}

function lowerEnsure({ condition: promise, within, doing, span }: ast.Ensure, frame: Frame): StateIr["ensures"][number] {
  const { cx, env, scope } = frame;
  const value = lowered(condition(promise, scope), promise.span, frame);
  const controller = doing === null ? undefined : declared(doing, "Controller", env, cx);
  return { value, ticks: samples(within, frame), doing: controller?.name.text ?? null, at: at(span) };
}

/** A duration in whole samples; none is no time at all. */
function samples(duration: ast.Num | null, { scope }: Frame): number {
  return duration === null ? 0 : wholeSamples(duration, constant(duration, SECONDS, scope), scope);
}

function hooks(all: readonly ast.StateHook[], frame: Frame): Pick<StateIr, ast.StateHook["on"]> {
  const sets: Record<ast.StateHook["on"], SetIr[]> = { entry: [], exit: [], sample: [] };
  for (const [i, hook] of all.entries()) {
    if (all.findIndex(({ on }) => on === hook.on) !== i) frame.cx.bag.add("clauseTwice", hook.span, {});
    sets[hook.on].push(...checkSets(hook.sets, frame.named, frame.scope, frame));
  }
  return sets;
}

/** States that nothing leads to, and those that nothing leads on from. */
function reportWays(decl: ast.Machine, start: number, states: readonly StateIr[], cx: Context): void {
  const reached = new Set([start]);
  // A rollback leads only to where the machine has been.
  for (const s of reached) for (const { to } of states[s]?.go ?? []) reached.add(to);
  for (const [s, { name, items }] of decl.states.entries()) {
    if (!reached.has(s)) cx.bag.add("stateUnreached", name.span, { state: name.text, machine: decl.name.text });
    else if (states.length > 1 && !items.some((item) => item.kind === "Ensure" || (item.kind === "Go" && item.to.text !== name.text))) cx.bag.add("noWayOn", name.span, { state: name.text });
  }
}
