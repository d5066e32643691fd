import type { Ir } from "../ir/ir.ts";
import { Level, call, element, infix, negative, plain } from "./code.ts";
import type { Code } from "./code.ts";
import { partition } from "./parts.ts";
import type { Names } from "./names.ts";
import { pass } from "./place.ts";
import type { Place } from "./place.ts";
import { MATH, TYPES, isNonZero, read, row, selection } from "./point.ts";
import type { Unit } from "./unit.ts";

export type End = "lo" | "hi";

const other = (end: End): End => (end === "lo" ? "hi" : "lo");
const RISING = new Set(["sqrt", "exp", "tanh", "asin", "atan", "sign", "floor", "ceil", "min", "max"]);
const RISING_KERNEL = new Set(["log", "round", "clamp"]);
const MIXED = new Set(["mul", "div", "abs", "sin", "cos", "pow"]);
const POINTS = new Set(["tan", "atan2"]);
const COMPARISONS = new Set(["lt", "le", "gt", "ge"]);
const KLEENE = new Set(["not", "implies", "iff", "xor"]);

/**
 * Writes one function over intervals: what `end` and `truth` are asked for is an expression, and what it needs before
 * goes to `statements`. Each end of each operand is written once, whatever asks for it.
 */
export class IntervalWriter {
  readonly statements: string[] = [];
  readonly #place: Place;
  readonly #unit: Unit;
  readonly #local: Names;
  readonly #held = new Map<Ir, Map<string, Code>>();
  readonly #parts: ReadonlySet<Ir>;
  /** What this function is for: not a part of itself. */
  readonly #root: Ir;

  constructor(root: Ir, place: Place, unit: Unit, parts: ReadonlySet<Ir>) {
    this.#root = root;
    this.#place = place;
    this.#unit = unit;
    this.#local = unit.names.inner();
    this.#parts = parts;
  }

  /** The ends that are wanted of a number, what is too large for one function being split off. */
  static ends(ir: Ir, place: Place, unit: Unit, wanted: readonly End[]): { readonly statements: readonly string[]; readonly ends: readonly string[] } {
    const { ir: whole, parts } = partition(ir, "intervals");
    const writer = new IntervalWriter(whole, place, unit, parts);
    const ends = wanted.map((end) => writer.end(whole, end).text);
    return { statements: writer.statements, ends };
  }

  static value(ir: Ir, place: Place, unit: Unit): { readonly statements: readonly string[]; readonly value: string } {
    const { ir: whole, parts } = partition(ir, "intervals");
    const writer = new IntervalWriter(whole, place, unit, parts);
    const { text } = writer.value(whole);
    return { statements: writer.statements, value: text };
  }

  /** One end of a number's interval. */
  end(ir: Ir, end: End): Code {
    if (this.#isPart(ir)) return this.#partEnd(ir, end);
    const { op } = ir;
    const args = ir.args ?? [];
    const at = (i: number, which: End = end): Code => this.end(args[i]!, which);
    const all = (): Code[] => args.map((arg) => this.end(arg, end));
    if (RISING.has(op)) return call(MATH[op]!, ...all());
    if (RISING_KERNEL.has(op)) return call(op, ...all());
    switch (op) {
      case "add": return infix("add", at(0), at(1));
      case "sub": return infix("sub", at(0), at(1, other(end)));
      case "neg": return negative(at(0, other(end)));
      case "acos": return call(MATH["acos"]!, at(0, other(end)));
      case "mul": case "div": {
        const scaled = this.#scaled(op, args, end);
        if (scaled !== undefined) return scaled;
        break;
      }
      case "extent": return call("extent", this.#hold(args[0]!));
      case "if": return call(`pick_${end}`, this.#hold(args[0]!), at(1), at(2));
      case "call": return this.#unit.fns.get(ir.name!)!.calls ? this.#callEnd(ir, end) : this.#call(ir, end);
    }
    if (MIXED.has(op)) return call(`${op}_${end}`, ...args.flatMap((arg) => this.#ends(arg)));
    if (POINTS.has(op)) return call(`${op}_iv`, ...args.flatMap((arg) => this.#ends(arg)));
    return this.#read(ir, end);
  }

  /** A truth value or a text over the intervals. */
  value(ir: Ir): Code {
    if (this.#isPart(ir)) return this.#partValue(ir);
    const { op, t } = ir;
    const args = ir.args ?? [];
    const values = (): Code[] => args.map((arg) => this.value(arg));
    if (op === "and" || op === "or") return row(op, values());
    if (KLEENE.has(op)) return call(op, ...values());
    if (COMPARISONS.has(op)) return call(`${op}_iv`, ...args.flatMap((arg) => this.#ends(arg)));
    switch (op) {
      case "eq": case "ne": return this.#equality(op, args);
      case "if": return call(t === "bool" ? "either_iv" : selection(t), ...values());
      case "present": return this.#present(args[0]!);
      case "call": return this.#call(ir, "iv");
      default: return this.#readValue(ir);
    }
  }

  #isPart(ir: Ir): boolean {
    return ir !== this.#root && this.#parts.has(ir);
  }

  /** Multiplying or dividing by a number that is written out keeps or swaps the ends. */
  #scaled(op: "mul" | "div", [a, b]: readonly Ir[], end: End): Code | undefined {
    const factor = isNonZero(b!) ? b! : op === "mul" && isNonZero(a!) ? a! : undefined;
    if (factor === undefined) return undefined;
    const which = (factor.value as number) > 0 ? end : other(end);
    return infix(op, this.end(a!, a === factor ? "lo" : which), this.end(b!, b === factor ? "lo" : which));
  }

  #equality(op: "eq" | "ne", args: readonly Ir[]): Code {
    switch (args[0]!.t) {
      case "num": return call(`${op}_iv`, ...args.flatMap((arg) => this.#ends(arg)));
      case "bool": return call(op === "eq" ? "iff" : "xor", ...args.map((arg) => this.value(arg)));
      case "text": {
        const equal = call("eq_text", ...args.map((arg) => this.value(arg)));
        return op === "eq" ? equal : call("not", equal);
      }
      default: return plain("UNKNOWN");
    }
  }

  #present(arg: Ir): Code {
    if (arg.t === "num") return call("known_iv", ...this.#ends(arg));
    return arg.t === "bool" ? call("decided_iv", this.value(arg)) : call("given", this.value(arg));
  }

  #call(ir: Ir, form: End | "iv"): Code {
    const fn = this.#unit.fns.get(ir.name!)!;
    this.#unit.needInterval(ir.name!);
    const args = (ir.args ?? []).flatMap((arg) => (arg.t === "num" ? this.#ends(arg) : [this.#hold(arg)]));
    return call(`${fn.base}_${form}`, ...args);
  }

  #callEnd(ir: Ir, end: End): Code {
    this.#name(ir, "lo", () => {
      this.statements.push(`${this.#call(ir, "iv").text};`);
      return this.#takeEnds(ir, this.#unit.fns.get(ir.name!)!.ends);
    });
    return this.#held.get(ir)!.get(end)!;
  }

  /** Both ends, each a name from now on. */
  #ends(ir: Ir): [Code, Code] {
    return [this.#name(ir, "lo", () => this.end(ir, "lo")), this.#name(ir, "hi", () => this.end(ir, "hi"))];
  }

  #hold(ir: Ir): Code {
    return this.#name(ir, "", () => this.value(ir));
  }

  #name(ir: Ir, ending: string, write: () => Code): Code {
    const held = this.#held.get(ir) ?? new Map<string, Code>();
    this.#held.set(ir, held);
    const known = held.get(ending);
    if (known !== undefined) return known;
    const code = write();
    const named = code.plain === true ? code : plain(this.#local.take(ending === "" ? "t" : `t_${ending}`));
    if (named !== code) this.statements.push(`const ${named.text} = ${code.text};`);
    held.set(ending, named);
    return named;
  }

  #read(ir: Ir, end: End): Code {
    const { slots, reads, locals } = this.#place;
    switch (ir.op) {
      case "num": return read(ir, this.#place);
      case "obs": return reads.includes("obs") ? element(`x_${end}`, slots!.obs.get(ir.name!)!) : plain("NaN");
      case "act": return reads.includes("act") ? element(`u_${end}`, slots!.acts.get(ir.name!)!) : plain("NaN");
      case "last": case "mem": return read(ir, this.#place);
      case "dist": return reads.includes("dist") ? plain(`${slots!.disturbances.get(ir.name!)!}_${end === "lo" ? "LEAST" : "MOST"}`) : plain("NaN");
      case "local": return plain(`${locals.get(ir.name!)!.id}_${end}`);
      case "cell": return element(end, String(this.#place.cells![Number(ir.name)]));
      default: return plain("NaN");
    }
  }

  #readValue(ir: Ir): Code {
    const { slots, reads } = this.#place;
    if (ir.op === "obs" && reads.includes("obs")) return call("truth", element("x_lo", slots!.obs.get(ir.name!)!));
    if (ir.op === "act" && reads.includes("act")) return call("truth", element("u_lo", slots!.acts.get(ir.name!)!));
    if (ir.op === "obs" || ir.op === "act") return plain("UNKNOWN");
    return read(ir, this.#place);
  }

  #partEnd(ir: Ir, end: End): Code {
    this.#name(ir, "lo", () => this.#part(ir));
    return this.#held.get(ir)!.get(end)!;
  }

  /** A part leaves both its ends in an array: as two functions, parts of parts would double at every level. */
  #part(ir: Ir): Code {
    const place = this.#unit.takeEnds();
    const name = this.#unit.names.take(`${this.#place.owner}_part`);
    const inner = new IntervalWriter(ir, this.#place, this.#unit, this.#parts);
    const [lo, hi] = [inner.end(ir, "lo"), inner.end(ir, "hi")];
    this.#unit.add({
      name, docs: `Part of ${this.#place.docs}`, params: this.#place.params, returns: "void",
      statements: [...inner.statements, `ends[${place}] = ${lo.text};`, `ends[${place + 1}] = ${hi.text};`],
    });
    this.statements.push(`${name}(${pass(this.#place.params)});`);
    return this.#takeEnds(ir, place);
  }

  /** Names for both ends that a function has just left in `ends`; the lower one. */
  #takeEnds(ir: Ir, place: number): Code {
    const [lo, hi] = (["lo", "hi"] as const).map((end, i) => {
      const id = this.#local.take(`t_${end}`);
      this.statements.push(`const ${id} = ends[${place + i}]!;`);
      return plain(id);
    });
    this.#held.get(ir)!.set("hi", hi!);
    return lo!;
  }

  #partValue(ir: Ir): Code {
    const name = this.#unit.names.take(`${this.#place.owner}_part`);
    const inner = new IntervalWriter(ir, this.#place, this.#unit, this.#parts);
    const value = inner.value(ir);
    this.#unit.add({
      name, docs: `Part of ${this.#place.docs}`, params: this.#place.params, returns: TYPES[ir.t], statements: [...inner.statements, `return ${value.text};`],
    });
    return { text: `${name}(${pass(this.#place.params)})`, level: Level.call };
  }
}
