import type { At } from "../ir/ir.ts";

/** Where the parts of a reward's program stand in the text: what a finding points at. */
export interface RewardSource {
  /** By node: the expression that it was first made of. What the lowering adds has none. */
  readonly places: ReadonlyMap<number, At>;
  /** In order, with the node of each `until`; the last has none. */
  readonly stages: readonly { readonly name: string; readonly until: number | null }[];
}
