import type { RewardIr } from "../../ir/reward.ts";
import type { Half } from "./expressions.ts";
import { sizeOf, type Plan } from "./plan.ts";
import { cellName } from "./sources.ts";
import { tuple } from "./text.ts";

/** What stands around the nodes of a class, in the words of one array library. */
export interface Frame {
  /** Imports and types of the module. */
  readonly head: (uses: (name: string) => boolean, more: readonly string[]) => readonly string[];
  readonly constructorLines: (plan: Plan) => readonly string[];
  /** Methods that the nodes' lines call. */
  readonly methods: (uses: (name: string) => boolean) => readonly (readonly string[])[];
  /** New episodes: the value of `self._steps`. */
  readonly reset: string;
  /** Type of the mask that says where a step is refused, while there may be none. */
  readonly refused: string;
  /** What each part of a batch begins with, given the names of the arrays it reads. */
  readonly cut: (names: readonly string[]) => readonly string[];
  readonly partParameters: readonly string[];
  /** The lines that end in `out`, all that a step gives. */
  readonly parts: (plan: Plan, operands: readonly string[], checks: readonly string[]) => readonly string[];
  readonly refusedRows: string;
  readonly zeros: string;
}

/** The arrays that keep a reward's cells, with their axes. */
export function cellsOf({ reward, ranges }: Plan): readonly { readonly cell: number; readonly half: Half; readonly name: string; readonly shape: string; readonly isTruth: boolean }[] {
  return reward.cells.flatMap((row, cell) => {
    const readers = reward.nodes.flatMap((node, id) => (node.cell === cell ? [id] : []));
    const halves: readonly Half[] = row.t === "num" || readers.every((id) => ranges[id]!.known) ? ["yes"] : ["yes", "no"];
    const shape = row.kind === "value" ? tuple(["n"]) : tuple(["n", String(Math.max(1, row.max))]);
    return halves.map((half) => ({ cell, half, name: cellName(cell, half), shape, isTruth: row.t === "bool" }));
  });
}

/** The loops whose index or length is asked for, with the axes of the index. */
export function indicesOf({ reward }: Plan): readonly { readonly loop: number; readonly size: string; readonly shape: string }[] {
  return reward.loops.map((row, loop) => ({ loop, size: String(sizeOf(row)), shape: tuple([...Array<string>(row.depth + 1).fill("1"), String(sizeOf(row))]) }));
}

/** Whether what a step gives depends on those before it. */
export function isStateful({ cells, nodes }: RewardIr): boolean {
  return cells.length > 0 || nodes.some(({ op }) => op === "first" || op === "steps");
}
