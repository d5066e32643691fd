import { literal } from "../../compiler/ir/fold.ts";
import { cellsOf, type TreeLayout } from "../../compiler/ir/tree-layout.ts";
import { TreeStatus, type TreeIr, type TreeNodeIr } from "../../compiler/ir/tree.ts";

/** Every tick is at this sample. A timer that runs is not due before it, one that has run out is. */
export const SAMPLE = 1, RUNS = 1, OUT = 0;

/** Takes out of a buffer what makes no difference to the ticks to come, so that there are few states. */
export type Settle = (io: Float64Array) => void;

export function settling(tree: TreeIr, layout: TreeLayout): readonly Settle[] {
  const own = tree.nodes.flatMap((node, n) => ofNode(node, layout.cells[n]!, layout.status + n) ?? []);
  return [...own, ...counters(tree, layout)];
}

function ofNode(node: TreeNodeIr, first: number, status: number): Settle | null {
  switch (node.kind) {
    case "extern": return (io) => { io[first] = 0; };
    case "sequence": case "fallback": case "memorySequence": case "tryCatch": {
      const skips = first + cellsOf(node).indexOf("skipped"), most = node.children.length + 1;
      // Beyond all children it can only be wrong.
      return (io) => { io[skips] = io[status] === TreeStatus.idle ? 0 : Math.min(io[skips]!, most); };
    }
    case "retry": case "repeat": return literal(node.times) === -1 ? (io) => { io[first] = 0; } : null;
    case "timeout": case "delay": return (io) => { if (io[first]! >= 0) io[first] = RUNS; };
    // When it was halted counts within the same tick alone.
    case "wait": return (io) => { io[first] = io[first]! >= 0 ? RUNS : io[first] === -2 ? -2 : -1; };
    case "every": return (io) => {
      const isIdle = io[status] === TreeStatus.idle;
      io[first] = isIdle ? 0 : RUNS;
      io[first + 1] = isIdle || !(io[first + 1]! > 0) ? 0 : 1;
    };
    default: return null;
  }
}

/** Who asks whether an entry was written needs only know whether it was since. */
function counters({ entries, nodes }: TreeIr, { writes, cells }: TreeLayout): readonly Settle[] {
  return entries.flatMap(({ name }, e): Settle[] => {
    const counter = writes[e] ?? null, asking = nodes.flatMap((node, n) => ((node.kind === "onUpdate" || node.kind === "wasUpdated") && node.entry === name ? [cells[n]!] : []));
    if (counter === null) return [];
    return [(io) => {
      for (const seen of asking) io[seen] = io[seen] === io[counter] ? 1 : 0;
      io[counter] = 1;
    }];
  });
}
