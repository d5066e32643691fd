import { LISTS, loopsOf, type NodeOp } from "../../compiler/ir/reward.ts";
import type { Chance } from "../property/random.ts";
import { RewardBuild } from "./build.ts";

type T = "num" | "bool";

/** What is known about a node while a program is made up. */
export interface Grown {
  readonly t: T;
  readonly isList: boolean;
  readonly loops: readonly number[];
  /** Every backend computes the same bits: no function of a library, no sum of fractions. Truth values always count as such. */
  readonly isExact: boolean;
  readonly isWhole: boolean;
  /** It depends on an earlier step through something that is not exact. */
  readonly remembers: boolean;
  /** About how far from zero it can be. */
  readonly size: number;
}

const INEXACT: ReadonlySet<NodeOp> = new Set(["pow", "exp", "log", "tanh", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sum", "product", "sums"]);
const WHOLE: ReadonlySet<NodeOp> = new Set(["add", "sub", "mul", "neg", "abs", "min", "max", "if", "sum", "product", "sums", "least", "most", "leasts", "mosts", "list", "listOf", "sorted", "history"]);
const ALWAYS_WHOLE: ReadonlySet<NodeOp> = new Set(["index", "steps", "floor", "ceil", "round", "sign", "argmin"]);
/** Beyond this what is added up or multiplied is clamped first, so that a last bit that differs stays far below 1e-9. */
const BIG = 1e4;

/** Programs whose nodes are known well enough to keep away from what no two backends agree on: ties after rounding, and chaos. */
export class Growing extends RewardBuild {
  readonly c: Chance;
  readonly #known: Grown[] = [];
  readonly #exactCells = new Set<number>();

  constructor(c: Chance) {
    super();
    this.c = c;
  }

  of(id: number): Grown {
    if (this.#known.length < this.nodes.length) {
      const loops = loopsOf(this);
      for (let i = this.#known.length; i < this.nodes.length; i += 1) this.#known.push(this.#about(i, loops[i]!));
    }
    return this.#known[id]!;
  }

  #about(id: number, loops: readonly number[]): Grown {
    const { op, t, args, value, cell, loop } = this.nodes[id]!;
    const of = args.map((arg) => this.#known[arg]!);
    const isWhole = ALWAYS_WHOLE.has(op) || (op === "num" && Number.isInteger(value)) || (WHOLE.has(op) && of.every((arg) => arg.isWhole || arg.t === "bool"));
    const cellIsExact = op === "state" && this.#exactCells.has(cell!);
    const isExact = t === "bool" || (op === "state" ? cellIsExact : (isWhole || !INEXACT.has(op)) && of.every((arg) => arg.isExact));
    const remembers = (op === "state" && t === "num" && !cellIsExact) || (t === "num" && of.some((arg) => arg.remembers));
    return { t, isList: LISTS.has(op), loops, isExact, isWhole, remembers, size: this.#size(op, of.map((arg) => arg.size), value ?? 0, loop) };
  }

  #size(op: NodeOp, of: readonly number[], value: number, loop: number | undefined): number {
    const most = Math.max(0, ...of), times = loop === undefined ? 1 : this.loops[loop]!.max;
    switch (op) {
      case "num": return Math.abs(value);
      case "add": case "sub": return of[0]! + of[1]!;
      case "mul": return of[0]! * of[1]!;
      case "clamp": return Math.min(of[0]!, Math.max(of[1]!, of[2]!));
      case "sqrt": case "neg": case "abs": case "floor": case "ceil": case "round": case "min": case "max": case "if": case "orElse": case "at": return most + 1;
      case "exp": return of[0]! <= 6 ? 500 : Infinity;
      case "log": return 750;
      case "pow": case "div": case "tan": return Infinity;
      case "sum": case "sums": return most * times;
      case "product": return Math.max(1, most) ** times;
      case "least": case "most": case "list": case "listOf": case "sorted": case "leasts": case "mosts": case "history": return most;
      default: return 20;
    }
  }

  /** Small enough to be added up. */
  tame(id: number, most = BIG): number {
    return this.of(id).size <= most ? id : this.op("clamp", id, this.num(-most / 50), this.num(most / 50));
  }

  /** Moved away from where a function jumps, unless every backend has the same bits. */
  apart(id: number): number {
    return this.of(id).isExact ? id : this.op("add", this.tame(id), this.num(this.c.next() - 0.5));
  }

  /** A value of the step before; at an episode's first step what it is given. */
  remembered(t: T, isExact: boolean): number {
    const before = this.state(t);
    if (isExact) this.#exactCells.add(this.nodes[before]!.cell!);
    return before;
  }
}
