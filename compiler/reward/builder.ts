import type { At } from "../ir/ir.ts";
import type { CellIr, LoopIr, NodeIr, NodeOp } from "../ir/reward.ts";
import { REDUCTIONS } from "../ir/reward.ts";

type More = Partial<Omit<NodeIr, "op" | "t" | "args">>;

/** Nodes as they are made: equal ones once, what is made of literals at once. */
export class Builder {
  readonly nodes: NodeIr[] = [];
  readonly loops: LoopIr[] = [];
  readonly cells: CellIr[] = [];
  /** The expression that a node was first made of. */
  readonly places = new Map<number, At>();
  readonly #known = new Map<string, number>();
  readonly #loops = new Map<string, number>();

  node(op: NodeOp, t: NodeIr["t"], args: readonly number[] = [], more: More = {}): number {
    const folded = this.#folded(op, args);
    if (folded !== undefined) return folded;
    const node: NodeIr = { op, t, args, ...more };
    const key = JSON.stringify(node, (_, value: unknown) => (Object.is(value, -0) ? "-0" : value));
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.nodes.push(node);
    this.#known.set(key, this.nodes.length - 1);
    return this.nodes.length - 1;
  }

  num(value: number): number {
    return this.node("num", "num", [], { value: Number.isNaN(value) ? null : value });
  }

  bool(value: 0 | 1 | 2): number {
    return this.node("bool", "bool", [], { value });
  }

  unknown(t: NodeIr["t"]): number {
    return t === "num" ? this.num(NaN) : this.bool(1);
  }

  /** Definitely true, or not. */
  definite(when: number): number {
    return this.node("and", "bool", [this.node("present", "bool", [when]), when]);
  }

  choose(when: number, then: number, otherwise: number): number {
    return then === otherwise ? then : this.node("if", this.nodes[then]!.t, [when, then, otherwise]);
  }

  loop(length: number, max: number, depth: number): number {
    const key = `${length} ${max} ${depth}`;
    const known = this.#loops.get(key);
    if (known !== undefined) return known;
    this.loops.push({ length, max, depth });
    this.#loops.set(key, this.loops.length - 1);
    return this.loops.length - 1;
  }

  /** A cell whose content is known later, since it may depend on what it was. */
  cell(t: NodeIr["t"]): { readonly index: number; readonly state: number; readonly set: (next: number) => void } {
    const index = this.cells.push({ kind: "value", t, next: -1 }) - 1;
    return { index, state: this.node("state", t, [], { cell: index }), set: (next) => { this.cells[index] = { kind: "value", t, next }; } };
  }

  /** What a node was at the step before; at an episode's first step what it is. */
  before(node: number): number {
    const { t } = this.nodes[node]!;
    const known = this.cells.findIndex((cell) => cell.kind === "value" && cell.next === node);
    const index = known >= 0 ? known : this.cells.push({ kind: "value", t, next: node }) - 1;
    return this.choose(this.node("first", "bool"), node, this.node("state", t, [], { cell: index }));
  }

  /** A node's last `max` values, newest first. */
  history(node: number, max: number): number {
    const { t } = this.nodes[node]!;
    const known = this.cells.findIndex((cell) => cell.kind === "history" && cell.next === node && cell.max === max - 1);
    const cell = known >= 0 ? known : this.cells.push({ kind: "history", t, next: node, max: max - 1 }) - 1;
    const length = this.node("min", "num", [this.node("add", "num", [this.node("steps", "num"), this.num(1)]), this.num(max)]);
    return this.node("history", t, [node], { cell, loop: this.loop(length, max, 0) });
  }

  at(list: number, index: number): number {
    return this.node("at", this.nodes[list]!.t, [list, index]);
  }

  /** What a literal node holds. */
  literal(node: number): number | undefined {
    const { op, value } = this.nodes[node]!;
    return op === "num" && typeof value === "number" ? value : undefined;
  }

  #folded(op: NodeOp, args: readonly number[]): number | undefined {
    const [a, b] = args.map((arg) => this.nodes[arg]!);
    if (op === "if" && a!.op === "bool") return a!.value === 2 ? args[1] : a!.value === 0 ? args[2] : undefined;
    if ((op === "min" || op === "max" || op === "and" || op === "or") && args.length === 1) return args[0];
    if (op === "list" || REDUCTIONS.has(op) || args.length !== 2) return undefined;
    // An element of a list by the index of its own loop is what was made of that.
    if (op === "at" && a!.op === "list" && b!.op === "index" && a!.loop === b!.loop) return a!.args[0];
    const [x, y] = [this.literal(args[0]!), this.literal(args[1]!)];
    if (y === 1 && (op === "mul" || op === "div")) return args[0];
    if (x === 1 && op === "mul") return args[1];
    if (x === undefined || y === undefined) return undefined;
    const value = op === "add" ? x + y : op === "sub" ? x - y : op === "mul" ? x * y : op === "div" && y !== 0 ? x / y : NaN;
    return Number.isFinite(value) ? this.num(value) : undefined;
  }
}
