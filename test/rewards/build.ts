import type { Ir } from "../../compiler/ir/ir.ts";
import type { CellIr, LoopIr, NodeIr, NodeOp, ReportIr, RewardIr, RewardItemIr, StopIr } from "../../compiler/ir/reward.ts";

const AT = [0, 0] as const;
const TRUTHS: ReadonlySet<NodeOp> = new Set(["lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not", "implies", "iff", "xor", "present", "all", "any", "first", "bool"]);

type T = NodeIr["t"];

/** Reward programs by hand: each method adds a node where there is no such one yet, and gives its number. */
export class RewardBuild {
  readonly nodes: NodeIr[] = [];
  readonly loops: LoopIr[] = [];
  readonly cells: CellIr[] = [];
  readonly features: Ir[] = [];
  readonly #known = new Map<string, number>();

  node(op: NodeOp, t: T, args: readonly number[] = [], more: Partial<NodeIr> = {}): number {
    const node: NodeIr = { op, t, args, ...more }, key = JSON.stringify(node);
    const id = this.#known.get(key) ?? this.nodes.push(node) - 1;
    this.#known.set(key, id);
    return id;
  }

  /** An operation over earlier nodes; a number stands for a node. */
  op(op: NodeOp, ...args: number[]): number {
    return this.node(op, TRUTHS.has(op) ? "bool" : args.length > 0 ? this.nodes[args.at(-1)!]!.t : "num", args);
  }

  num(value: number | null): number {
    return this.node("num", "num", [], { value });
  }

  bool(value: 0 | 1 | 2): number {
    return this.node("bool", "bool", [], { value });
  }

  obs(slot: number, t: T = "num"): number {
    return this.node("obs", t, [], { slot });
  }

  act(slot: number, t: T = "num"): number {
    return this.node("act", t, [], { slot });
  }

  item(list: { readonly slot: number; readonly stride: number; readonly length: number; readonly max: number }, index: number, t: T = "num"): number {
    const { slot, stride, length, max } = list;
    return this.node("item", t, [index], { slot, stride, length, max });
  }

  feature(ir: Ir): number {
    return this.node("feature", ir.t as T, [], { feature: this.features.push(ir) - 1 });
  }

  loop(length: number, max: number, depth = 0): number {
    const found = this.loops.findIndex((loop) => loop.length === length && loop.depth === depth);
    return found >= 0 ? found : this.loops.push({ length, max, depth }) - 1;
  }

  index(loop: number): number {
    return this.node("index", "num", [], { loop });
  }

  /** A reduction, or `list`. */
  over(op: NodeOp, loop: number, body: number): number {
    return this.node(op, TRUTHS.has(op) ? "bool" : this.nodes[body]!.t, [body], { loop });
  }

  /** `depth`: how many loops are around it. */
  listOf(args: readonly number[], depth = 0): number {
    return this.node("listOf", this.nodes[args[0]!]!.t, args, { loop: this.loop(this.num(args.length), args.length, depth) });
  }

  /** `sorted`, `sums`, `leasts`, `mosts`. */
  relist(op: NodeOp, list: number): number {
    return this.node(op, "num", [list], { loop: this.nodes[list]!.loop! });
  }

  /** Its last `max` values, this step's among them. */
  history(of: number, max: number, depth = 0): number {
    const { t } = this.nodes[of]!;
    const cell = this.cells.push({ kind: "history", t, next: of, max: max - 1 }) - 1;
    const length = this.op("min", this.op("add", this.node("steps", "num"), this.num(1)), this.num(max));
    return this.node("history", t, [of], { cell, loop: this.loop(length, max, depth) });
  }

  at(list: number, index: number): number {
    return this.node("at", this.nodes[list]!.t, [list, index]);
  }

  /** A cell whose next value is told later. */
  state(t: T = "num"): number {
    return this.node("state", t, [], { cell: this.cells.push({ kind: "value", t, next: -1 }) - 1 });
  }

  becomes(state: number, next: number): void {
    const { cell, t } = this.nodes[state]!;
    this.cells[cell!] = { kind: "value", t, next };
  }

  first(): number {
    return this.node("first", "bool");
  }

  reward(total: number, more: Partial<RewardIr> = {}): RewardIr {
    const { nodes, loops, cells, features } = this;
    return { name: "r", env: "e", at: AT, nodes, loops, cells, features, total, items: [], stops: [], ...more };
  }
}

export const scalar = (node: number): ReportIr => ({ kind: "scalar", node });
export const listed = (node: number): ReportIr => ({ kind: "list", node });

export function item(name: string, kind: RewardItemIr["kind"], value: ReportIr, counted: number | null = null): RewardItemIr {
  return { name, kind, stage: null, value, counted, unit: "", at: AT };
}
export const term = (name: string, node: number): RewardItemIr => item(name, "term", scalar(node), node);
export const log = (name: string, value: ReportIr): RewardItemIr => item(name, "log", value);
export const stop = (name: string, kind: StopIr["kind"], when: number): StopIr => ({ name, kind, when, at: AT });
