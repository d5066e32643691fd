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
