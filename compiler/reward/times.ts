import { isOfEnum } from "../monitor/measure.ts";
import { isTemporal, type Ir } from "../ir/ir.ts";
import type { Builder } from "./builder.ts";
import { hard, smooth, type Extremes } from "./extremes.ts";
import type { Lowering } from "./lower.ts";
import { Unfit } from "./unfit.ts";

/** A formula's value `delay` samples ago: what looks ahead is known that much later. */
interface Timed {
  readonly node: number;
  readonly delay: number;
}

/** `truth`: atoms are 1 true, −1 false, 0 unknown; with least and greatest for and and or the sign is the truth. A number: smooth, with that sharpness. */
type Sort = "truth" | "robust" | number;
type Window = readonly [low: number, high: number | null];

/** Formulas over time, from what the episode remembers. */
export class Times {
  readonly #lowering: Lowering;
  readonly #builder: Builder;
  readonly #sorts = new Map<Sort, Formulas>();

  constructor(lowering: Lowering) {
    this.#lowering = lowering;
    this.#builder = lowering.builder;
  }

  lower(ir: Ir): number {
    const sort: Sort = ir.op !== "robustness" && ir.op !== "margin" ? "truth" : typeof ir.value === "number" ? ir.value : "robust";
    const formulas = this.#sorts.get(sort) ?? new Formulas(this.#lowering, sort);
    this.#sorts.set(sort, formulas);
    if (ir.op === "robustness") return formulas.ready(formulas.top(this.#lowering.spec(ir.name!)));
    if (ir.op === "margin") return formulas.ready(formulas.of(this.#lowering.spec(ir.name!).args![0]!));
    const { node, delay } = formulas.of(ir);
    if (delay > 0) throw new Unfit(ir, "a condition that looks ahead", "it is only known later; `robustness` of a spec gives it when it is");
    return this.#truth(node);
  }

  #truth(sign: number): number {
    const b = this.#builder;
    const zero = b.num(0);
    return b.choose(b.node("eq", "bool", [sign, zero]), b.bool(1), b.node("gt", "bool", [sign, zero]));
  }
}

class Formulas {
  readonly #lowering: Lowering;
  readonly #builder: Builder;
  readonly #sort: Sort;
  readonly #extremes: Extremes;
  readonly #known = new Map<Ir, Timed>();
  /** What was joined: a mean of means would weigh by parentheses. */
  readonly #joins = new Map<number, { readonly op: "min" | "max"; readonly parts: readonly Timed[]; readonly delay: number }>();

  constructor(lowering: Lowering, sort: Sort) {
    this.#lowering = lowering;
    this.#builder = lowering.builder;
    this.#sort = sort;
    this.#extremes = typeof sort === "number" ? smooth(this.#builder, sort) : hard(this.#builder);
  }

  /** `always φ` and `eventually φ` without an end: over all instants so far. */
  top(ir: Ir): Timed {
    if (ir.op === "spec") return this.top(this.#lowering.spec(ir.name!));
    if ((ir.op !== "always" && ir.op !== "eventually") || this.#window(ir)[1] !== null) return this.of(ir);
    const { node, delay } = this.of(ir.args![0]!);
    const late = delay + this.#window(ir)[0];
    this.#only(ir, "without an end");
    return { node: this.#running(node, late, ir.op === "always" ? "min" : "max"), delay: late };
  }

  of(ir: Ir): Timed {
    const known = this.#known.get(ir);
    if (known !== undefined) return known;
    const made = isTemporal(ir) ? this.#temporal(ir) : this.#state(ir);
    this.#known.set(ir, made);
    return made;
  }

  #state(ir: Ir): Timed {
    const parts = (): Timed[] => ir.args!.map((arg) => this.of(arg));
    switch (ir.op) {
      case "spec": return this.of(this.#lowering.spec(ir.name!));
      case "and": return this.#joined("min", parts());
      case "or": return this.#joined("max", parts());
      case "not": return this.#not(parts()[0]!);
      case "implies": { const [a, b] = parts(); return this.#joined("max", [this.#not(a!), b!]); }
      case "iff": return this.#same(parts());
      case "xor": return this.#not(this.#same(parts()));
      case "eq": case "ne": {
        if (ir.args![0]!.t !== "bool") break;
        return ir.op === "eq" ? this.#same(parts()) : this.#not(this.#same(parts()));
      }
      case "if": {
        const [when, then, otherwise] = parts();
        return this.#joined("max", [this.#joined("min", [when!, then!]), this.#joined("min", [this.#not(when!), otherwise!])]);
      }
      case "call": return this.of(this.#lowering.opened(ir));
    }
    return { node: this.#sort === "truth" ? this.#sign(this.#lowering.lower(ir)) : this.#distance(ir), delay: 0 };
  }

  #same([a, b]: readonly Timed[]): Timed {
    return this.#joined("min", [this.#joined("max", [this.#not(a!), b!]), this.#joined("max", [this.#not(b!), a!])]);
  }

  /** How far a comparison is from changing its truth; what has no distance is as true, or as false, as can be. */
  #distance(ir: Ir): number {
    const of = (i: number): number => this.#lowering.lower(ir.args![i]!);
    const minus = (a: number, b: number): number => this.#builder.node("sub", "num", [a, b]);
    const numbers = ir.args?.length === 2 && ir.args[0]!.t === "num" && !isOfEnum(ir);
    switch (ir.op) {
      case "gt": case "ge": return minus(of(0), of(1));
      case "lt": case "le": return minus(of(1), of(0));
      case "eq": case "ne": {
        if (!numbers) break;
        const apart = this.#builder.node("abs", "num", [minus(of(0), of(1))]);
        return ir.op === "ne" ? apart : this.#builder.node("neg", "num", [apart]);
      }
    }
    const truth = this.#lowering.lower(ir);
    return this.#builder.choose(truth, this.#end("min"), this.#end("max"));
  }

  #temporal(ir: Ir & { readonly op: string }): Timed {
    const parts = ir.args!.map((arg) => this.of(arg));
    const [x, y] = [parts[0]!, parts[1]!];
    const window = this.#window(ir);
    switch (ir.op) {
      case "once": return this.#past("max", ir, x, window);
      case "historically": return this.#past("min", ir, x, window);
      case "eventually": return this.#future("max", ir, x, window);
      case "always": return this.#future("min", ir, x, window);
      case "next": return { ...x, delay: x.delay + 1 };
      case "previous": return this.#previous(x, ir.weak === true ? "min" : "max");
      case "rise": return this.#joined("min", [x, this.#not(this.#previous(x, "max"))]);
      case "fall": return this.#joined("min", [this.#not(x), this.#previous(x, "min")]);
      case "since": return this.#since(ir, ...this.#alike(x, y), window);
      case "until": return this.#until(ir, x, y, window);
      case "unless": return this.#joined("max", [this.#until(ir, x, y, window), this.#future("min", ir, x, [0, window[1]])]);
      default: return this.#not(this.#until(ir, this.#not(x), this.#not(y), window));
    }
  }

  /** Over the instants from `low` to `high` samples back, those before the first left out. */
  #past(op: "min" | "max", ir: Ir, x: Timed, [low, high]: Window): Timed {
    const b = this.#builder;
    if (high === null) {
      this.#only(ir, "without an end");
      const entering = low === 0 ? x.node : b.choose(this.#from(x.delay + low), b.at(b.history(x.node, low + 1), b.num(low)), this.#end(op));
      return { node: this.#running(entering, x.delay, op), delay: x.delay };
    }
    if (high === 0) return x;
    return { node: this.#window_(op, x, low, high, true), delay: x.delay };
  }

  #window_(op: "min" | "max", x: Timed, low: number, high: number, clipped: boolean): number {
    const b = this.#builder;
    const history = b.history(x.node, high + 1);
    const loop = b.loop(b.num(high - low + 1), high - low + 1, 0);
    const back = b.node("add", "num", [b.node("index", "num", [], { loop }), b.num(low)]);
    const value = b.at(history, back);
    const there = b.node("le", "bool", [b.node("add", "num", [back, b.num(x.delay)]), b.node("steps", "num")]);
    return this.#extremes.over(op, loop, clipped ? b.choose(there, value, this.#end(op)) : value);
  }

  /** The window's last instant is the newest one that is known. */
  #future(op: "min" | "max", ir: Ir, x: Timed, [low, high]: Window): Timed {
    if (high === null) throw new Unfit(ir, `\`${ir.op}\` without an end`, "it would only be known when the episode ends; give it a window, or ask for the robustness of a spec that begins with it");
    return { node: high === low ? x.node : this.#window_(op, x, 0, high - low, false), delay: x.delay + high };
  }

  #previous(x: Timed, neutral: "min" | "max"): Timed {
    const b = this.#builder;
    return { node: b.choose(this.#from(x.delay + 1), b.at(b.history(x.node, 2), b.num(1)), this.#end(neutral)), delay: x.delay };
  }

  #since(ir: Ir, x: Timed, y: Timed, [low, high]: Window): Timed {
    this.#only(ir, "");
    const b = this.#builder;
    const { delay } = x;
    if (high === null && low === 0) {
      const cell = b.cell("num");
      const went = b.choose(b.node("le", "bool", [b.node("steps", "num"), b.num(delay)]), y.node, b.node("max", "num", [y.node, b.node("min", "num", [x.node, cell.state])]));
      cell.set(went);
      return { node: went, delay };
    }
    if (high === null) {
      // Since a while ago: it held then, and φ has been true from there on.
      const then = this.#since(ir, x, y, [0, null]);
      const entering = b.choose(this.#from(delay + low), b.at(b.history(then.node, low + 1), b.num(low)), this.#end("max"));
      return this.#joined("min", [{ node: entering, delay }, this.#past("min", ir, x, [0, low - 1])]);
    }
    const ys = b.history(y.node, high + 1);
    const held = b.history(x.node, high + 1);
    const least = b.node("leasts", "num", [held], { loop: b.nodes[held]!.loop! });
    const back = (i: number): number => i;
    return { node: this.#reached(ys, least, low, high, back, (i) => b.node("le", "bool", [b.node("add", "num", [i, b.num(delay)]), b.node("steps", "num")])), delay };
  }

  /** The greatest over i of: y at i, and x at all before i. */
  #reached(ys: number, least: number, low: number, high: number, place: (i: number) => number, there: ((i: number) => number) | null): number {
    const b = this.#builder;
    const loop = b.loop(b.num(high - low + 1), high - low + 1, 0);
    const i = b.node("add", "num", [b.node("index", "num", [], { loop }), b.num(low)]);
    const before = b.choose(b.node("lt", "bool", [i, b.num(1)]), this.#end("min"), b.at(least, b.node("sub", "num", [i, b.num(1)])));
    const both = b.node("min", "num", [b.at(ys, place(i)), before]);
    return b.node("most", "num", [there === null ? both : b.choose(there(i), both, this.#end("max"))], { loop });
  }

  #until(ir: Ir, x: Timed, y: Timed, [low, high]: Window): Timed {
    if (high === null) return this.#future("max", ir, y, [low, high]);
    this.#only(ir, "");
    const b = this.#builder;
    const [phi, psi] = this.#alike(x, y);
    const ys = b.history(psi.node, high + 1);
    const xs = b.history(phi.node, high + 1);
    const loop = b.loop(b.num(high + 1), high + 1, 0);
    const forward = (i: number): number => b.node("sub", "num", [b.num(high), i]);
    const inOrder = b.node("list", "num", [b.at(xs, forward(b.node("index", "num", [], { loop })))], { loop });
    const least = b.node("leasts", "num", [inOrder], { loop });
    return { node: this.#reached(ys, least, low, high, forward, null), delay: phi.delay + high };
  }

  /** The least or greatest of all values from the `late`th step on. */
  #running(node: number, late: number, op: "min" | "max"): number {
    const b = this.#builder;
    const cell = b.cell("num");
    const now = b.choose(b.node("le", "bool", [b.node("steps", "num"), b.num(late)]), node, b.node(op, "num", [node, cell.state]));
    cell.set(now);
    return now;
  }

  #joined(op: "min" | "max", parts: readonly Timed[]): Timed {
    const apart = parts.flatMap((part) => {
      const join = this.#joins.get(part.node);
      return join?.op === op ? join.parts.map((one) => ({ ...one, delay: one.delay + part.delay - join.delay })) : [part];
    });
    const all = this.#alike(...apart);
    const node = this.#extremes.joined(op, [...new Set(all.map((part) => part.node))]);
    this.#joins.set(node, { op, parts: apart, delay: all[0]!.delay });
    return { node, delay: all[0]!.delay };
  }

  /** What the smooth robustness leaves out. */
  #only(ir: Ir, which: string): void {
    if (typeof this.#sort === "number") throw new Unfit(ir, `\`${ir.op}\` ${which}`.trimEnd(), "it has no smooth robustness there; leave out the sharpness");
  }

  #not(x: Timed): Timed {
    return { ...x, node: this.#builder.node("neg", "num", [x.node]) };
  }

  /** All as late as the latest. */
  #alike<T extends readonly Timed[]>(...parts: T): T {
    const b = this.#builder;
    const delay = Math.max(...parts.map((part) => part.delay));
    return parts.map((part) => (part.delay === delay ? part : { node: b.at(b.history(part.node, delay - part.delay + 1), b.num(delay - part.delay)), delay })) as unknown as T;
  }

  ready({ node, delay }: Timed): number {
    return delay === 0 ? node : this.#builder.choose(this.#from(delay), node, this.#builder.num(NaN));
  }

  #from(step: number): number {
    return this.#builder.node("ge", "bool", [this.#builder.node("steps", "num"), this.#builder.num(step)]);
  }

  /** What leaves the least, or the greatest, as it is. */
  #end(op: "min" | "max"): number {
    const b = this.#builder;
    return b.node("mul", "num", [b.num(1e308), b.num(op === "min" ? 10 : -10)]);
  }

  #sign(truth: number): number {
    const b = this.#builder;
    const not = b.node("not", "bool", [truth]);
    return b.choose(b.definite(truth), b.num(1), b.choose(b.definite(not), b.num(-1), b.num(0)));
  }

  /** In whole samples. */
  #window({ window, op, args }: Ir): Window {
    const ir = { op, args } as Ir;
    if (window === undefined) return [0, null];
    const { rate } = this.#lowering.sources.env;
    if (window === "turn" || rate === null) throw new Unfit(ir, "a window", "the env has no rate: write `env NAME at 20Hz`");
    const [low, high] = window;
    return [Math.round(low * rate), high === null ? null : Math.round(high * rate)];
  }
}
