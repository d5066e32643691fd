import type * as ast from "../../grammar/ast.ts";
import { literal } from "../ir/fold.ts";
import { isTemporal, type Ir, type ProofIr, type TestStepIr } from "../ir/ir.ts";
import type { Given, TreeIr } from "../ir/tree.ts";
import { UNITS } from "../types/units.ts";
import { at, CONSTANTS, lineText, type Context, type EnvInfo, type Scope } from "./context.ts";
import { condition, constant } from "./expressions.ts";
import type { Later } from "./later.ts";
import { isPast } from "./monitored.ts";
import { checkSets, Entries, slotsOf, type Named } from "./tree-entries.ts";
import { TreeLabels } from "./tree-labels.ts";
import { TreeTexts } from "./tree-texts.ts";
import { wholeSamples } from "./time.ts";

const SECONDS = UNITS["s"]!;

/** What tests and claims about a tree may speak of. */
export interface TreeSubject {
  readonly tree: TreeIr;
  readonly labels: TreeLabels;
  readonly named: ReadonlyMap<string, Named>;
  readonly texts: TreeTexts;
  readonly scope: Scope;
  /** Entries that the host may write. */
  readonly host: readonly string[];
}

export function treeSubject(decl: ast.Tree, tree: TreeIr, env: EnvInfo, cx: Context, place: string): TreeSubject {
  const texts = new TreeTexts();
  for (const text of tree.texts) texts.numberOf(text);
  const entries = new Entries(texts);
  const ports = new Map(decl.ports.map((port) => [port.name.text, entries.declare("", port.name, port.type, null, env, cx)]));
  const named = entries.blackboard("", decl.blackboard, ports, [], env, cx);
  const labels = new TreeLabels(tree);
  const locals = new Map([...named].map(([name, { value }]) => [name, value]));
  const scope: Scope = { ...CONSTANTS(cx, place), env, obs: true, act: "now", specs: true, locals, nodes: labels };
  const host = [...ports].flatMap(([name, { type }]) => slotsOf(name, type));
  return { tree, labels, named, texts, scope, host };
}

/** A formula that is judged at one tick, over those before it. */
export function tickFormula(e: ast.Expr, { scope, texts }: TreeSubject, later: Later): Ir {
  const { cx } = scope, ir = condition(e, scope);
  if (!isPast(ir, cx)) cx.bag.add("looksAhead", e.span, {});
  return later.guard(texts.lower(ir, cx), e.span);
}

type Numbers = readonly { readonly name: string; readonly value: number }[];

/** What is put on the blackboard; observations are the caller's business. */
export function givenEntries(assigns: readonly ast.Assign[], { named, texts, scope }: TreeSubject, later: Later): Numbers {
  const { cx, env } = scope, writable = new Map([...named].map(([name, one]) => [name, { ...one, writable: true }]));
  const sets = checkSets(assigns, writable, { ...scope, obs: false, act: "none", place: "given values" }, { cx, env: env!, texts, later });
  return sets.flatMap(({ entry, value }) => {
    const known = literal(value) ?? (value.op === "bool" && value.value !== null ? 2 * Number(value.value) : undefined);
    if (known !== undefined) return [{ name: entry, value: known }];
    cx.bag.add("notConstant", value.at === undefined ? assigns[0]!.span : { start: value.at[0], end: value.at[1] }, { what: "given values" });
    return [];
  });
}

/** `mock nav gives running for 2s, success` */
export function checkMock(s: ast.Mock, { labels, scope }: TreeSubject): TestStepIr[] {
  const nodes = labels.find(s.node.text);
  if (nodes.length === 0) labels.unknown(s.node.text, s.node.span, scope.cx);
  const answers = s.answers.map(({ outcome, duration }): { gives: Given; times: number } => ({ gives: outcome === "skip" ? "skipped" : outcome, times: duration === null ? 1 : samples(duration, scope) }));
  return nodes.length === 0 ? [] : [{ kind: "mock", nodes, answers, at: at(s.span) }];
}

/** Without a rate, a tick is a second. */
function samples(duration: ast.Num, scope: Scope): number {
  const seconds = constant(duration, SECONDS, scope);
  return scope.env!.ir.rate === null ? Math.round(seconds) : wholeSamples(duration, seconds, scope);
}

/** A claim about every run of a tree there could be. */
export function treeProof(decl: ast.Prove, claim: Extract<ast.Prove["claim"], { kind: "Holds" }>, subject: TreeSubject, later: Later): ProofIr {
  const { scope: { cx }, host } = subject;
  const formula = tickFormula(claim.formula, subject, later);
  for (const what of new Set(unproved(formula))) later.add(what, claim.formula.span);
  return { kind: "tree", title: decl.title.value, on: decl.subject.text, always: claim.always, formula, text: lineText(cx, claim.formula.span), host, later: [...later.reasons, ...subject.tree.later], at: at(decl.span) };
}

/** Of what is about earlier ticks, only what one value keeps is looked at. */
function unproved(ir: Ir): readonly string[] {
  const own = isTemporal(ir) && ir.window !== undefined ? ["a window, in a claim about a tree,"] : ir.op === "margin" || (ir.op === "previous" && ir.t !== "bool") ? [`\`${ir.op}\` of a number, in a claim about a tree,`] : [];
  return [...own, ...(ir.args ?? []).flatMap(unproved)];
}
