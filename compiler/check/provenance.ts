import type * as ast from "../../grammar/ast.ts";
import type { LabelIr, SourceIr } from "../ir/ir.ts";
import { reportUnknown } from "../resolve/symbols.ts";
import { BOOL, strip, typeText, type Type } from "../types/types.ts";
import { at, lineText, type Scope } from "./context.ts";
import { toolOf } from "./events.ts";
import { check } from "./expressions.ts";
import { apply, scalar, WRONG, type Value } from "./value.ts";

/** `x from prompt`, `x from results of t[*].f` */
export function checkFrom(e: ast.From, scope: Scope): Value {
  const value = check(e.value, scope);
  const { of } = e.source;
  const type = of === null ? null : sourceType(of, scope);
  const source = sourceIr(of);
  const doubtful = labels(scope.env?.decl.items ?? []).filter((l) => l.label === "untrusted").some((l) => overlap(l.source, source) && !isCarvedOut(l.source, source, scope));
  if (doubtful && scope.vouches !== false) scope.cx.bag.add("fromUntrusted", e.source.span, { source: of === null ? "prompt" : lineText(scope.cx, of.span) });
  else if (type !== null && (type.kind === "record" || type.kind === "list")) {
    scope.cx.bag.add("fromWhole", e.source.span, { source: lineText(scope.cx, of!.span), type: typeText(type) }, { help: type.kind === "list" ? "name its elements: `[*]`, and the field" : `name one of its fields: ${type.fields.map((f) => `\`.${f.name}\``).join(", ")}` });
  }
  if (value.kind !== "scalar") return WRONG;
  return scalar(BOOL, { ...apply("from", "bool", value.ir), ...(source.tool !== null && { name: source.tool }), path: source.path });
}

/** `subject carries secret` */
export function checkCarries(e: ast.Is, scope: Scope): Value {
  const value = check(e.value, scope);
  if (e.name.text !== "secret" && e.name.text !== "untrusted") reportUnknown(scope.cx.bag, scope.cx.symbols, "label", e.name.text, e.name.span, ["secret", "untrusted"]);
  return value.kind === "scalar" ? scalar(BOOL, { ...apply("carries", "bool", value.ir), name: e.name.text }) : WRONG;
}

export function sourceIr(path: ast.ToolPath | null): SourceIr {
  if (path === null) return { tool: null, path: [] };
  return { tool: path.tool.name, path: path.steps.map((s) => (typeof s === "object" ? `.${s.text}` : `[${s}]`)) };
}

/** What an env says of its sources, in order. */
export function labels(items: readonly ast.EnvItem[]): LabelIr[] {
  return items.flatMap((item): LabelIr[] => {
    if (item.kind !== "Labelled") return [];
    const { label } = item;
    return item.prompt ? [{ label, source: sourceIr(null), at: at(item.span) }] : item.results.map((path) => ({ label, source: sourceIr(path), at: at(path.span) }));
  });
}

/** One is the other or a part of it; an element is a part of all elements. */
function overlap(a: SourceIr, b: SourceIr): boolean {
  if (a.tool !== b.tool) return false;
  const n = Math.min(a.path.length, b.path.length);
  return a.path.slice(0, n).every((step, i) => meets(step, b.path[i]!));
}

const meets = (a: string, b: string): boolean => a === b || (a.startsWith("[") && b.startsWith("[") && (a === "[*]" || b === "[*]"));

/** `trusted results of t[*].f` inside what is labelled untrusted: the longer path says. */
function isCarvedOut(untrusted: SourceIr, source: SourceIr, scope: Scope): boolean {
  return labels(scope.env?.decl.items ?? []).some((l) => l.label === "trusted" && l.source.path.length > untrusted.path.length && l.source.path.length <= source.path.length && overlap(l.source, source));
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
