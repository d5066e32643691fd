import type * as ast from "../../grammar/ast.ts";
import { reportUnknown } from "../resolve/symbols.ts";
import { assignable, BOOL, INT, NUMBER, numberOf, strip, typeText, type Type } from "../types/types.ts";
import { UNITS } from "../types/units.ts";
import { arity } from "./calls.ts";
import { lineText, type Scope, type ToolInfo } from "./context.ts";
import { check, constant, isWrong } from "./expressions.ts";
import { irType, scalar, WRONG, type Value } from "./value.ts";
import type { Ir } from "../ir/ir.ts";

/** The tool of a name, reported where the env has none. `reply` is built in. */
export function toolOf(name: ast.ToolName, scope: Scope): ToolInfo | undefined {
  const tool = scope.env?.tools.get(name.name);
  if (tool !== undefined) {
    scope.cx.facts.push({ span: name.span, signature: `tool ${tool.name}(${tool.params.fields.map((f) => `${f.name}: ${typeText(f.type)}`).join(", ")})${tool.result === null ? "" : ` -> ${typeText(tool.result)}`}`, doc: tool.doc, definition: null });
  } else if (!scope.env?.toolsUnknown) {
    reportUnknown(scope.cx.bag, scope.cx.symbols, "tool", name.name, name.span, scope.env?.tools.keys() ?? []);
  }
  return tool;
}

/** `call t(a: e)`, `returned t(a: e)`, `latest t(a: e)` */
export function checkEvent(e: ast.Event, scope: Scope): Value {
  const tool = e.target.kind === "Anything" ? null : toolOf(e.target, scope);
  if (tool === undefined) return WRONG;
  const given = e.args.flatMap((a) => eventArg(a, tool, scope));
  const [args, path] = [given.map((one) => one.value), given.map((one) => one.name)];
  const name = tool === null ? "anything" : tool.name;
  if (e.op !== "latest") return scalar(BOOL, { op: e.op === "call" ? "called" : "returned", t: "bool", name, args, path });
  const result: Type = { kind: "optional", inner: tool?.result ?? { kind: "json" } };
  return scalar(result, { op: "latest", t: irType(result), name, args, path });
}

function eventArg(a: ast.Arg, tool: ToolInfo | null, scope: Scope): { readonly name: string; readonly value: Ir }[] {
  const value = check(a.value, scope);
  if (a.name === null) {
    scope.cx.bag.add("unnamedArgument", a.span, {});
    return [];
  }
  const field = tool?.params.fields.find((f) => f.name === a.name!.text);
  if (field === undefined) reportUnknown(scope.cx.bag, scope.cx.symbols, `argument of \`${tool?.name ?? "anything"}\``, a.name.text, a.name.span, tool?.params.fields.map((f) => f.name) ?? []);
  else if (!isWrong(value) && !assignable(value.type, field.type)) scope.cx.bag.add("typeMismatch", a.value.span, { wanted: typeText(field.type), found: typeText(value.type) });
  return value.kind === "scalar" ? [{ name: a.name.text, value: value.ir }] : [];
}

/** `calls(tool, 1min)` */
export function checkCalls(e: ast.Apply, scope: Scope): Value {
  if (!arity(e, 2, scope)) return WRONG;
  const target = e.args[0]!.value;
  const name = target.kind === "Anything" ? "anything" : target.kind === "Name" ? toolOf({ kind: "ToolName", name: target.name.text, span: target.span }, scope)?.name : undefined;
  const high = constant(e.args[1]!.value, UNITS["s"]!, { ...scope, place: "a window" });
  return name === undefined ? scalar(INT, { op: "calls", t: "num", name: "anything" }) : scalar(INT, { op: "calls", t: "num", name, window: [0, high] });
}

/** `total(tool.argument, 24h)` */
export function checkTotal(e: ast.Apply, scope: Scope): Value {
  if (!arity(e, 2, scope)) return WRONG;
  const of = e.args[0]!.value;
  const high = constant(e.args[1]!.value, UNITS["s"]!, { ...scope, place: "a window" });
  if (of.kind !== "Member" || of.object.kind !== "Name") {
    scope.cx.bag.add("typeMismatch", of.span, { wanted: "`tool.argument`", found: `\`${lineText(scope.cx, of.span)}\`` });
    return WRONG;
  }
  const tool = toolOf({ kind: "ToolName", name: of.object.name.text, span: of.object.span }, scope);
  if (tool === undefined) return WRONG;
  const field = tool.params.fields.find((f) => f.name === of.name.text);
  if (field === undefined || strip(field.type).kind !== "number") {
    if (field === undefined) reportUnknown(scope.cx.bag, scope.cx.symbols, `argument of \`${tool.name}\``, of.name.text, of.name.span, tool.params.fields.map((f) => f.name));
    else scope.cx.bag.add("typeMismatch", of.span, { wanted: "a number", found: typeText(field.type) });
    return WRONG;
  }
  const type = strip(field.type);
  return scalar(type.kind === "number" ? numberOf(type.unit) : NUMBER, { op: "total", t: "num", name: tool.name, path: [of.name.text], window: [0, high] });
}

/** `x from prompt`, `x from results of t[*].f` */
export function checkFrom(e: ast.From, scope: Scope): Value {
  const value = check(e.value, scope);
  const path = e.source.of;
  if (path !== null) sourceType(path, scope);
  if (path !== null && labelsOf(path, "untrusted", scope)) scope.cx.bag.add("fromUntrusted", e.source.span, { source: lineText(scope.cx, path.span) });
  return scalar(BOOL, { op: "from", t: "bool", value: lineText(scope.cx, e.source.span), args: value.kind === "scalar" ? [value.ir] : [] });
}

/** True when a declared label covers the whole of a path. */
function labelsOf(path: ast.ToolPath, label: string, scope: Scope): boolean {
  const key = (p: ast.ToolPath): string[] => [p.tool.name, ...p.steps.map((s) => (typeof s === "object" ? `.${s.text}` : `[${s}]`))];
  const own = key(path);
  return (scope.env?.decl.items ?? []).some((item) => item.kind === "Labelled" && item.label === label && item.results.some((r) => key(r).every((step, i) => step === own[i])));
}

/** Follows a path through a tool's result; what its schema does not know is reported. */
export function sourceType(path: ast.ToolPath, scope: Scope): Type {
  const tool = toolOf(path.tool, scope);
  let type: Type = tool?.result ?? { kind: "json" };
  for (const step of path.steps) {
    const here = strip(type);
    if (here.kind === "json" || here.kind === "error") return here;
    if (typeof step === "object") {
      const field = here.kind === "record" ? here.fields.find((f) => f.name === step.text) : undefined;
      if (field === undefined) {
        reportUnknown(scope.cx.bag, scope.cx.symbols, "field", step.text, step.span, here.kind === "record" ? here.fields.map((f) => f.name) : []);
        return { kind: "error" };
      }
      type = field.type;
    } else if (here.kind === "list") {
      type = here.item;
    } else {
      scope.cx.bag.add("notAField", path.span, { object: typeText(here), name: `[${step}]` });
      return { kind: "error" };
    }
  }
  return type;
}

/** `subject carries secret` */
export function checkCarries(e: ast.Is, scope: Scope): Value {
  const value = check(e.value, scope);
  if (e.name.text !== "secret" && e.name.text !== "untrusted") reportUnknown(scope.cx.bag, scope.cx.symbols, "label", e.name.text, e.name.span, ["secret", "untrusted"]);
  return scalar(BOOL, { op: "carries", t: "bool", value: e.name.text, args: value.kind === "scalar" ? [value.ir] : [] });
}
