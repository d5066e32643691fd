import { LISTS, REDUCTIONS, type NodeIr } from "../../ir/reward.ts";
import { number, type Code } from "./code.ts";
import { element } from "./elements.ts";
import type { Expressions, Half } from "./expressions.ts";
import { source } from "./sources.ts";
import { list, reduction } from "./lists.ts";
import { numeric } from "./numeric.ts";
import { truth } from "./truths.ts";

/** One node in Python, by `reward-step.md`. */
export function operation(x: Expressions, id: number, half: Half): Code {
  const node: NodeIr = x.node(id);
  if (node.op === "num") return number(node.value ?? NaN);
  if (LISTS.has(node.op)) return list(x, id, half);
  if (REDUCTIONS.has(node.op)) return reduction(x, id, half);
  if (node.op === "at" || node.op === "item") return element(x, id, half);
  return source(x, node, half) ?? (node.t === "num" ? numeric(x, id) : truth(x, id, half));
}
