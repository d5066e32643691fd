import type { NodeOp } from "../../compiler/ir/reward.ts";
import type { GeneratedEnv, ListSlots } from "./envs.ts";
import { Growing } from "./grow.ts";

type T = "num" | "bool";
/** The loops around what is made up, from the outermost. */
export type Around = readonly number[];

const COMPARE: readonly NodeOp[] = ["lt", "le", "gt", "ge", "eq", "ne"];
const KLEENE: readonly NodeOp[] = ["implies", "iff", "xor"];
const DEEPEST_LOOP = 3;

/** Random expressions over an env: each method adds nodes and gives the last one's number. */
export class Expressions extends Growing {
  readonly given: GeneratedEnv;

  constructor(c: Growing["c"], given: GeneratedEnv) {
    super(c);
    this.given = given;
  }

  scalar(t: T, depth: number, around: Around): number {
    return t === "num" ? this.number(depth, around) : this.truth(depth, around);
  }

  number(depth: number, around: Around): number {
    const { c } = this, sub = (): number => this.tame(this.number(depth - 1, around));
    if (depth <= 0 || c.is(0.08)) return this.#leaf("num", around);
    switch (c.below(11)) {
      case 0: return this.#unary(sub());
      case 1: case 2: return this.op(c.pick(["add", "sub", "mul"] as const), sub(), sub());
      case 3: return this.#partial(sub(), sub);
      case 4: return this.op(c.pick(["min", "max"] as const), ...Array.from({ length: 1 + c.below(3) }, sub));
      case 5: return c.is(0.5) ? this.op("clamp", sub(), sub(), sub()) : this.op("orElse", this.number(depth - 1, around), sub());
      case 6: return this.op("if", this.truth(depth - 1, around), sub(), sub());
      case 7: case 8: return this.#reduced(c.pick(["sum", "product", "least", "most", "argmin"] as const), depth, around);
      case 9: return this.at(this.list("num", depth - 1, around), this.#index(depth - 1, around));
      default: return this.#item("num", depth, around) ?? sub();
    }
  }

  truth(depth: number, around: Around): number {
    const { c } = this, sub = (): number => this.truth(depth - 1, around);
    if (depth <= 0 || c.is(0.05)) return this.#leaf("bool", around);
    switch (c.below(9)) {
      case 0: case 1: case 2: return this.op(c.pick(COMPARE), this.apart(this.number(depth - 1, around)), this.apart(this.number(depth - 1, around)));
      case 3: return this.op(c.pick(["and", "or"] as const), ...Array.from({ length: 1 + c.below(3) }, sub));
      case 4: return c.is(0.5) ? this.op("not", sub()) : this.op(c.pick(KLEENE), sub(), sub());
      case 5: return c.is(0.5) ? this.op("if", sub(), sub(), sub()) : this.op("present", this.scalar(c.pick(["num", "bool"] as const), depth - 1, around));
      case 6: return this.#reduced(c.pick(["all", "any"] as const), depth, around);
      case 7: return this.at(this.list("bool", depth - 1, around), this.#index(depth - 1, around));
      default: return this.#item("bool", depth, around) ?? sub();
    }
  }

  list(t: T, depth: number, around: Around): number {
    const { c } = this, known = this.#pool((of) => of.t === t && of.isList, around);
    if (known.length > 0 && c.is(0.3)) return c.pick(known);
    if (t === "num" && depth > 0 && c.is(0.35)) {
      const list = this.list("num", depth - 1, around), op = c.pick(["sorted", "sums", "leasts", "mosts"] as const);
      return this.relist(op, op === "sums" && this.of(list).size > 1000 ? this.listOf([this.num(1), this.num(-2)]) : list);
    }
    if (c.is(0.25)) return this.listOf(Array.from({ length: 1 + c.below(4) }, () => this.scalar(t, depth - 1, around)), around.length);
    // What a history keeps is of the step, not of a loop.
    if (c.is(0.2)) return this.history(this.scalar(t, depth - 1, []), 1 + c.below(4), around.length);
    return this.#overLoop("list", t, depth, around);
  }

  #reduced(op: NodeOp, depth: number, around: Around): number {
    return this.#overLoop(op, op === "all" || op === "any" ? "bool" : "num", depth, around);
  }

  #overLoop(op: NodeOp, t: T, depth: number, around: Around): number {
    if (around.length >= DEEPEST_LOOP) return op === "list" ? this.listOf([this.#leaf(t, around)], around.length) : this.#leaf(t, around);
    const loop = this.#someLoop(around), body = this.scalar(t, depth - 1, [...around, loop]);
    if (t === "bool") return this.over(op, loop, body);
    if (op === "argmin") return this.over(op, loop, this.of(body).isExact ? body : this.#leaf("num", [...around, loop], true));
    return this.over(op, loop, this.tame(body, op === "product" ? 100 : 1000));
  }

  #someLoop(around: Around): number {
    const { c } = this, depth = around.length, lists = this.given.lists;
    const length = (list: ListSlots): number => (list.isOptional ? this.op("orElse", this.obs(list.length), this.num(0)) : this.obs(list.length));
    const most = c.below(5);
    if (lists.length > 0 && c.is(0.5)) {
      const list = c.pick(lists);
      return c.is(0.8) ? this.loop(length(list), list.max, depth) : this.loop(this.op("min", length(list), this.num(most)), Math.min(most, list.max), depth);
    }
    if (around.length > 0 && c.is(0.4)) {
      const outer = around.at(-1)!, { max } = this.loops[outer]!;
      return this.loop(this.index(outer), Math.max(0, max - 1), depth);
    }
    const known = this.#pool((of) => of.isList, []);
    if (known.length > 0 && c.is(0.5)) {
      const { length: of, max } = this.loops[this.nodes[c.pick(known)]!.loop!]!;
      if (this.of(of).loops.length === 0) return this.loop(of, max, depth);
    }
    return this.loop(this.num(most), most, depth);
  }

  #unary(x: number): number {
    const op = this.c.pick(["neg", "abs", "sign", "floor", "ceil", "round", "exp", "tanh", "sin", "cos", "atan"] as const);
    if (op === "exp") return this.op(op, this.op("clamp", x, this.num(-6), this.num(6)));
    return this.op(op, op === "neg" || op === "abs" ? x : this.apart(x));
  }

  /** What is not known everywhere, or grows without bound. */
  #partial(x: number, sub: () => number): number {
    const { c } = this, fraction = (): number => this.num(c.next() - 0.5), apart = this.apart(x);
    switch (c.below(7)) {
      case 0: case 1: return this.tame(this.op("div", x, this.apart(sub())), 2500);
      case 2: return this.op("sqrt", apart);
      case 3: return this.op("log", apart);
      case 4: return this.tame(this.op("pow", this.op("clamp", apart, this.num(-4), this.num(4)), c.is(0.6) ? this.num(c.pick([2, 3, 0.5, -1, 0, 1.5, -2])) : this.op("clamp", this.apart(sub()), this.num(-3), this.num(3))), 2500);
      case 5: return this.op(c.pick(["asin", "acos"] as const), this.op("mul", apart, this.num(0.1 + c.next() / 10)));
      // Zero has a sign here, which not every backend keeps.
      default: return c.is(0.5) ? this.op("atan2", this.op("add", x, fraction()), this.op("add", sub(), fraction())) : this.tame(this.op("tan", apart), 2500);
    }
  }

  /** Where in a list: mostly inside of it. */
  #index(depth: number, around: Around): number {
    const { c } = this;
    if (around.length > 0 && c.is(0.5)) return this.index(c.pick(around));
    if (c.is(0.5)) return this.num(c.pick([0, 0, 1, 1, 2, 3, -1, 0.5, null]));
    if (c.is(0.5)) return this.#reduced("argmin", depth, around);
    const x = this.apart(this.number(depth - 1, around));
    return this.of(x).isWhole ? x : this.op("floor", this.op("clamp", x, this.num(-1), this.num(4)));
  }

  #item(t: T, depth: number, around: Around): number | undefined {
    const { c } = this, fields = this.given.lists.flatMap((list) => list.fields.filter((field) => field.t === t).map((field) => ({ ...list, ...field })));
    return fields.length === 0 ? undefined : this.item(c.pick(fields), this.#index(depth, around), t);
  }

  #leaf(t: T, around: Around, isExact = false): number {
    const { c } = this, { env, plain } = this.given;
    const known = this.#pool((of) => of.t === t && !of.isList && (!isExact || of.isExact), around);
    if (known.length > 0 && c.is(0.4)) return c.pick(known);
    if (c.is(0.4)) {
      const slot = c.pick(plain.filter((at) => (env.obs[at]!.kind === "bool") === (t === "bool")).concat(-1));
      return slot >= 0 ? this.obs(slot, t) : t === "num" ? this.act(0) : this.act(1, "bool");
    }
    if (t === "num" && around.length > 0 && c.is(0.6)) return c.is(0.4) ? this.index(around.at(-1)!) : (this.#item("num", 0, around) ?? this.index(around[0]!));
    if (t === "num") return c.is(0.1) ? this.node("steps", "num") : c.is(0.03) ? this.op("exp", this.num(800)) : this.num(c.is(0.05) ? null : c.is(0.5) ? c.below(21) - 10 : (c.next() - 0.5) * 20);
    return c.is(0.3) ? this.first() : this.bool(c.pick([0, 1, 2]));
  }

  /** Nodes that can be used again here. A cell's content is looked at behind `first` alone. */
  #pool(fits: (of: ReturnType<Growing["of"]>) => boolean, around: Around): readonly number[] {
    return this.usable.filter((id) => fits(this.of(id)) && this.of(id).loops.every((loop) => around.includes(loop)));
  }

  /** What was made up before, to be used again. */
  readonly usable: number[] = [];
}
