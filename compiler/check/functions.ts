import type * as ast from "../../grammar/ast.ts";
import { walk } from "../../grammar/visit.ts";
import type { FnIr, Ir } from "../ir/ir.ts";
import { readType } from "../types/resolve-type.ts";
import { assignable, strip, typeText, type Type } from "../types/types.ts";
import { arity } from "./calls.ts";
import { at, CONSTANTS, type Context, type Scope } from "./context.ts";
import { convertedTo } from "./convert.ts";
import { check, isWrong } from "./expressions.ts";
import { signalValue } from "./signals.ts";
import { IN_REWARDS } from "./reward-functions.ts";
import { apply, irType, scalar, WRONG, type Value } from "./value.ts";

/** The scalars of a value, in the order in which its type names them. */
export function scalars(value: Value): Ir[] {
  switch (value.kind) {
    case "scalar": return [value.ir];
    case "vector": return [...value.parts];
    case "record": return [...value.fields.values()].flatMap(scalars);
    case "region": return [value.length, ...value.items.flatMap(scalars)];
    // Where scalars are counted, lists are taken apart.
    case "array": return [];
  }
}

const inlining = new Set<ast.Fn>();

/** A call of a function written in Pol: by name where it gives one scalar and computes it alone, else in place. */
export function callFunction(e: ast.Apply, decl: ast.Fn, scope: Scope, home: Context = scope.cx): Value {
  const { cx } = scope;
  const types = decl.params.map((p) => readType(home, p.type));
  if (!arity(e, types.length, scope)) return WRONG;
  const args: Value[] = [];
  for (const [i, a] of e.args.entries()) {
    const value = check(a.value, scope);
    const type = types[i]!;
    if (isWrong(value)) return WRONG;
    if (!assignable(value.type, type)) {
      cx.bag.add("typeMismatch", a.span, { wanted: typeText(type), found: typeText(value.type) });
      return WRONG;
    }
    args.push(convertedTo(value, type));
  }
  const result = readType(home, decl.result);
  // A record or list of a tool call stays in one piece: a function of the program takes the scalars of one.
  const isWhole = args.some((value, i) => value.kind === "scalar" && !isScalar(types[i]!));
  const makesLists = needsArrays(decl, home);
  if (makesLists && scope.arrays !== true) {
    cx.bag.add("listsInRewards", e.span, { what: `\`${decl.name.text}\`` });
    return WRONG;
  }
  const inPlace = scope.arrays === true || home !== cx || scope.called !== undefined || isWhole || types.some(hasList) || asksHost(decl, home);
  if (!inPlace && isScalar(result)) return scalar(result, { ...apply("call", irType(result), ...args.flatMap(scalars)), name: decl.name.text });
  if (inlining.has(decl)) {
    cx.bag.add("recursion", decl.name.span, { kind: "function", name: decl.name.text });
    return WRONG;
  }
  inlining.add(decl);
  const locals = new Map(decl.params.map((p, i) => [p.name.text, args[i]!]));
  const called = scope.called ?? (home === cx ? undefined : at(e.span));
  const value = check(decl.body, { ...CONSTANTS(home, "a function"), locals, env: scope.env, ...(scope.arrays === true && { arrays: true }), ...(called && { called }) });
  inlining.delete(decl);
  return isWrong(value) || !assignable(value.type, result) ? WRONG : convertedTo(value, result);
}

const ASKS: ReadonlySet<ast.Node["kind"]> = new Set(["From", "Carries", "Matches"]);

/** Whether a function asks about its values what only the host can find out, itself or by one that it calls. */
function asksHost(decl: ast.Fn, cx: Context): boolean {
  return bodyHas(decl, cx, (node) => ASKS.has(node.kind) || (node.kind === "Apply" && cx.natives.has(node.callee.text) && cx.symbols.get(node.callee.text) === undefined));
}

/** Whether a function makes lists or looks into texts, which rewards alone do. */
export function needsArrays(decl: ast.Fn, cx: Context): boolean {
  return bodyHas(decl, cx, (node) =>
    (node.kind === "Quantifier" && node.op === "each") || (node.kind === "Index" && node.index.kind !== "Num")
    || (node.kind === "Apply" && Object.hasOwn(IN_REWARDS, node.callee.text) && cx.symbols.get(node.callee.text) === undefined));
}

/** Whether a function's body has something, itself or by a function that it calls. */
function bodyHas(decl: ast.Fn, cx: Context, wanted: (node: ast.Node) => boolean, seen: Set<ast.Fn> = new Set([decl])): boolean {
  let has = false;
  walk(decl.body, (node) => {
    has ||= wanted(node);
    const called = node.kind === "Apply" ? cx.symbols.get(node.callee.text) : undefined;
    if (has || called?.kind !== "Fn" || seen.has(called)) return;
    seen.add(called);
    has = bodyHas(called, cx, wanted, seen);
  });
  return has;
}

/** Lists are put in place: in one piece in a reward, taken apart elsewhere. */
function hasList(type: Type): boolean {
  const t = strip(type);
  return t.kind === "list" || (t.kind === "record" && t.fields.some((f) => hasList(f.type)));
}

const isScalar = (type: ReturnType<typeof readType>): boolean => !["vec", "record", "list"].includes(strip(type).kind);

/** Checks a function's body; one that gives a scalar also becomes a function of the program. */
export function checkFunction(decl: ast.Fn, cx: Context): FnIr | undefined {
  const types = decl.params.map((p) => readType(cx, p.type));
  const seen = new Set<string>();
  for (const p of decl.params) {
    if (seen.has(p.name.text)) cx.bag.add("duplicateName", p.name.span, { kind: "parameter", name: p.name.text });
    const shadowed = cx.symbols.get(p.name.text);
    if (shadowed?.kind === "Const") cx.bag.add("duplicateName", p.name.span, { kind: "name", name: p.name.text }, { labels: [{ span: shadowed.name.span, text: "first here" }] });
    seen.add(p.name.text);
  }
  const arrays = types.some(hasList) || needsArrays(decl, cx);
  const locals = new Map(decl.params.map((p, i) => [p.name.text, signalValue(p.name.text, types[i]!, arrays ? "element" : "local")]));
  const scope: Scope = { ...CONSTANTS(cx, "a function"), locals, ...(arrays && { arrays }) };
  const result = readType(cx, decl.result);
  const value = check(decl.body, scope);
  if (isWrong(value)) return undefined;
  if (!assignable(value.type, result)) {
    cx.bag.add("typeMismatch", decl.body.span, { wanted: typeText(result), found: typeText(value.type) });
    return undefined;
  }
  const same = convertedTo(value, result);
  // What makes lists is put in place wherever it is called.
  if (same.kind !== "scalar" || arrays) return undefined;
  const params = [...locals.values()].flatMap(scalars).map((ir) => ({ name: ir.name!, t: ir.t }));
  return { name: decl.name.text, params, t: irType(result), body: same.ir, at: at(decl.span) };
}
