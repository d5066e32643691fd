import type { At, EnvIr } from "../ir/ir.ts";
import { LISTS, type ReportIr, type RewardIr, type RewardItemIr, type StopIr } from "../ir/reward.ts";
import { rangesOf, type NodeRange } from "../analyze/reward-ranges.ts";
import type { Builder } from "./builder.ts";
import type { Lowering } from "./lower.ts";
import { pruned } from "./prune.ts";
import type { RewardSource } from "./source.ts";

export interface ItemHead {
  readonly name: string;
  readonly unit: string;
  readonly doc: string | null;
  readonly at: At;
}

/** What a term counts: a scalar or list node, weight applied. */
export interface Counted {
  readonly item: ItemHead;
  readonly value: ReportIr;
  readonly node: number;
}

export interface StageParts {
  readonly name: string;
  readonly terms: readonly Counted[];
  /** Null of the last. */
  readonly until: number | null;
  readonly at: At;
}

/** Puts a reward together from what its items count. */
export class RewardWriter {
  readonly #env: EnvIr;
  readonly #lowering: Lowering;
  readonly #b: Builder;
  readonly #items: RewardItemIr[] = [];
  readonly #stops: StopIr[] = [];
  #staged: readonly StageParts[] = [];
  /** What any stop before gave way to. */
  #stopped: number | null = null;

  constructor(env: EnvIr, lowering: Lowering) {
    this.#env = env;
    this.#lowering = lowering;
    this.#b = lowering.builder;
  }

  log({ name, unit, doc, at }: ItemHead, value: ReportIr, stage: string | null = null): void {
    this.#items.push({ name, kind: "log", stage, value, counted: null, unit, ...(doc !== null && { doc }), at });
  }

  term({ item, value, node }: Counted, stage: string | null = null, kind: RewardItemIr["kind"] = "term"): void {
    const { name, unit, doc, at } = item;
    this.#items.push({ name, kind, stage, value, counted: node, unit, ...(doc !== null && { doc }), at });
  }

  /** The greatest and least that nodes made so far can be. */
  ranges(): readonly NodeRange[] {
    const b = this.#b;
    // Cells whose content is still open may hold anything.
    const cells = b.cells.map((cell) => (cell.next < 0 ? { ...cell, next: b.unknown(cell.t) } : cell));
    return rangesOf(this.#env, { ...this.#ir("", [0, 0], 0), cells });
  }

  /** Stages in order: the one that is on, those left behind by the most they could pay. */
  stages(stages: readonly StageParts[], ranges: readonly NodeRange[]): void {
    const b = this.#b;
    this.#staged = stages;
    const cell = b.cell("num");
    let now = b.choose(b.node("first", "bool"), b.num(0), cell.state);
    for (const [i, { until }] of stages.entries()) {
      if (until === null) continue;
      const leaves = b.node("and", "bool", [b.node("eq", "bool", [now, b.num(i)]), b.definite(until)]);
      now = b.choose(leaves, b.num(i + 1), now);
    }
    cell.set(now);
    for (const [i, { name, terms }] of stages.entries()) {
      for (const term of terms) {
        const on = b.choose(b.node("eq", "bool", [now, b.num(i)]), term.node, b.num(0));
        const left = b.node("gt", "bool", [now, b.num(i)]);
        const node = i === stages.length - 1 ? on : b.choose(left, b.num(ranges[term.node]!.high), on);
        this.term({ ...term, node }, name);
      }
    }
    const { at } = stages[0]!;
    const name = this.#items.some((item) => item.name === "stage") ? "stage_now" : "stage";
    this.#items.push({ name, kind: "log", stage: null, value: { kind: "scalar", node: now }, counted: null, stages: stages.map((stage) => stage.name), unit: "", at });
  }

  /** `when` definitely true ends the episode; the first that does gives its `giving`. */
  stop(item: ItemHead, kind: StopIr["kind"], when: number, giving: number | null): void {
    const b = this.#b;
    this.#stops.push({ name: item.name, kind, when, at: item.at });
    if (kind === "truncate") return;
    const now = b.definite(when);
    const first = this.#stopped === null ? now : b.node("and", "bool", [now, b.node("not", "bool", [this.#stopped])]);
    this.#stopped = this.#stopped === null ? now : b.node("or", "bool", [this.#stopped, now]);
    if (giving === null) return;
    const node = b.choose(first, giving, b.num(0));
    this.term({ item, value: { kind: "scalar", node }, node });
  }

  /** γ·Φ(now) − Φ(before), by Ng, Harada and Russell (1999); an end has no potential, by Grześ (2017). To be called behind all stops. */
  shape(item: ItemHead, discount: number, potential: number): void {
    const b = this.#b;
    const cell = b.cell("num");
    cell.set(potential);
    const now = this.#stopped === null ? potential : b.choose(this.#stopped, b.num(0), potential);
    const node = b.choose(b.node("first", "bool"), b.num(0), b.node("sub", "num", [b.node("mul", "num", [discount, now]), cell.state]));
    this.term({ item, value: { kind: "scalar", node: potential }, node }, null, "shape");
  }

  finish(name: string, doc: string | null, at: At): { readonly reward: RewardIr; readonly source: RewardSource } {
    this.#lowering.finish();
    const { reward, moved } = pruned({ ...this.#ir(name, at, this.#total()), ...(doc !== null && { doc }) });
    const places = [...this.#b.places].flatMap(([node, place]) => (moved.has(node) ? [[moved.get(node)!, place] as const] : []));
    const stages = this.#staged.map(({ name: stage, until }) => ({ name: stage, until: until === null ? null : moved.get(until)! }));
    return { reward, source: { places: new Map(places), stages } };
  }

  #ir(name: string, at: At, total: number): RewardIr {
    const { nodes, loops, cells } = this.#b;
    return { name, env: this.#env.name, at, nodes, loops, cells, features: this.#lowering.sources.features, total, items: this.#items, stops: this.#stops };
  }

  /** The sum of what counts: a list where one of them is one, element by element. */
  #total(): number {
    const b = this.#b;
    const counted = this.#items.flatMap((item) => (item.counted === null ? [] : [item.counted]));
    const lists = counted.filter((node) => this.isList(node));
    const plus = (nodes: readonly number[]): number => nodes.reduce((sum, node) => b.node("add", "num", [sum, node]));
    if (lists.length === 0) return plus(counted);
    if (counted.length === 1) return lists[0]!;
    // As long as the longest: a shorter one is not known there, and the step is refused.
    const loops = [...new Set(lists.map((node) => b.nodes[node]!.loop!))].map((loop) => b.loops[loop]!);
    const length = loops.length === 1 ? loops[0]!.length : b.node("max", "num", loops.map((one) => one.length));
    const loop = b.loop(length, Math.max(...loops.map(({ max }) => max)), 0);
    const index = b.node("index", "num", [], { loop });
    return b.node("list", "num", [plus(counted.map((node) => (this.isList(node) ? b.at(node, index) : node)))], { loop });
  }

  isList(node: number): boolean {
    return LISTS.has(this.#b.nodes[node]!.op);
  }
}
