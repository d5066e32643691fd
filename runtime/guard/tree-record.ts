import type { EnvIr, ProgramIr } from "../../compiler/ir/ir.ts";
import { treeNamed } from "../../compiler/ir/layout.ts";
import { treeLayout, type TreeLayout } from "../../compiler/ir/tree-layout.ts";
import { LOG_STEP, type SourceOfTree, type TreeIr } from "../../compiler/ir/tree.ts";
import type { VisitedLeaf } from "../record/record.ts";
import { fieldsOf } from "./offers.ts";
import { decode } from "./shape.ts";

const STATUS = ["idle", "running", "success", "failure", "skipped", "halted"] as const;

/** Reads out of a session's buffer what a tree did that acted: of one that did not nothing is left. */
export class TreeReader {
  readonly #env: EnvIr;
  readonly #tree: TreeIr;
  readonly #layout: TreeLayout;
  readonly #place: number;

  constructor(program: ProgramIr, env: EnvIr, name: string, place: number) {
    this.#env = env;
    this.#tree = treeNamed(program, name);
    this.#layout = treeLayout(env, this.#tree);
    this.#place = place;
  }

  /** What its active leaves gave, and the default of the rest. */
  proposed(io: Float64Array): unknown {
    return decode(this.#env.actShape, this.#env.acts, io, this.#place + this.#layout.action);
  }

  /** Its leaves as they were visited, in order; `mayNot`: what to say of one that the machine does not let act. */
  leaves(io: Float64Array, mayNot: string): readonly VisitedLeaf[] {
    const { log, logged, logEnd } = this.#layout;
    const visits = io.subarray(this.#place + log, this.#place + Math.min(log + io[this.#place + logged]!, logEnd));
    return Array.from(visits).flatMap((visit) => {
      const node = this.#tree.nodes[Math.floor(visit / LOG_STEP)]!;
      if (node.children.length > 0) return [];
      const leaf = { name: node.name, outcome: STATUS[visit % LOG_STEP]! };
      return [node.kind === "do" && node.source !== null ? this.#act(leaf, node.source, io, mayNot) : leaf];
    });
  }

  #act(leaf: VisitedLeaf, name: string, io: Float64Array, mayNot: string): VisitedLeaf {
    const i = this.#tree.sources.findIndex((source) => source.name === name);
    if (leaf.outcome === "failure" && io[this.#place + this.#layout.may + i] === 0) return { ...leaf, outcome: mayNot };
    const offer = this.#layout.offers[i];
    if (offer == null || io[this.#place + offer.present] !== 1) return leaf;
    return { ...leaf, age: io[this.#place + offer.age]!, proposed: this.#offered(this.#tree.sources[i]!, io, this.#place + offer.action) };
  }

  #offered({ gives }: SourceOfTree, io: Float64Array, from: number): unknown {
    const fields = fieldsOf(gives);
    return Object.fromEntries(Object.entries(decode(this.#env.actShape, this.#env.acts, io, from) as object).filter(([name]) => fields.has(name)));
  }
}
