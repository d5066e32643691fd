import type { Formulas } from "./witness-formula.ts";
import type { Node, Ref } from "./witness-nodes.ts";
import type { Clock } from "./witness-windows.ts";

/** Samples of one slot. */
export interface Stretch {
  readonly slot: number;
  readonly from: number;
  readonly to: number;
}

interface On {
  readonly clock: Clock;
  readonly formulas: Formulas;
}

/** All samples that a formula, from one sample to another, may depend on. */
export function pushed({ node }: Ref, from: number, to: number, on: On, out: Stretch[]): void {
  const { clock } = on, a = Math.max(0, from), b = Math.min(clock.length - 1, to);
  if (a > b) return;
  switch (node.op) {
    case "atom": return atomReads(node, a, b, on, out);
    case "all": return node.xs.forEach((x) => pushed(x, a, b, on, out));
    case "same": return [node.x, node.y].forEach((x) => pushed(x, a, b, on, out));
    case "choose": return [node.c, node.x, node.y].forEach((x) => pushed(x, a, b, on, out));
    case "step": return pushed(node.x, a + node.by, b + node.by, on, out);
    case "some": return pushed(node.x, clock.first(node.window, a), clock.last(node.window, b), on, out);
    case "reach": {
      const first = clock.first(node.window, a), last = clock.last(node.window, b);
      pushed(node.y, first, last, on, out);
      if (node.window.past) pushed(node.x, first + 1, b, on, out);
      else pushed(node.x, a, last - 1, on, out);
    }
  }
}

function atomReads(node: Node & { readonly op: "atom" }, a: number, b: number, on: On, out: Stretch[]): void {
  for (const read of node.reads) {
    const from = Math.max(0, a + read.offset), to = b + read.offset;
    if (from > to) continue;
    if (read.kind === "slot") out.push({ slot: read.slot, from, to });
    else if (read.kind === "memory") for (const { slot } of on.formulas.slotsOf(read.memory)) out.push({ slot, from: 0, to });
    else pushed(read.of, from, to, on, out);
  }
}
