import { FACTS, type Ir, type IrType } from "../ir/ir.ts";
import { Level, call, element, infix, negative, number, plain } from "./code.ts";
import type { Code } from "./code.ts";
import { partition } from "./parts.ts";
import { emitEvent, isEvent } from "./event.ts";
import { emitFact } from "./fact.ts";
import { pass } from "./place.ts";
import type { Local, Param, Place, Reads } from "./place.ts";
import { literal } from "./text.ts";
import type { SlotNames, Unit } from "./unit.ts";

export const TYPES: Readonly<Record<IrType, string>> = {
  num: "number", bool: "Tri", text: "string | null", list: "readonly Json[] | null", json: "Json",
};
export const UNKNOWN: Readonly<Record<IrType, string>> = { num: "NaN", bool: "UNKNOWN", text: "null", list: "null", json: "null" };
const TRUTHS = new Map<unknown, string>([[true, "TRUE"], [false, "FALSE"]]);

/** Operators that are one function of the kernel or of `Math`, operand by operand. */
export const MATH: Readonly<Record<string, string>> = {
  abs: "Math.abs", sign: "Math.sign", min: "Math.min", max: "Math.max", sqrt: "Math.sqrt", exp: "Math.exp", tanh: "Math.tanh", sin: "Math.sin",
  cos: "Math.cos", tan: "Math.tan", asin: "Math.asin", acos: "Math.acos", atan: "Math.atan", atan2: "Math.atan2", floor: "Math.floor", ceil: "Math.ceil",
};
const KERNEL = new Set(["pow", "clamp", "log", "round", "lt", "le", "gt", "ge", "not", "implies", "iff", "xor", "length", "extent"]);
const AGGREGATES: Readonly<Record<string, string>> = {
  all: "all", any: "any", count: "count", sumOf: "sum_of", minOf: "min_of", maxOf: "max_of", meanOf: "mean_of",
};

/** The expression at one sample or call, its larger parts as functions before it. */
export function emitPoint(ir: Ir, place: Place, unit: Unit): Code {
  const { ir: whole, parts } = partition(ir, "point");
  return new PointEmitter(unit, parts).emit(whole, place);
}

class PointEmitter {
  readonly #unit: Unit;
  readonly #parts: ReadonlySet<Ir>;

  constructor(unit: Unit, parts: ReadonlySet<Ir>) {
    this.#unit = unit;
    this.#parts = parts;
  }

  emit(ir: Ir, place: Place): Code {
    return this.#parts.has(ir) ? this.#part(ir, place) : this.#whole(ir, place);
  }

  #part(ir: Ir, place: Place): Code {
    const name = this.#unit.names.take(`${place.owner}_part`);
    const body = this.#whole(ir, place);
    this.#unit.add({ name, docs: `Part of ${place.docs}`, params: place.params, returns: TYPES[ir.t], statements: [`return ${body.text};`] });
    return { text: `${name}(${pass(place.params)})`, level: Level.call };
  }

  #whole(ir: Ir, place: Place): Code {
    const { op, t } = ir;
    const args = ir.args ?? [];
    if (isEvent(ir)) return emitEvent(ir, (one) => this.emit(one, place), (name) => this.#unit.specs.get(name)!);
    if (FACTS.has(op)) return emitFact(ir, args.map((arg) => this.emit(arg, place)));
    const at = (i: number): Code => this.emit(args[i]!, place);
    const all = (): Code[] => args.map((arg) => this.emit(arg, place));
    if (AGGREGATES[op] !== undefined) return this.#aggregate(AGGREGATES[op], ir, place);
    if (op === "and" || op === "or") return row(op, all());
    if (MATH[op] !== undefined) return call(MATH[op], ...all());
    if (KERNEL.has(op)) return call(op, ...all());
    switch (op) {
      case "add": case "sub": case "mul": return infix(op, at(0), at(1));
      case "div": return isNonZero(args[1]!) ? infix("div", at(0), at(1)) : call("div", ...all());
      case "neg": return negative(at(0));
      case "eq": case "ne": return equality(op, args[0]!.t, at(0), at(1));
      case "if": return call(t === "num" ? "choose" : t === "bool" ? "either" : selection(t), ...all());
      case "present": return call(args[0]!.t === "num" ? "known" : args[0]!.t === "bool" ? "decided" : "given", at(0));
      case "call": return call(this.#unit.fns.get(ir.name!)!.base, ...all());
      case "contains": return call(containment(args[1]!.t), at(0), at(1));
      case "index": return call(t, call("element", at(0), at(1)));
      case "field": return call(t, call("field", at(0), plain(literal(ir.name!))));
      default: return read(ir, place);
    }
  }

  #aggregate(name: string, ir: Ir, place: Place): Code {
    const [list, body] = ir.args!;
    const inner = withElement(ir.name!, place);
    const over = this.emit(list!, place);
    return { text: `${name}(${over.text}, (${inner.id}) => ${this.emit(body!, inner.place).text})`, level: Level.call };
  }
}

/** The place inside a quantifier, where its variable is a parameter like the others. */
function withElement(name: string, place: Place): { readonly id: string; readonly place: Place } {
  const taken = new Set(place.params.map((param) => param.id));
  let id = "item";
  for (let n = 2; taken.has(id); n++) id = `item_${n}`;
  const params: readonly Param[] = [...place.params, { id, type: "Json" }];
  return { id, place: { ...place, params, locals: new Map(place.locals).set(name, { id, raw: true }) } };
}

/** Literals and whatever stands under a name. */
export function read(ir: Ir, place: Place): Code {
  const { op, t } = ir;
  switch (op) {
    case "num": return number(ir.value as number | null);
    case "bool": return plain(TRUTHS.get(ir.value) ?? "UNKNOWN");
    case "text": return plain(typeof ir.value === "string" ? literal(ir.value) : "null");
    case "obs": return slot(ir, place, "obs", "x", (slots) => slots.obs);
    case "act": return slot(ir, place, "act", "u", (slots) => slots.acts);
    case "last": return slot(ir, place, "last", "last", (slots) => slots.acts);
    case "mem": return slot(ir, place, "mem", "mem", (slots) => slots.memories);
    case "entry": {
      const at = element("t", place.entries!.get(ir.name!)!);
      return t === "bool" ? call("truth", at) : at;
    }
    case "local": return local(place.locals.get(ir.name!)!, t);
    case "now": return call("time_of", plain("past"), plain("k"));
    case "arg": {
      if (!place.reads.includes("arg")) return plain(UNKNOWN[t]);
      const [first, ...rest] = ir.path!;
      return call(t, rest.reduce<Code>((value, name) => call("field", value, plain(literal(name))), first === undefined ? plain("args") : argument(first)));
    }
    default: return plain(UNKNOWN[t]);
  }
}

/** `args` is a record: what it does not have itself it inherits. */
function argument(name: string): Code {
  if (name in Object.prototype) return call("field", plain("args"), plain(literal(name)));
  return plain(/^[A-Za-z_]\w*$/.test(name) ? `args.${name}` : `args[${literal(name)}]`);
}

function slot(ir: Ir, place: Place, what: Reads, array: string, of: (slots: SlotNames) => ReadonlyMap<string, string>): Code {
  if (!place.reads.includes(what)) return plain(UNKNOWN[ir.t]);
  const at = element(array, of(place.slots!).get(ir.name!)!);
  const value = place.column === true ? element(at.text, "k") : at;
  return ir.t === "bool" ? call("truth", value) : value;
}

function local({ id, raw }: Local, t: IrType): Code {
  return raw ? call(t, plain(id)) : plain(id);
}

/** Two at a time: a function of any number of operands would allocate. */
export function row(op: "and" | "or", all: readonly Code[]): Code {
  return all.length === 0 ? plain(op === "and" ? "TRUE" : "FALSE") : all.reduceRight((rest, one) => call(op, one, rest));
}

function equality(op: "eq" | "ne", t: IrType, a: Code, b: Code): Code {
  switch (t) {
    case "num": return call(op, a, b);
    case "bool": return call(op === "eq" ? "iff" : "xor", a, b);
    case "text": return op === "eq" ? call("eq_text", a, b) : call("not", call("eq_text", a, b));
    default: return plain("UNKNOWN");
  }
}

export function selection(t: IrType): string {
  return t === "text" ? "select<string>" : t === "list" ? "select<readonly Json[]>" : "select<Json>";
}

function containment(t: IrType): string {
  return t === "num" || t === "bool" || t === "text" ? `contains_${t}` : "contains_json";
}

export function isNonZero(ir: Ir): boolean {
  return ir.op === "num" && typeof ir.value === "number" && ir.value !== 0;
}
