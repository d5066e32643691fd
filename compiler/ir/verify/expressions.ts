import { memorySlots, OPS } from "../ir.ts";
import type { EnvIr, Ir, IrType, Op } from "../ir.ts";
import type { EntryIr } from "../tree.ts";
import type { Names } from "./names.ts";
import type { Say } from "./shape.ts";

/** Where an expression stands. */
export interface Place {
  readonly env: EnvIr | null;
  readonly locals: ReadonlyMap<string, IrType | "element">;
  /** A part of a guard that is loaded: what does not run in guards is wrong there. */
  readonly guarded: boolean;
  /** Where disturbances act: dynamics, and what a barrier derives from them. */
  readonly disturbed?: boolean;
  /** In a tree or a machine: its blackboard. */
  readonly entries?: ReadonlyMap<string, EntryIr>;
  /** In tests and claims on a tree: its nodes. */
  readonly nodes?: ReadonlySet<string>;
  /** Where monitors run: operators over the past are right there. */
  readonly monitored?: boolean;
}

export function verifyExpression(ir: Ir, want: IrType, place: Place, names: Names, where: string, say: Say): void {
  if (ir.t !== want) say(where, `is of type ${ir.t} where ${want} is needed`);
  walk(ir, place, names, where, say);
}

function walk(ir: Ir, place: Place, names: Names, where: string, say: Say): void {
  const { op } = ir;
  const row = OPS[op];
  const args = ir.args ?? [];
  const overCalls = place.env?.rate === null && (row.runs === "calls" || isMonitored(op));
  if (place.guarded && row.runs !== "everywhere" && op !== "entry" && !overCalls && !(place.monitored === true && isMonitored(op))) say(where, `uses \`${op}\`, which does not run in guards`);
  if (row.args !== "many" && args.length !== row.args) return say(where, `gives \`${op}\` ${args.length} operands`);
  operands(ir, args, where, say);
  result(ir, args, where, say);
  own(ir, args, place, names, where, say);
  const inner = row.in === "over" ? { ...place, locals: new Map(place.locals).set(ir.name ?? "", "element" as const) } : place;
  args.forEach((arg, i) => walk(arg, i === 1 ? inner : place, names, where, say));
}

const MONITORED: ReadonlySet<Op> = new Set(["once", "historically", "since", "previous", "rise", "fall", "spec", "margin"]);
const isMonitored = (op: Op): boolean => MONITORED.has(op);

function operands(ir: Ir, args: readonly Ir[], where: string, say: Say): void {
  const wrong = (): void => say(where, `gives \`${ir.op}\` operands of the wrong type`);
  const [a, b, c] = args.map((arg) => arg.t);
  const kind = OPS[ir.op].in;
  if (kind === "any") return;
  if (kind === "same") return args.every((arg) => arg.t === a) ? undefined : wrong();
  if (kind === "if") return a === "bool" && b === c ? undefined : wrong();
  if (kind === "over") return (a === "list" || a === "json") && b === (ir.op === "all" || ir.op === "any" || ir.op === "count" ? "bool" : "num") ? undefined : wrong();
  if (!args.every((arg) => arg.t === kind)) wrong();
}

function result(ir: Ir, args: readonly Ir[], where: string, say: Say): void {
  const { out } = OPS[ir.op];
  if (out === "own") return;
  const t = out === "same" ? args.at(-1)?.t : out;
  if (ir.t !== t) say(where, `calls the result of \`${ir.op}\` ${ir.t}`);
}

/** What each operator names or carries. */
function own(ir: Ir, args: readonly Ir[], place: Place, names: Names, where: string, say: Say): void {
  const unknown = (what: string): void => say(where, `names the unknown ${what} \`${ir.name ?? ""}\``);
  switch (ir.op) {
    case "num": if (typeof ir.value !== "number" && ir.value !== null) say(where, "has a number without a value"); return;
    case "bool": if (typeof ir.value !== "boolean" && ir.value !== null) say(where, "has a truth value without a value"); return;
    case "text": if (typeof ir.value !== "string" && ir.value !== null) say(where, "has a text without a value"); return;
    case "obs": return slot(place.env?.obs, ir, "observation", unknown, where, say);
    case "act": case "last": return slot(place.env?.acts, ir, "action", unknown, where, say);
    case "mem": return slot(place.env === null ? undefined : memorySlots(place.env), ir, "memory", unknown, where, say);
    case "dist": if (place.disturbed !== true || !place.env?.dynamics?.disturbances.some((d) => d.name === ir.name)) unknown("disturbance"); return;
    case "entry": {
      const entry = place.entries?.get(ir.name ?? "");
      return slot(entry && [entry], ir, "entry", unknown, where, say);
    }
    case "outcome": if (place.nodes?.has(ir.name ?? "") !== true) unknown("node"); return;
    case "local": {
      const t = place.locals.get(ir.name ?? "");
      if (t === undefined) unknown("variable");
      else if (t !== "element" && t !== ir.t) say(where, `reads \`${ir.name}\` as ${ir.t}`);
      return;
    }
    case "arg": if (ir.path === undefined) say(where, "has an argument without a path"); return;
    case "within": case "native": case "carries": if (ir.name === undefined) say(where, `has \`${ir.op}\` without a name`); return;
    case "matches": if (typeof ir.value !== "string") say(where, "has a pattern that is no text"); return;
    case "from": if (ir.path === undefined) say(where, "has `from` without a source"); return;
    case "call": {
      const fn = names.fns.get(ir.name ?? "");
      if (fn === undefined) return unknown("function");
      if (fn.t !== ir.t || fn.params.length !== args.length || fn.params.some((p, i) => p.t !== args[i]!.t)) say(where, `calls \`${fn.name}\` with other types than it has`);
      return;
    }
    case "spec": case "robustness": case "margin": if (!names.specs.has(ir.name ?? "")) unknown("spec"); return;
    case "all": case "any": case "count": case "sumOf": case "minOf": case "maxOf": case "meanOf": case "field":
      if (ir.name === undefined) say(where, `has \`${ir.op}\` without a name`);
      return;
  }
}

type Slots = readonly { readonly name: string; readonly kind: string }[];

function slot(slots: Slots | undefined, ir: Ir, what: string, unknown: (what: string) => void, where: string, say: Say): void {
  const found = slots?.find((s) => s.name === ir.name);
  if (found === undefined) unknown(what);
  else if (ir.t !== (found.kind === "bool" ? "bool" : "num")) say(where, `reads \`${found.name}\` as ${ir.t}`);
}
