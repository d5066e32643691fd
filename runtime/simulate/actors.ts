import type { EnvIr, ProgramIr, SampledGuardIr } from "../../compiler/ir/ir.ts";
import { treeNamed, type Layout } from "../../compiler/ir/layout.ts";
import { treeLayout } from "../../compiler/ir/tree-layout.ts";
import { TreeStatus } from "../../compiler/ir/tree.ts";

/** A `do` leaf of a tree: its name in figures, and the place of its status in a session's buffer. */
interface Leaf {
  readonly actor: number;
  readonly status: number;
}

/** Who acts, by name: a proposer of the guard, and of a tree the leaf that runs. */
export class Actors {
  readonly names: readonly string[];
  /** By proposer. */
  readonly #own: readonly number[];
  readonly #leaves: readonly (readonly Leaf[])[];
  readonly #acting: number;

  constructor(program: ProgramIr, env: EnvIr, { proposers }: SampledGuardIr, layout: Layout) {
    const names: string[] = [];
    const numbered = (name: string): number => (names.includes(name) ? names.indexOf(name) : names.push(name) - 1);
    this.#leaves = proposers.map(({ name }, i) => {
      const from = layout.trees[i] ?? null;
      if (from === null) return [];
      const tree = treeNamed(program, name);
      const { status } = treeLayout(env, tree);
      return tree.nodes.flatMap((node, n) => (node.kind === "do" ? [{ actor: numbered(node.source ?? inline(node.sets)), status: from + status + n }] : []));
    });
    this.#own = proposers.map(({ name }, i) => (this.#leaves[i]!.length === 0 ? numbered(name) : -1));
    this.names = names;
    this.#acting = layout.acting;
  }

  /** Index of the name of who acted in the step before. */
  of(io: Float64Array): number {
    const proposer = io[this.#acting]!;
    // Of several that run the later one has the last word.
    return this.#leaves[proposer]!.findLast(({ status }) => io[status] === TreeStatus.running)?.actor ?? this.#own[proposer]!;
  }

  named(name: string): number {
    return this.names.indexOf(name);
  }
}

/** An inline action is called by what it sets. */
function inline(sets: readonly { readonly name: string }[]): string {
  return sets.map(({ name }) => name).join(" and ");
}
