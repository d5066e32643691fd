import type { SlotNames } from "./unit.ts";

export type Reads = "obs" | "act" | "last" | "mem" | "dist" | "arg";

/** What an expression may read where it stands, and under which names. What it may not read is unknown. */
export interface Place {
  readonly reads: readonly Reads[];
  readonly slots: SlotNames | null;
  /** Of a tree or a machine: where in its buffer the entries of its blackboard are. */
  readonly entries?: ReadonlyMap<string, string>;
  readonly locals: ReadonlyMap<string, Local>;
  /** Parameters that a part of the expression has to be handed on. */
  readonly params: readonly Param[];
  /** `column`: the sample is number `k` of whole columns. */
  readonly column?: boolean;
  /** Of a formula's node that reads others: their rows. */
  readonly cells?: readonly number[];
  /** What parts are called after, and say they are part of. */
  readonly owner: string;
  readonly docs: string;
}

export interface Local {
  readonly id: string;
  /** A list's element as it is in JSON, not yet of our types. */
  readonly raw: boolean;
}

export interface Param {
  readonly id: string;
  readonly type: string;
}

const vectors = (...ids: readonly string[]): readonly Param[] => ids.map((id) => ({ id, type: "Vec" }));

/** At the present sample. */
export const POINT = vectors("x", "u", "last", "mem");
/** Over intervals of states and actions. */
export const OVER = vectors("x_lo", "x_hi", "u_lo", "u_hi", "last", "mem");
export const OUT: Param = { id: "out", type: "Vec" };
/** In a tree or a machine, over its buffer. */
export const TREE = vectors("t", "x", "last", "mem");
/** Sample `k` of a trace. */
export const COLUMN: readonly Param[] = [...["x", "u", "last", "mem"].map((id) => ({ id, type: "Columns" })), { id: "k", type: "number" }];
/** The judged call, and what happened before: it is event k. */
export const ARGS: readonly Param[] = [{ id: "args", type: "Args" }, { id: "past", type: "Log" }, { id: "k", type: "number" }];

export function pass(params: readonly Param[]): string {
  return params.map(({ id }) => id).join(", ");
}
