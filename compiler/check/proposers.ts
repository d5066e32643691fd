import type * as ast from "../../grammar/ast.ts";
import type { ControllerIr, Ir, MemoryIr, PolicyIr } from "../ir/ir.ts";
import { nearest } from "../../grammar/nearest.ts";
import { reportUnknown } from "../resolve/symbols.ts";
import { readType } from "../types/resolve-type.ts";
import { assignable, strip, typeText, type ListType, type Type } from "../types/types.ts";
import { at, CONSTANTS, type Context, type EnvInfo, type Scope } from "./context.ts";
import { convertedTo } from "./convert.ts";
import { check, datum, isWrong } from "./expressions.ts";
import { scalars } from "./functions.ts";
import { monitored } from "./monitored.ts";
import { signatureOf } from "./names.ts";
import { numeric } from "./arithmetic.ts";
import { scalar, truth, WRONG, num, type Value } from "./value.ts";
import { parts } from "./signals.ts";

/** A value for a field of a known type; a bare literal takes its unit, and is spread over a vector. */
export function fieldValue(e: ast.Expr, type: Type, scope: Scope): Value {
  const t = strip(type);
  if (t.kind === "number") return scalar(t, datum(e, t.unit, scope));
  if (t.kind === "vec" && (e.kind === "Num" || (e.kind === "Unary" && e.op === "-"))) {
    const one = datum(e, t.item.unit, scope);
    return numeric({ kind: "vector", type: t, parts: Array.from({ length: t.size }, () => one) }, (ir) => ir)!;
  }
  if (t.kind === "vec" && e.kind === "Apply" && e.callee.text === `vec${t.size}` && e.args.length === t.size) {
    return { kind: "vector", type: t, parts: e.args.map((a) => datum(a.value, t.item.unit, scope)) };
  }
  if (t.kind === "enum" && e.kind === "Name" && t.values.includes(e.name.text)) return scalar(t, num(t.values.indexOf(e.name.text)));
  const value = check(e, scope);
  if (isWrong(value)) return WRONG;
  if (assignable(value.type, type)) return convertedTo(value, type);
  scope.cx.bag.add("typeMismatch", e.span, { wanted: typeText(type), found: typeText(value.type) });
  return WRONG;
}

/** The type a dotted path of a signal leads to. */
export function signalPath(path: ast.Path, kind: "observation" | "action", scope: Scope): Type | undefined {
  const { cx, env } = scope;
  const [first, ...rest] = path.parts;
  const signal = env?.signals.get(first!.text);
  if (signal?.kind !== kind) {
    const candidates = [...(env?.signals ?? [])].filter(([, s]) => s.kind === kind).map(([n]) => n);
    if (signal !== undefined) cx.bag.add("wrongKind", first!.span, { name: first!.text, found: signal.kind, wanted: kind });
    else reportUnknown(cx.bag, cx.symbols, kind, first!.text, first!.span, candidates);
    return undefined;
  }
  cx.facts.push({ span: first!.span, signature: signatureOf(cx, signal.decl), doc: signal.decl.doc, definition: signal.decl.name.span });
  let type = signal.type;
  for (const part of rest) {
    const t = strip(type);
    const field = t.kind === "record" ? t.fields.find((f) => f.name === part.text)?.type : t.kind === "vec" && t.size <= 4 && "xyzw".slice(0, t.size).includes(part.text) ? t.item : undefined;
    if (field === undefined) {
      cx.bag.add("notAField", part.span, { object: typeText(type), name: part.text });
      return undefined;
    }
    type = field;
  }
  return type;
}

/** `{ a = e, b.c = e }` onto actions or observations: one entry a scalar slot. */
export function checkAssigns(assigns: readonly ast.Assign[], kind: "observation" | "action", scope: Scope): { name: string; value: Ir }[] {
  const sets: { name: string; value: Ir }[] = [];
  for (const a of assigns) {
    const type = signalPath(a.path, kind, scope);
    if (type === undefined) {
      check(a.value, scope);
      continue;
    }
    const list = strip(type);
    if (list.kind === "list" && a.value.kind === "Apply" && a.value.callee.text === "list") {
      sets.push(...listSets(a.path.parts.map((p) => p.text).join("."), a.value, list, scope));
      continue;
    }
    const value = fieldValue(a.value, type, scope);
    if (isWrong(value)) continue;
    const names: string[] = [];
    parts(a.path.parts.map((p) => p.text).join("."), type, (path) => { names.push(path); return truth(null); });
    const values = scalars(value);
    for (const [i, name] of names.entries()) {
      if (sets.some((s) => s.name === name)) scope.cx.bag.add("duplicateName", a.path.span, { kind: "assignment to", name });
      sets.push({ name, value: values[i]! });
    }
  }
  return sets;
}

/** `xs = list(a, b)`: how many there are, and each of these; what lies beyond stays unknown. */
function listSets(path: string, call: ast.Apply, type: ListType, scope: Scope): { name: string; value: Ir }[] {
  if (call.args.length > type.max) scope.cx.bag.add("typeMismatch", call.span, { wanted: `a list of at most ${type.max}`, found: `one of ${call.args.length}` });
  const elements = call.args.slice(0, type.max).flatMap((a, i) => {
    const value = fieldValue(a.value, type.item, scope);
    const names: string[] = [];
    parts(`${path}.${i}`, type.item, (name) => { names.push(name); return truth(null); });
    return isWrong(value) ? [] : scalars(value).map((ir, k) => ({ name: names[k]!, value: ir }));
  });
  return [{ name: `${path}.length`, value: num(Math.min(call.args.length, type.max)) }, ...elements];
}

export function checkController(decl: ast.Controller, env: EnvInfo, cx: Context): ControllerIr {
  const scope: Scope = { ...CONSTANTS(cx, "a controller"), env, obs: true, act: "last" };
  return { name: decl.name.text, env: env.decl.name.text, sets: checkAssigns(decl.assigns, "action", scope).map(({ name, value }) => ({ name, value: monitored(value, env, decl.span, cx) })), at: at(decl.span) };
}

/** `x0 then next`, one memory slot a scalar. */
export function checkMemory(decl: ast.Memory, env: EnvInfo, cx: Context): MemoryIr[] {
  const type = readType(cx, decl.type);
  const start = fieldValue(decl.start, type, { ...CONSTANTS(cx, "a memory's first value"), env, obs: true });
  const next = fieldValue(decl.next, type, { ...CONSTANTS(cx, "a memory"), env, obs: true, act: "last" });
  if (isWrong(start) || isWrong(next)) return [];
  const starts = scalars(start);
  const nexts = scalars(next);
  return slotsOfMemory(decl, env).map((slot, i) => ({ ...slot, start: starts[i]!, next: nexts[i]! }));
}

const slotsOfMemory = (decl: ast.Memory, env: EnvInfo): readonly MemoryIr[] =>
  env.ir.memories.filter((m) => m.name === decl.name.text || m.name.startsWith(`${decl.name.text}.`));

/** First and next value of each slot of a memory as a reward computes them, where lists stay in one piece. */
export function memoryValues(env: EnvInfo, scope: Scope): (slot: string) => { readonly start: Ir; readonly next: Ir } {
  return (slot) => {
    const decl = scope.cx.symbols.get(slot.split(".")[0]!) as ast.Memory;
    const type = readType(scope.cx, decl.type);
    const inside: Scope = { ...scope, locals: new Map(), act: "last", specs: false, place: "a memory" };
    const i = slotsOfMemory(decl, env).findIndex((one) => one.name === slot);
    return { start: scalars(fieldValue(decl.start, type, inside))[i]!, next: scalars(fieldValue(decl.next, type, inside))[i]! };
  };
}

/** Memories of an env whose first value is an observation's: known in a reward, which sees the first step before it pays. */
export function seesFirst(env: EnvInfo): readonly string[] {
  const reads = (ir: Ir): boolean => ir.op === "obs" || (ir.args ?? []).some(reads);
  return [...new Set(env.ir.memories.filter(({ start }) => reads(start)).map(({ name }) => name.split(".")[0]!))];
}

const SERVERS = ["onnx", "agent", "oip", "openai"] as const;

export function checkPolicy(decl: ast.Policy, env: EnvInfo, cx: Context): PolicyIr | undefined {
  const server = SERVERS.find((s) => s === decl.server.text);
  if (server === undefined) {
    const near = nearest(decl.server.text, SERVERS);
    cx.bag.add("unknownName", decl.server.span, { kind: "way to serve a policy called", name: decl.server.text }, { help: near === undefined ? `there are ${SERVERS.map((s) => `\`${s}\``).join(", ")}` : `did you mean \`${near}\`?` });
    return undefined;
  }
  const first = decl.args[0]?.value;
  const file = server === "onnx" ? modelFile(decl.server.span, first, cx) : null;
  const gives: string[] = [];
  for (const name of decl.giving.length > 0 ? decl.giving.map((n) => n.text) : [...env.signals].filter(([, s]) => s.kind === "action").map(([n]) => n)) {
    const ident = decl.giving.find((n) => n.text === name);
    const type = ident === undefined ? env.signals.get(name)!.type : signalPath({ kind: "Path", parts: [ident], span: ident.span }, "action", { ...CONSTANTS(cx, "a policy"), env });
    if (type !== undefined) parts(name, type, (path) => { gives.push(path); return truth(null); });
  }
  return { name: decl.name.text, env: env.decl.name.text, server, file, gives, at: at(decl.span) };
}

/** The file a model is read from; one that is not there is a warning here and an error where it is run. */
export function modelFile(span: ast.Ident["span"], first: ast.Expr | undefined, cx: Context): string | null {
  if (first?.kind !== "Text") {
    cx.bag.add("typeMismatch", first?.span ?? span, { wanted: "the model's file, as in `onnx(\"net.onnx\")`", found: first === undefined ? "nothing" : "something else" });
    return null;
  }
  if (!cx.host.exists(first.value)) cx.bag.add("missingModel", first.span, { file: first.value });
  return first.value;
}
