import type * as ast from "../../grammar/ast.ts";
import type { ActSlot, EnvIr, MemoryIr, Shape, Slot } from "../ir/ir.ts";
import { literal } from "../ir/fold.ts";
import { readType, readWhole } from "../types/resolve-type.ts";
import { closed, recordOfSchema, schemaOfType, typeOfSchema } from "../types/schema.ts";
import { readToolFile } from "../types/tool-file.ts";
import { strip, typeText, type RecordType, type Type } from "../types/types.ts";
import { ONE, sameDimension, unitOf, unitText, UNITS } from "../types/units.ts";
import { at, CONSTANTS, lineText, type Context, type EnvInfo, type SignalInfo, type ToolInfo } from "./context.ts";
import { check, constant, isWrong } from "./expressions.ts";
import { axis } from "./names.ts";
import { labels } from "./provenance.ts";

/** The names an env gives: signals and tools. Memories, dynamics and labels are checked once these are known. */
export function readEnv(decl: ast.Env, cx: Context): EnvInfo {
  const signals = new Map<string, SignalInfo>();
  const tools = new Map<string, ToolInfo>();
  let toolsUnknown = false;
  for (const item of decl.items) {
    if (item.kind === "Observe" || item.kind === "Act") {
      const name = item.name.text;
      const earlier = signals.get(name)?.decl.name ?? clash(name, cx);
      if (earlier !== undefined) cx.bag.add("duplicateName", item.name.span, { kind: "name", name }, { labels: [{ span: earlier.span, text: "first here" }] });
      else signals.set(name, { kind: item.kind === "Observe" ? "observation" : "action", type: readType(cx, item.type), decl: item });
    } else if (item.kind === "Tool") {
      addTool(handTool(item, cx), item.name.span, tools, cx);
    } else if (item.kind === "ToolsFrom") {
      toolsUnknown = !readTools(item, tools, cx) || toolsUnknown;
    }
  }
  if (!tools.has("reply")) tools.set("reply", REPLY);
  const rate = decl.rate === null ? null : readRate(decl.rate, cx);
  const hasTools = decl.items.some((i) => i.kind === "Tool" || i.kind === "ToolsFrom");
  const hasActs = [...signals.values()].some((s) => s.kind === "action");
  if (hasTools && hasActs) cx.bag.add("mixedEnv", decl.name.span, { name: decl.name.text });
  if (hasActs && decl.rate === null) cx.bag.add("noRate", decl.name.span, { name: decl.name.text }, { help: `write \`env ${decl.name.text} at 20Hz\`` });
  const memories = new Map(cx.symbols.names("memory").flatMap((n) => {
    const m = cx.symbols.get(n) as ast.Memory;
    return m.over.text === decl.name.text ? [[n, readType(cx, m.type)] as const] : [];
  }));
  const obs: Slot[] = [];
  const acts: ActSlot[] = [];
  const obsShape = shapes(signals, "observation", obs, cx);
  const actShape = shapes(signals, "action", acts as Slot[], cx);
  const mems: MemoryIr[] = [];
  for (const [name, type] of memories) {
    slotsOf(name, type, { low: null, high: null }, null, mems as unknown as Slot[], cx, cx.symbols.get(name)!.name.span);
  }
  const labelled = labels(decl.items);
  const ir: EnvIr = {
    name: decl.name.text, at: at(decl.span), rate, obs, obsShape, acts, actShape, memories: mems, dynamics: null,
    tools: hasTools ? [...tools.values()].map((t) => ({ name: t.name, schema: t.schema, result: t.resultSchema, readOnly: t.readOnly, ...(t === REPLY && { builtIn: true as const }) })) : [],
    ...(labelled.length > 0 && { labels: labelled }),
    principal: decl.items.find((i) => i.kind === "Principal")?.name.text ?? null,
  };
  return { decl, signals, memories, tools, toolsUnknown, monitors: new Map(), ir };
}

const SECOND = UNITS["s"]!;

/** Samples a second, from a frequency (`at 20Hz`) or from the time between two samples (`at 3s`). */
function readRate(e: ast.Num, cx: Context): number {
  const unit = e.unit === null ? ONE : unitOf(e.unit, () => undefined);
  if (!sameDimension(unit, SECOND)) {
    const rate = constant(e, UNITS["Hz"]!, CONSTANTS(cx, "a rate"));
    if (rate > 0 || Number.isNaN(rate)) return rate;
    cx.bag.add("rateNotPositive", e.span, { rate: lineText(cx, e.span) });
    return NaN;
  }
  const rate = unit.den / (e.value * unit.num);
  if (rate > 0 && Number.isFinite(rate)) return rate;
  cx.bag.add("notFinite", e.span, { text: Number.isFinite(e.value) ? `the rate of one sample every ${lineText(cx, e.span)}` : e.text });
  return NaN;
}

function clash(name: string, cx: Context): ast.Ident | undefined {
  const decl = cx.symbols.get(name);
  return decl?.kind === "Const" || decl?.kind === "Memory" || decl?.kind === "Model" || decl?.kind === "Spec" ? decl.name : undefined;
}

// ---------- tools ----------

const TEXT_RECORD: RecordType = { kind: "record", fields: [{ name: "text", type: { kind: "text" }, doc: "What the agent says." }] };
/** The agent's final answer is a tool too. */
const REPLY: ToolInfo = {
  name: "reply", params: TEXT_RECORD, required: new Set(["text"]), schema: schemaOfType(TEXT_RECORD), result: null, resultSchema: null, readOnly: false,
  doc: "The agent's final answer.",
};

function addTool(tool: ToolInfo, span: ast.Ident["span"], tools: Map<string, ToolInfo>, cx: Context): void {
  if (tools.has(tool.name)) cx.bag.add("duplicateName", span, { kind: "tool", name: tool.name });
  else tools.set(tool.name, tool);
}

function handTool(item: ast.ToolDecl, cx: Context): ToolInfo {
  const params: RecordType = { kind: "record", fields: item.params.map((p) => ({ name: p.name.text, type: asJson(readWhole(cx, p.type)), doc: p.doc })) };
  const result = item.result === null ? null : asJson(readWhole(cx, item.result));
  return {
    name: item.name.text, params, required: new Set(params.fields.filter((f) => f.type.kind !== "optional").map((f) => f.name)),
    schema: schemaOfType(params), result, resultSchema: result === null ? null : schemaOfType(result), readOnly: false, doc: item.doc,
  };
}

/** In JSON an enum is one of its names. */
function asJson(type: Type): Type {
  if (type.kind === "enum") return { kind: "text", values: type.values };
  if (type.kind === "record") return { ...type, fields: type.fields.map((f) => ({ ...f, type: asJson(f.type) })) };
  return type.kind === "optional" ? { kind: "optional", inner: asJson(type.inner) } : type.kind === "list" ? { ...type, item: asJson(type.item) } : type;
}

/** False when the file could not be read: what it would have named is then not reported as unknown. */
function readTools(item: ast.ToolsFrom, tools: Map<string, ToolInfo>, cx: Context): boolean {
  const text = cx.host.readText(item.file.value);
  const read = text === undefined ? { problem: "there is no such file" } : readToolFile(text);
  if ("problem" in read) {
    cx.bag.add("badToolFile", item.file.span, { file: item.file.value, problem: read.problem });
    return false;
  }
  for (const t of read.tools) {
    const params = recordOfSchema(t.input);
    addTool({
      name: t.name, params, required: new Set(params.fields.filter((f) => f.type.kind !== "optional").map((f) => f.name)),
      schema: closed(t.input), result: t.output === null ? null : typeOfSchema(t.output), resultSchema: t.output,
      readOnly: t.readOnly, doc: t.description,
    }, item.file.span, tools, cx);
  }
  return true;
}

// ---------- slots ----------

interface Bounds {
  readonly low: number | null;
  readonly high: number | null;
}

function shapes(signals: ReadonlyMap<string, SignalInfo>, kind: SignalInfo["kind"], slots: Slot[], cx: Context): Shape {
  const fields: { name: string; shape: Shape; optional?: true }[] = [];
  for (const [name, { kind: k, type, decl }] of signals) {
    if (k !== kind) continue;
    const from = slots.length;
    fields.push({ name, shape: slotsOf(name, type, boundsOf(decl, type, cx), decl.doc, slots, cx, decl.name.span, kind === "observation"), ...(type.kind === "optional" && { optional: true }) });
    if (kind === "action") defaults(decl, type, slots as ActSlot[], from, cx);
  }
  return { kind: "record", fields };
}

function boundsOf(decl: ast.Signal, type: Type, cx: Context): Bounds {
  if (decl.range === null) return { low: null, high: null };
  const whole = strip(type);
  // On a list or a vector it is for each element.
  const t = whole.kind === "list" ? strip(whole.item) : whole;
  const unit = t.kind === "number" ? t.unit : t.kind === "vec" ? t.item.unit : undefined;
  if (unit === undefined) {
    if (t.kind !== "error") cx.bag.add("typeMismatch", decl.range.span, { wanted: "a number, a vector or a list of these", found: typeText(type) });
    return { low: null, high: null };
  }
  const scope = CONSTANTS(cx, "a range");
  const low = constant(decl.range.low, unit, scope, true);
  const high = constant(decl.range.high, unit, scope, true);
  if (low > high) cx.bag.add("emptyRange", decl.range.span, { low, high });
  return { low, high };
}

function slotsOf(name: string, type: Type, bounds: Bounds, doc: string | null, slots: Slot[], cx: Context, span: ast.Ident["span"], texts = false): Shape {
  const t = strip(type);
  const add = (slot: Omit<Slot, "name">): Shape => {
    slots.push({ name, ...slot, ...(doc !== null && { doc }) });
    return { kind: "slot", slot: slots.length - 1 };
  };
  switch (t.kind) {
    case "number": return add({ kind: "num", ...bounds, integer: t.integer, unit: unitText(t.unit) });
    case "bool": return add({ kind: "bool", low: null, high: null, integer: false, unit: "" });
    case "enum": return add({ kind: "enum", low: 0, high: t.values.length - 1, integer: true, values: t.values, unit: "" });
    case "vec": return { kind: "vector", items: Array.from({ length: t.size }, (_, i) => slotsOf(`${name}.${axis(t, i)}`, t.item, bounds, doc, slots, cx, span)) };
    case "record": return { kind: "record", fields: t.fields.map((f) => ({ name: f.name, shape: slotsOf(`${name}.${f.name}`, f.type, NONE, f.doc, slots, cx, span, texts), ...(f.type.kind === "optional" && { optional: true as const }) })) };
    case "list": {
      slots.push({ name: `${name}.length`, kind: "num", low: 0, high: t.max, integer: true, unit: "" });
      const length = slots.length - 1;
      const items = Array.from({ length: t.max }, (_, i) => slotsOf(`${name}.${i}`, t.item, bounds, doc, slots, cx, span));
      return { kind: "list", length, items };
    }
    default:
      if (t.kind === "text" && texts) return { kind: "text", name };
      if (t.kind !== "error") cx.bag.add("badSignal", span, { name, type: typeText(type) });
      return { kind: "record", fields: [] };
  }
}

const NONE: Bounds = { low: null, high: null };

function defaults(decl: ast.Signal, type: Type, slots: ActSlot[], from: number, cx: Context): void {
  const scope = CONSTANTS(cx, "a default");
  const t = strip(type);
  const own = slots.slice(from);
  if (decl.default === null) {
    if (t.kind !== "error") cx.bag.add("noDefault", decl.name.span, { name: decl.name.text }, { help: `add \`default ${t.kind === "bool" ? "false" : t.kind === "enum" ? t.values[0] : "0"}\`` });
    return;
  }
  let values: number[];
  if (t.kind === "number" || t.kind === "vec") {
    const one = t.kind === "number" ? t : t.item;
    const whole = t.kind === "vec" && decl.default.kind !== "Num" && decl.default.kind !== "Unary" ? check(decl.default, scope) : undefined;
    values = whole?.kind === "vector" ? whole.parts.map((p) => literal(p) ?? NaN) : own.map(() => constant(decl.default!, one.unit, scope, true));
  } else if (t.kind === "enum" && decl.default.kind === "Name") {
    values = [t.values.indexOf(decl.default.name.text)];
    if (values[0] === -1) cx.bag.add("unknownName", decl.default.span, { kind: `value of \`${t.name}\``, name: decl.default.name.text });
  } else {
    const value = check(decl.default, scope);
    if (t.kind !== "bool" || value.kind !== "scalar" || value.ir.op !== "bool") {
      if (!isWrong(value) && t.kind !== "error") cx.bag.add("typeMismatch", decl.default.span, { wanted: typeText(type), found: typeText(value.type) });
      return;
    }
    values = [value.ir.value === true ? 1 : 0];
  }
  for (const [i, value] of values.entries()) {
    const slot = own[i];
    if (slot === undefined) continue;
    if ((slot.low !== null && value < slot.low) || (slot.high !== null && value > slot.high)) cx.bag.add("outOfRange", decl.default.span, { value, low: slot.low ?? "", high: slot.high ?? "" });
    slots[from + i] = { ...slot, default: value };
  }
}
