import type * as ast from "../../grammar/ast.ts";
import { walk } from "../../grammar/visit.ts";
import type { FnIr, Ir } from "../ir/ir.ts";
import { readType } from "../types/resolve-type.ts";
import { assignable, strip, typeText } from "../types/types.ts";
import { arity } from "./calls.ts";
import { at, CONSTANTS, type Context, type Scope } from "./context.ts";
import { convertedTo } from "./convert.ts";
import { check, isWrong } from "./expressions.ts";
import { signalValue } from "./signals.ts";
import { apply, irType, scalar, WRONG, type Value } from "./value.ts";

/** The scalars of a value, in the order in which its type names them. */
export function scalars(value: Value): Ir[] {
  switch (value.kind) {
    case "scalar": return [value.ir];
    case "vector": return [...value.parts];
    case "record": return [...value.fields.values()].flatMap(scalars);
    case "region": return [value.length, ...value.items.flatMap(scalars)];
  }
}

const inlining = new Set<ast.Fn>();

/** A call of a function written in Pol: by name where it gives one scalar and computes it alone, else in place. */
export function callFunction(e: ast.Apply, decl: ast.Fn, scope: Scope): Value {
  const { cx } = scope;
  const types = decl.params.map((p) => readType(cx, p.type));
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
  const result = readType(cx, decl.result);
  // A record or list of a tool call stays in one piece: a function of the program takes the scalars of one.
  const isWhole = args.some((value, i) => value.kind === "scalar" && !isScalar(types[i]!));
  if (isScalar(result) && !isWhole && !asksHost(decl, cx)) return scalar(result, { ...apply("call", irType(result), ...args.flatMap(scalars)), name: decl.name.text });
  if (inlining.has(decl)) {
    cx.bag.add("recursion", decl.name.span, { kind: "function", name: decl.name.text });
    return WRONG;
  }
  inlining.add(decl);
  const locals = new Map(decl.params.map((p, i) => [p.name.text, args[i]!]));
  const value = check(decl.body, { ...CONSTANTS(cx, "a function"), locals, env: scope.env });
  inlining.delete(decl);
  return isWrong(value) || !assignable(value.type, result) ? WRONG : convertedTo(value, result);
}

const ASKS: ReadonlySet<ast.Node["kind"]> = new Set(["From", "Carries", "Matches"]);

/** Whether a function asks about its values what only the host can find out, itself or by one that it calls. */
function asksHost(decl: ast.Fn, cx: Context, seen: Set<ast.Fn> = new Set([decl])): boolean {
  let asks = false;
  walk(decl.body, (node) => {
    if (ASKS.has(node.kind)) asks = true;
    if (node.kind !== "Apply") return;
    const called = cx.symbols.get(node.callee.text);
    if (cx.natives.has(node.callee.text) && called === undefined) asks = true;
    if (called?.kind !== "Fn" || seen.has(called)) return;
    seen.add(called);
    asks ||= asksHost(called, cx, seen);
  });
  return asks;
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
  const locals = new Map(decl.params.map((p, i) => [p.name.text, signalValue(p.name.text, types[i]!, "local")]));
  const scope: Scope = { ...CONSTANTS(cx, "a function"), locals };
  const result = readType(cx, decl.result);
  const value = check(decl.body, scope);
  if (isWrong(value)) return undefined;
  if (!assignable(value.type, result)) {
    cx.bag.add("typeMismatch", decl.body.span, { wanted: typeText(result), found: typeText(value.type) });
    return undefined;
  }
  const same = convertedTo(value, result);
  if (same.kind !== "scalar") return undefined;
  const params = [...locals.values()].flatMap(scalars).map((ir) => ({ name: ir.name!, t: ir.t }));
  return { name: decl.name.text, params, t: irType(result), body: same.ir, at: at(decl.span) };
}
