import type * as ast from "../../grammar/ast.ts";
import { literal } from "../ir/fold.ts";
import type { Ir } from "../ir/ir.ts";
import { PRELUDE } from "../types/prelude.ts";
import { kindOf, reportUnknown, type NamedDecl } from "../resolve/symbols.ts";
import { enumOf } from "../types/resolve-type.ts";
import { BOOL, numberOf, strip, typeText, type Type, type VecType } from "../types/types.ts";
import { UNITS } from "../types/units.ts";
import { components } from "./arrays.ts";
import { constantValue } from "./consts.ts";
import { lineText, type Scope } from "./context.ts";
import { check, isWrong, quantity } from "./expressions.ts";
import { modelValue, observed, signalValue } from "./signals.ts";
import { irType, num, scalar, WRONG, type Value } from "./value.ts";

/** A name on its own: a variable, an argument, a signal, a memory, a constant, a spec. */
export function checkName(e: ast.NameExpr, scope: Scope): Value {
  const { cx } = scope;
  const name = e.name.text;
  const local = scope.locals.get(name);
  if (local !== undefined) {
    cx.facts.push({ span: e.span, signature: `${name}: ${typeText(local.type)}`, doc: null, definition: null });
    return local;
  }
  if (name === "active" && scope.active !== null) return scalar(scope.active, { op: "active", t: "num" });
  const param = scope.tool?.params.fields.find((f) => f.name === name);
  if (param !== undefined) {
    cx.facts.push({ span: e.span, signature: `${name}: ${typeText(param.type)}`, doc: param.doc, definition: null });
    return scalar(param.type, { op: "arg", t: irType(param.type), path: [name] });
  }
  // A rule may ask about a call as a whole.
  if (name === "arguments" && scope.place === "a rule") {
    cx.facts.push({ span: e.span, signature: "arguments: JSON", doc: "All arguments of the call, as one record.", definition: null });
    return scalar({ kind: "json" }, { op: "arg", t: "json", path: [] });
  }
  const signal = scope.env?.signals.get(name);
  if (signal !== undefined) {
    cx.facts.push({ span: e.span, signature: signatureOf(cx, signal.decl), doc: signal.decl.doc, definition: signal.decl.name.span });
    const action = signal.kind === "action";
    if (action ? scope.act !== "now" : !scope.obs) {
      cx.bag.add("notVisible", e.span, { what: action ? "action" : "observation", name, place: scope.place }, action && scope.act === "last"
        ? { help: `\`previous ${name}\` is the action applied at the step before` } : {});
      return WRONG;
    }
    if (scope.arrays === true && !action) {
      if (listInList(signal.type)) cx.bag.add("notRunning", e.span, { what: "a list in a list, in a reward" });
      return observed(name, signal.type);
    }
    if (hasText(signal.type)) {
      cx.bag.add("listsInRewards", e.span, { what: `\`${name}\` is a text, or has one in it: what is asked of it` });
      return WRONG;
    }
    return signalValue(name, signal.type, action ? "act" : "obs");
  }
  const decl = cx.symbols.get(name);
  if (decl === undefined) {
    // No guard reads a clock: the host says when each call is made.
    if (name === "now" && scope.place === "a rule") {
      cx.facts.push({ span: e.span, signature: "now: [s]", doc: "When the call is made, in seconds on the host's clock; by default those from 1970.", definition: null });
      return scalar(numberOf(UNITS["s"]!), { op: "now", t: "num" });
    }
    const elsewhere = [...cx.envs.values()].map((env) => env.signals.get(name)).find((found) => found !== undefined);
    if (elsewhere !== undefined && scope.env === null) {
      cx.bag.add("notVisible", e.span, { what: elsewhere.kind, name, place: scope.place }, { help: "pass it in as a parameter" });
      return WRONG;
    }
    const candidates = [...scope.locals.keys(), ...(scope.tool?.params.fields.map((f) => f.name) ?? []), ...(scope.env?.signals.keys() ?? []), ...cx.symbols.names("const", "memory", "model", "spec")];
    reportUnknown(cx.bag, cx.symbols, "name", name, e.span, candidates);
    return WRONG;
  }
  noteUse(scope, e.span, decl);
  return declared(e, decl, scope);
}

function hasList(type: Type | undefined): boolean {
  const t = type === undefined ? undefined : strip(type);
  return t?.kind === "list" || (t?.kind === "record" && t.fields.some((f) => hasList(f.type)));
}

/** A list whose elements have lists in them. */
function listInList(type: Type, inside = false): boolean {
  const t = strip(type);
  if (t.kind === "list") return inside || listInList(t.item, true);
  return t.kind === "record" && t.fields.some((f) => listInList(f.type, inside));
}

function hasText(type: Type): boolean {
  const t = strip(type);
  return t.kind === "text" || (t.kind === "record" && t.fields.some((f) => hasText(f.type)));
}

function declared(e: ast.NameExpr, decl: NamedDecl, scope: Scope): Value {
  const { cx } = scope;
  const name = decl.name.text;
  if (decl.kind === "Const") return constantValue(decl, cx);
  const seesEnv = scope.obs && "over" in decl && decl.over.text === scope.env?.decl.name.text;
  if (decl.kind === "Memory" && seesEnv && scope.arrays === true && hasList(scope.env!.memories.get(name))) {
    cx.bag.add("notInAReward", e.span, { what: `\`${name}\``, problem: "it is a list; keep what is needed of it in memories of their own" });
    return WRONG;
  }
  if (decl.kind === "Memory" && seesEnv) return signalValue(name, scope.env!.memories.get(name) ?? { kind: "error" }, "mem");
  if (decl.kind === "Model" && seesEnv) return modelValue(name, decl, cx);
  if (decl.kind === "Spec" && seesEnv && scope.specs) return scalar(BOOL, { op: "spec", t: "bool", name });
  if (decl.kind === "Memory" || decl.kind === "Model" || decl.kind === "Spec") {
    const elsewhere = scope.obs && decl.over.text !== scope.env?.decl.name.text ? `${scope.place} over \`${scope.env?.decl.name.text}\`` : scope.place;
    cx.bag.add("notVisible", e.span, { what: kindOf(decl), name, place: elsewhere });
  } else if (decl.kind === "Fn") {
    cx.bag.add("wrongKind", e.span, { name, found: "function", wanted: "value" }, { help: `call it: \`${name}(${decl.params.map((p) => p.name.text).join(", ")})\`` });
  } else {
    cx.bag.add("wrongKind", e.span, { name, found: kindOf(decl), wanted: "value" });
  }
  return WRONG;
}

/** Lets the editor say what a name is. */
export function noteUse(scope: { readonly cx: Scope["cx"] }, span: ast.Ident["span"], decl: NamedDecl): void {
  const { cx } = scope;
  cx.facts.push({ span, signature: signatureOf(cx, decl), doc: decl.doc, definition: decl.name.span });
}

/** Declarations whose block is too long to show. */
const BLOCKS: ReadonlySet<ast.Node["kind"]> = new Set(["Env", "Controller", "Tree", "Machine", "Privilege", "Guard", "Reward"]);

/** Made once a declaration: a name may stand in a thousand places. */
const signatures = new WeakMap<ast.Node, string>();

/** A declaration in one line of Pol, the block it may end with left out. */
export function signatureOf(cx: Scope["cx"], decl: NamedDecl | ast.Signal): string {
  const known = signatures.get(decl);
  if (known !== undefined) return known;
  const line = lineText(cx, decl.span);
  const signature = BLOCKS.has(decl.kind) ? `${line.slice(0, line.indexOf("{")).trim()} { … }` : line;
  signatures.set(decl, signature);
  return signature;
}

const AXES = ["x", "y", "z", "w"];

/** The names of a vector's components: `.x .y .z .w`, in a quaternion's order, or indices beyond four. */
export function axis({ size, order }: VecType, i: number): string {
  return size > 4 ? String(i) : order === undefined ? AXES[i]! : order[i]!;
}

/** The place of a component by its name; -1 where there is none. */
export function axisNamed({ size, order }: VecType, name: string): number {
  if (size > 4 || name.length !== 1) return -1;
  const i = order === undefined ? AXES.indexOf(name) : order.indexOf(name);
  return i < size ? i : -1;
}

/** `a.b` */
export function checkMember(e: ast.Member, scope: Scope): Value {
  const { cx } = scope;
  if (e.object.kind === "Name") {
    const decl = scope.locals.has(e.object.name.text) ? undefined : cx.symbols.get(e.object.name.text);
    if (decl?.kind === "Enum") return enumValue(decl, e, scope);
  }
  const object = check(e.object, scope);
  if (isWrong(object)) return WRONG;
  const name = e.name.text;
  const type = strip(object.type);
  if (object.kind === "record" && object.fields.has(name)) return object.fields.get(name)!;
  if (object.kind === "vector") {
    const i = axisNamed(object.type, name);
    if (i >= 0) return scalar(object.type.item, object.parts[i]!);
  }
  if (object.kind === "scalar" && type.kind === "record") {
    const field = type.fields.find((f) => f.name === name);
    if (field !== undefined) return scalar(optionalFrom(object.type, field.type), fieldOf(object.ir, name, field.type));
  }
  const fields = type.kind === "record" ? type.fields.map((f) => f.name) : type.kind === "vec" && type.size <= 4 ? AXES.slice(0, type.size) : [];
  if (fields.length === 0) cx.bag.add("notAField", e.name.span, { object: typeText(object.type), name });
  else reportUnknown(cx.bag, cx.symbols, "field", name, e.name.span, fields);
  return WRONG;
}

function optionalFrom(outer: Type, inner: Type): Type {
  return outer.kind === "optional" && inner.kind !== "optional" ? { kind: "optional", inner } : inner;
}

function fieldOf(object: Ir, name: string, type: Type): Ir {
  const t = irType(type);
  return object.op === "arg" ? { op: "arg", t, path: [...object.path!, name] } : { op: "field", t, name, args: [object] };
}

function enumValue(decl: ast.Enum, e: ast.Member, scope: Scope): Value {
  const i = decl.values.findIndex((v) => v.text === e.name.text);
  if (i >= 0) return scalar(enumOf(decl), num(i));
  reportUnknown(scope.cx.bag, scope.cx.symbols, `value of \`${decl.name.text}\``, e.name.text, e.name.span, decl.values.map((v) => v.text));
  return WRONG;
}

/** `a[i]` */
export function checkIndex(e: ast.Index, scope: Scope): Value {
  const object = check(e.object, scope);
  const index = quantity(e.index, scope);
  if (isWrong(object) || index === undefined) return WRONG;
  const type = strip(object.type);
  if (object.kind === "scalar" && type.kind === "list") {
    return scalar({ kind: "optional", inner: strip(type.item) }, { op: "index", t: irType(type.item), args: [object.ir, index.ir] });
  }
  const i = literal(index.ir);
  if (object.kind === "array") return object.item(index.ir);
  if (scope.arrays === true && object.kind === "vector" && i === undefined) return components(object)!.item(index.ir);
  const parts = object.kind === "vector" ? object.parts.map((p) => scalar(object.type.item, p)) : object.kind === "region" ? object.items : [];
  const part = i === undefined ? undefined : parts[i];
  if (part !== undefined) return part;
  scope.cx.bag.add("badIndex", e.span, { type: typeText(object.type) });
  return WRONG;
}

/** `PRELUDE` names count as candidates where a function is misspelt. */
export const functionNames = (scope: Scope): string[] => [...Object.keys(PRELUDE), ...scope.cx.natives.keys(), ...scope.cx.shared.keys(), ...scope.cx.symbols.names("fn")];

