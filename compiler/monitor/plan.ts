import { isTemporal, type EnvIr, type FnIr, type Ir, type ProgramIr, type SpecIr } from "../ir/ir.ts";
import { inlined, measureOf } from "./measure.ts";

/**
 * A formula as a graph of few operators, its equal parts once. Values of a `truth` are −1 and 1, of a `robust` one −∞ to
 * ∞, so that `not` is a change of sign and all else a least or a greatest; a `number` is what an expression gives. What is
 * not known is an interval.
 */
export type Sort = "truth" | "robust" | "number";

/** Nodes are named by their place in the plan; operands stand before what reads them. */
export type PlanNode = { readonly sort: Sort } & (
  /** An expression over one sample; its `cell` leaves are the nodes in `cells`, by their place there. */
  | { readonly op: "read"; readonly ir: Ir; readonly cells: readonly number[] }
  | { readonly op: "not"; readonly x: number }
  | { readonly op: "and" | "or"; readonly x: number; readonly y: number }
  /** Kleene's: of an unknown condition unknown. Truth only. */
  | { readonly op: "if"; readonly c: number; readonly x: number; readonly y: number }
  /** Greatest or least of x over `width` samples up to or from this one; a null width has no end. */
  | { readonly op: "most" | "least"; readonly past: boolean; readonly width: number | null; readonly x: number }
  /** y at one of `width` samples, and x at all between there and here (not there). */
  | { readonly op: "reach"; readonly past: boolean; readonly width: number | null; readonly x: number; readonly y: number }
  /** x as it is `by` samples on; `outside` where there is none. */
  | { readonly op: "shift"; readonly by: number; readonly outside: "top" | "bottom" | "unknown"; readonly x: number }
  /** The same by the clock: windows in seconds, both ends closed. `held`: x holds its value until the next sample. */
  | { readonly op: "timedMost" | "timedLeast"; readonly past: boolean; readonly low: number; readonly high: number | null; readonly held: boolean; readonly x: number }
  | { readonly op: "timedReach"; readonly past: boolean; readonly low: number; readonly high: number | null; readonly held: boolean; readonly x: number; readonly y: number }
);

export interface Plan {
  readonly nodes: readonly PlanNode[];
  /** Samples a second; null where samples have times of their own. */
  readonly rate: number | null;
}

/** What a formula may name. */
export interface Names {
  readonly env: EnvIr;
  readonly fns: ReadonlyMap<string, FnIr>;
  readonly specs: ReadonlyMap<string, SpecIr>;
}

export function namesOf(program: ProgramIr, env: EnvIr): Names {
  return { env, fns: new Map(program.fns.map((f) => [f.name, f])), specs: new Map(program.specs.map((s) => [s.name, s])) };
}

/** Collects formulas; equal parts of all of them are one node. */
export class Planner {
  readonly #nodes: PlanNode[] = [];
  readonly #known = new Map<string, number>();
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  get plan(): Plan {
    return { nodes: this.#nodes, rate: this.#names.env.rate };
  }

  /** The node of a formula's truth or robustness. */
  formula(ir: Ir, sort: "truth" | "robust"): number {
    if (sort === "truth" && !hasTime(ir)) return this.#read(ir, sort);
    const part = (i: number): number => this.formula(ir.args![i]!, sort);
    switch (ir.op) {
      case "spec": return this.formula(this.#specOf(ir), sort);
      case "not": return this.#not(part(0), sort);
      case "and": case "or": return this.#row(ir.op, ir.args!.map((_, i) => part(i)), sort);
      case "implies": return this.#or(this.#not(part(0), sort), part(1), sort);
      case "iff": return this.#alike(part(0), part(1), sort);
      case "xor": return this.#not(this.#alike(part(0), part(1), sort), sort);
      case "eq": case "ne": {
        if (ir.args![0]!.t !== "bool") break;
        const same = this.#alike(part(0), part(1), sort);
        return ir.op === "eq" ? same : this.#not(same, sort);
      }
      case "if": {
        const c = part(0), x = part(1), y = part(2);
        if (sort === "truth") return this.#add({ op: "if", sort, c, x, y });
        return this.#or(this.#and(c, x, sort), this.#and(this.#not(c, sort), y, sort), sort);
      }
      case "call": if (sort === "robust") return this.formula(inlined(ir, this.#names.fns), sort); break;
      default: if (isTemporal(ir)) return this.#temporal(ir, part, sort);
    }
    return this.#read(sort === "truth" ? ir : measureOf(ir), sort);
  }

  /** The node of a number. */
  number(ir: Ir): number {
    switch (ir.op) {
      case "robustness": return this.formula(this.#specOf(ir), "robust");
      case "margin": return this.formula(bodyOf(this.#specOf(ir)), "robust");
      case "previous": return this.#add({ op: "shift", sort: "number", by: -1, outside: "unknown", x: this.number(ir.args![0]!) });
      default: return this.#read(ir, "number");
    }
  }

  #read(ir: Ir, sort: Sort): number {
    const cells: number[] = [];
    const inner = this.#withCells(ir, cells);
    return this.#add({ op: "read", sort, ir: inner, cells });
  }

  /** The expression with what is not of this sample as cells. Once there is one, whatever else it reads is too: values of one age. */
  #withCells(ir: Ir, cells: number[]): Ir {
    const cell = (node: number): Ir => {
      const known = cells.indexOf(node);
      return { op: "cell", t: "num", name: String(known >= 0 ? known : cells.push(node) - 1) };
    };
    if (!hasTime(ir)) return ir;
    const replaced = (one: Ir): Ir => {
      if (one.op === "robustness" || one.op === "margin" || (one.op === "previous" && one.t === "num")) return cell(this.number(one));
      if (one.t === "num" && !hasTime(one)) return isConstant(one) ? one : cell(this.number(one));
      if (one.t === "bool" && (isTemporal(one) || one.op === "spec")) return { op: "gt", t: "bool", args: [cell(this.formula(one, "truth")), { op: "num", t: "num", value: 0 }] };
      return one.args === undefined ? one : { ...one, args: one.args.map(replaced) };
    };
    return replaced(ir);
  }

  #temporal(ir: Ir, part: (i: number) => number, sort: "truth" | "robust"): number {
    const { rate } = this.#names.env;
    const outside = ir.weak === true ? "top" : "bottom";
    switch (ir.op) {
      case "next": return this.#shift(part(0), 1, outside, sort);
      case "previous": return this.#shift(part(0), -1, outside, sort);
      case "rise": return this.#and(part(0), this.#not(this.#shift(part(0), -1, "bottom", sort), sort), sort);
      case "fall": return this.#and(this.#not(part(0), sort), this.#shift(part(0), -1, "top", sort), sort);
    }
    // What has no end does not ask the clock.
    if (ir.window === undefined) return this.#sampled(ir, part, { low: 0, high: null }, sort);
    return rate === null ? this.#timed(ir, part, sort) : this.#sampled(ir, part, samples(ir, rate), sort);
  }

  #sampled(ir: Ir, part: (i: number) => number, { low, high }: Window, sort: "truth" | "robust"): number {
    const width = high === null ? null : high - low + 1;
    const whole = high === null ? null : high + 1;
    const over = (op: "most" | "least", past: boolean, x: number, w: number | null, from: number): number =>
      this.#extreme(op, past, w, this.#shift(x, past ? -from : from, op === "most" ? "bottom" : "top", sort), sort);
    /** The way to the nearest sample of the window, then the untroubled rest. */
    const reach = (past: boolean, x: number, y: number): number => {
      const near = width === 1 ? y : this.#add({ op: "reach", sort, past, width, x, y });
      const rest = this.#shift(near, past ? -low : low, "bottom", sort);
      return low === 0 ? rest : this.#and(this.#extreme("least", past, low, x, sort), rest, sort);
    };
    switch (ir.op) {
      case "once": return over("most", true, part(0), width, low);
      case "historically": return over("least", true, part(0), width, low);
      case "eventually": return over("most", false, part(0), width, low);
      case "always": return over("least", false, part(0), width, low);
      case "since": return reach(true, part(0), part(1));
      case "until": return reach(false, part(0), part(1));
      case "unless": return this.#or(reach(false, part(0), part(1)), over("least", false, part(0), whole, 0), sort);
      case "release": return this.#not(reach(false, this.#not(part(0), sort), this.#not(part(1), sort)), sort);
      default: throw new Error(`unverified IR: ${ir.op} is no temporal operator`);
    }
  }

  #timed(ir: Ir, part: (i: number) => number, sort: "truth" | "robust"): number {
    if (ir.window === "turn") throw new Error("unverified IR: turns are of tool calls");
    const [low, high] = ir.window!;
    const held = true;
    const over = (op: "timedMost" | "timedLeast", past: boolean, x: number, from: number): number => this.#add({ op, sort, past, low: from, high, held, x });
    const reach = (past: boolean, x: number, y: number): number => this.#add({ op: "timedReach", sort, past, low, high, held, x, y });
    switch (ir.op) {
      case "once": return over("timedMost", true, part(0), low);
      case "historically": return over("timedLeast", true, part(0), low);
      case "eventually": return over("timedMost", false, part(0), low);
      case "always": return over("timedLeast", false, part(0), low);
      case "since": return reach(true, part(0), part(1));
      case "until": return reach(false, part(0), part(1));
      case "unless": return this.#or(reach(false, part(0), part(1)), over("timedLeast", false, part(0), 0), sort);
      case "release": return this.#not(reach(false, this.#not(part(0), sort), this.#not(part(1), sort)), sort);
      default: throw new Error(`unverified IR: ${ir.op} is no temporal operator`);
    }
  }

  #specOf(ir: Ir): Ir {
    const spec = this.#names.specs.get(ir.name ?? "");
    if (spec === undefined) throw new Error(`unverified IR: no spec ${ir.name}`);
    return spec.formula;
  }

  #extreme(op: "most" | "least", past: boolean, width: number | null, x: number, sort: Sort): number {
    return width === 1 ? x : this.#add({ op, sort, past, width, x });
  }

  #shift(x: number, by: number, outside: "top" | "bottom", sort: Sort): number {
    return by === 0 ? x : this.#add({ op: "shift", sort, by, outside, x });
  }

  #not(x: number, sort: Sort): number {
    const node = this.#nodes[x]!;
    if (node.op === "not") return node.x;
    // One pass less over a trace, and one row less a sample.
    if (node.op === "read" && sort === "robust") return this.#add({ ...node, ir: negated(node.ir) });
    return this.#add({ op: "not", sort, x });
  }

  #and(x: number, y: number, sort: Sort): number {
    return x === y ? x : this.#add({ op: "and", sort, x, y });
  }

  #or(x: number, y: number, sort: Sort): number {
    return x === y ? x : this.#add({ op: "or", sort, x, y });
  }

  #alike(x: number, y: number, sort: Sort): number {
    return this.#and(this.#or(this.#not(x, sort), y, sort), this.#or(this.#not(y, sort), x, sort), sort);
  }

  #row(op: "and" | "or", nodes: readonly number[], sort: "truth" | "robust"): number {
    if (nodes.length === 0) return this.#read(sort === "truth" ? truth(op === "and") : measureOf(truth(op === "and")), sort);
    return nodes.reduce((all, one) => (op === "and" ? this.#and(all, one, sort) : this.#or(all, one, sort)));
  }

  #add(node: PlanNode): number {
    const key = JSON.stringify(node, (name, value: unknown) => (name === "at" ? undefined : value));
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.#nodes.length);
    return this.#nodes.push(node) - 1;
  }
}

interface Window {
  readonly low: number;
  readonly high: number | null;
}

/** A window's ends in whole samples; the checker has seen to it that they are. */
function samples(ir: Ir, rate: number): Window {
  if (ir.window === undefined || ir.window === "turn") throw new Error("unverified IR: turns are of tool calls");
  const [low, high] = ir.window;
  return { low: Math.round(low * rate), high: high === null ? null : Math.round(high * rate) };
}

/** φ of `always φ`. */
export function bodyOf(formula: Ir): Ir {
  if (formula.op !== "always" || formula.window !== undefined) throw new Error("unverified IR: margin of a spec that is not always φ");
  return formula.args![0]!;
}

function negated(ir: Ir): Ir {
  if (ir.op === "sub") return { ...ir, args: [ir.args![1]!, ir.args![0]!] };
  return ir.op === "neg" ? ir.args![0]! : { op: "neg", t: "num", args: [ir] };
}

const truth = (value: boolean): Ir => ({ op: "bool", t: "bool", value });

const TIMED: ReadonlySet<Ir["op"]> = new Set(["robustness", "margin", "spec", "previous"]);

/** True when an expression reads more than the sample at hand. */
export function hasTime(ir: Ir): boolean {
  return isTemporal(ir) || TIMED.has(ir.op) || (ir.args ?? []).some(hasTime);
}

function isConstant(ir: Ir): boolean {
  return ir.op === "num" || ((ir.args ?? []).length > 0 && ir.args!.every(isConstant));
}
