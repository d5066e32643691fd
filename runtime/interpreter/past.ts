import { isTemporal, type EnvIr, type Ir, type ProgramIr } from "../../compiler/ir/ir.ts";
import { hasTime } from "../../compiler/monitor/plan.ts";
import { inlined, measureOf } from "../../compiler/monitor/measure.ts";
import { compileNumber } from "./expressions.ts";
import { spans, truths, type Spread } from "./intervals.ts";
import { broken, type Frame, found, operand, type Scope } from "./scope.ts";
import { isKnown, isPoint, type Span } from "./spans.ts";
import { type Algebra, KLEENE, ROBUST, temporal } from "./temporal.ts";
import { FALSE, TRUE, UNKNOWN } from "./values.ts";

const ANYTHING: Span = { lo: -Infinity, hi: Infinity };

/** The sample at hand: one, or all that may come next. */
export type Here = { readonly frame: Frame } | { readonly spread: Spread };

/**
 * Formulas over the past by their definition, over the samples of a session: nothing is kept but the samples themselves.
 * Slow, and for whole sessions of tests; it is what the kernel's monitors are compared with.
 */
export class Past {
  readonly #program: ProgramIr;
  readonly #env: EnvIr;
  readonly #scope: Scope<Frame>;
  readonly #spreadScope: Scope<Spread>;
  readonly #frames: Frame[] = [];

  constructor(program: ProgramIr, env: EnvIr, scope: Scope<Frame>, spreadScope: Scope<Spread>) {
    this.#program = program;
    this.#env = env;
    this.#scope = scope;
    this.#spreadScope = spreadScope;
  }

  get length(): number {
    return this.#frames.length;
  }

  clear(): void {
    this.#frames.length = 0;
  }

  push(frame: Frame): void {
    const { obs, act, last, mem } = frame;
    this.#frames.push({ ...frame, obs: Float64Array.from(obs), act: Float64Array.from(act), last: Float64Array.from(last), mem: Float64Array.from(mem) });
  }

  /** A condition's truth with `here` as the newest sample. */
  truth(ir: Ir, here: Here): number {
    return new Reading(this, here).value(ir, this.length, TRUTHS);
  }

  /** What its robustness lies between. */
  between(ir: Ir, here: Here): Span {
    return new Reading(this, here).value(ir, this.length, SPANS);
  }

  /** A number; NaN where it is not known. */
  number(ir: Ir, here: Here): number {
    return new Reading(this, here).number(ir, this.length);
  }

  get rate(): number | null {
    return this.#env.rate;
  }

  specOf(name: string | undefined): Ir {
    return found(this.#program.specs.find((s) => s.name === name), `spec ${name}`).formula;
  }

  inlined(ir: Ir): Ir {
    return inlined(ir, this.#scope.fns);
  }

  /** What one sample gives: a number or a truth value, in a spread all it may be. */
  at(ir: Ir, k: number, here: Here): number | Span {
    if (k < this.length) return compileNumber(ir, this.#scope)(found(this.#frames[k], `sample ${k}`));
    if ("frame" in here) return compileNumber(ir, this.#scope)(here.frame);
    return ir.t === "bool" ? truths(ir, this.#spreadScope)(here.spread) : spans(ir, this.#spreadScope)(here.spread);
  }
}

/** How formulas without time take their values, and how those are put together. */
interface Meaning<V> {
  readonly algebra: Algebra<V>;
  readonly atom: (reading: Reading, ir: Ir, k: number) => V;
  readonly choose: (c: V, yes: V, no: V) => V;
  /** Whether one sample's condition is taken as a whole. */
  readonly whole: boolean;
}

const TRUTHS: Meaning<number> = {
  algebra: KLEENE, whole: true,
  atom: (reading, ir, k) => reading.sample(ir, k) as number,
  choose: (c, yes, no) => (c === TRUE ? yes : c === FALSE ? no : UNKNOWN),
};

const SPANS: Meaning<Span> = {
  algebra: ROBUST, whole: false,
  atom: (reading, ir, k) => {
    const value = reading.sample(measureOf(ir), k);
    if (typeof value === "number") return Number.isNaN(value) ? ANYTHING : { lo: value, hi: value };
    return isKnown(value) ? value : ANYTHING;
  },
  choose: (c, yes, no) => ROBUST.or(ROBUST.and(c, yes), ROBUST.and(ROBUST.not(c), no)),
};

class Reading {
  readonly #past: Past;
  readonly #here: Here;
  readonly #known = new Map<Meaning<never>, Map<Ir, Map<number, unknown>>>();

  constructor(past: Past, here: Here) {
    this.#past = past;
    this.#here = here;
  }

  value<V>(ir: Ir, k: number, meaning: Meaning<V>): V {
    const key = meaning as unknown as Meaning<never>;
    const byIr = this.#known.get(key) ?? new Map<Ir, Map<number, unknown>>();
    const bySample = byIr.get(ir) ?? new Map<number, unknown>();
    this.#known.set(key, byIr.set(ir, bySample));
    if (!bySample.has(k)) bySample.set(k, this.#compute(ir, k, meaning));
    return bySample.get(k) as V;
  }

  #compute<V>(ir: Ir, k: number, meaning: Meaning<V>): V {
    const { and, or, not } = meaning.algebra;
    const part = (i: number): V => this.value(operand(ir, i), k, meaning);
    if (meaning.whole && !hasTime(ir)) return meaning.atom(this, ir, k);
    const alike = (): V => and(or(not(part(0)), part(1)), or(not(part(1)), part(0)));
    switch (ir.op) {
      case "spec": return this.value(this.#past.specOf(ir.name), k, meaning);
      case "not": return not(part(0));
      case "and": return (ir.args ?? []).reduce((all, one) => and(all, this.value(one, k, meaning)), meaning.algebra.top);
      case "or": return (ir.args ?? []).reduce((all, one) => or(all, this.value(one, k, meaning)), meaning.algebra.bottom);
      case "implies": return or(not(part(0)), part(1));
      case "iff": return alike();
      case "xor": return not(alike());
      case "eq": case "ne":
        if (operand(ir, 0).t !== "bool") break;
        return ir.op === "eq" ? alike() : not(alike());
      case "if": return meaning.choose(part(0), part(1), part(2));
      case "call": if (!meaning.whole) return this.value(this.#past.inlined(ir), k, meaning); break;
      default:
        if (!isTemporal(ir)) break;
        return temporal(ir, (j) => this.value(operand(ir, 0), j, meaning), (j) => this.value(operand(ir, 1), j, meaning), meaning.algebra, this.#past.rate, this.#past.length + 1)(k);
    }
    return meaning.atom(this, ir, k);
  }

  number(ir: Ir, k: number): number {
    if (ir.op === "margin") {
      const body = operand(this.#past.specOf(ir.name), 0);
      const value = this.value(body, k, SPANS);
      return isPoint(value) ? value.lo : NaN;
    }
    if (ir.op === "previous") return k > 0 ? this.number(operand(ir, 0), k - 1) : NaN;
    const value = this.sample(ir, k);
    return typeof value === "number" ? value : isPoint(value) ? value.lo : NaN;
  }

  /** An expression at one sample, what it asks about others being put in as it is. */
  sample(ir: Ir, k: number): number | Span {
    return this.#past.at(this.#settled(ir, k), k, this.#here);
  }

  #settled(ir: Ir, k: number): Ir {
    if (!hasTime(ir)) return ir;
    if (ir.op === "margin" || (ir.op === "previous" && ir.t === "num")) return { op: "num", t: "num", value: this.number(ir, k) };
    if (ir.t === "bool" && (isTemporal(ir) || ir.op === "spec")) {
      const truth = this.value(ir, k, TRUTHS);
      return { op: "bool", t: "bool", value: truth === TRUE ? true : truth === FALSE ? false : null };
    }
    return ir.args === undefined ? broken(`${ir.op} over time`) : { ...ir, args: ir.args.map((arg) => this.#settled(arg, k)) };
  }
}
