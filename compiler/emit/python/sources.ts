import type { NodeIr } from "../../ir/reward.ts";
import { after, infix, number, plain, prefix, type Code } from "./code.ts";
import type { Expressions, Half } from "./expressions.ts";
import type { Leaf, Place } from "./leaves.ts";

/** A node that reads what a step is given or what the episode keeps; null for one that computes. */
export function source(x: Expressions, node: NodeIr, half: Half): Code | null {
  const { plan, dialect } = x;
  switch (node.op) {
    case "obs": {
      const place = plan.obs.place(node.slot!);
      return place === undefined ? plain(plan.lengths.get(node.slot!)!) : component(x, place, half);
    }
    case "act": return component(x, plan.acts.place(node.slot!)!, half);
    case "feature": {
      const column = plain(`texts[:, ${node.feature!}]`);
      return node.t === "num" ? column : infix("==", column, number(half === "yes" ? 2 : 0));
    }
    case "state": return dialect.rows(plain(cellName(node.cell!, half)));
    case "first": return infix("==", dialect.rows(plain("self._steps")), number(0));
    case "steps": return dialect.rows(plain("self._steps"));
    case "index": return x.index(node.loop!);
    default: return null;
  }
}

/** Where a cell is kept; of a truth value that may be unknown there are two. */
export function cellName(cell: number, half: Half): string {
  return `self._cell_${cell}${half === "yes" ? "" : "_not"}`;
}

function component(x: Expressions, { leaf, element, component: j }: Place, half: Half): Code {
  const at = [":", ...(leaf.list === null ? [] : [element]), ...(leaf.width === null ? [] : [j])];
  const array = plain(x.plan.arrays.get(leaf)!);
  return halfOf(leaf, at.length === 1 ? array : after(array, `[${at.join(", ")}]`), half);
}

/** A truth value that may be missing comes as a number. */
export function halfOf({ kind, isOptional }: Leaf, array: Code, half: Half): Code {
  if (kind !== "bool") return array;
  if (isOptional) return infix("==", array, number(half === "yes" ? 1 : 0));
  return half === "yes" ? array : prefix("~", array);
}
