import type { EnvIr } from "../../ir/ir.ts";
import type { NodeIr, NodeOp, ReportIr, RewardIr } from "../../ir/reward.ts";

const WORDS: Partial<Record<NodeOp, string>> = {
  add: "sum", sub: "difference", mul: "product", div: "quotient", neg: "negative", pow: "power", sqrt: "root", if: "choice", lt: "is_less", le: "is_at_most",
  gt: "is_more", ge: "is_at_least", eq: "is_equal", ne: "is_other", and: "all_of", or: "one_of", not: "not_so", present: "is_known", orElse: "or_else",
  sum: "total", product: "product", all: "all_are", any: "any_is", argmin: "where_least", listOf: "list", at: "element", history: "newest", first: "is_first",
};

/** What a node is called in the emitted code: as the source calls it, where it does. */
export function wantedNames(env: EnvIr, reward: RewardIr): (id: number) => string {
  const given = new Map<number, string>();
  const give = (node: number, name: string): void => void (given.has(node) || given.set(node, name));
  const report = (value: ReportIr, name: string): void => {
    if (value.kind === "scalar" || value.kind === "list") give(value.node, name);
    else if (value.kind === "vector") value.items.forEach((item, i) => report(item, `${name}_${i}`));
    else value.fields.forEach((field) => report(field.value, `${name}_${field.name}`));
  };
  reward.nodes.forEach((node, id) => {
    const name = slotName(env, node);
    if (name !== undefined) give(id, name);
  });
  for (const { name, value } of reward.items) report(value, name);
  for (const { name, counted } of reward.items) if (counted !== null) give(counted, `${name}_counted`);
  for (const { name, when } of reward.stops) give(when, name);
  give(reward.total, "reward");
  reward.cells.forEach(({ next }, cell) => reward.nodes.forEach((node, id) => {
    if (node.op === "state" && node.cell === cell) give(id, `${given.get(next) ?? "value"}_before`);
  }));
  return (id) => {
    const { op } = reward.nodes[id]!;
    return given.get(id) ?? WORDS[op] ?? op;
  };
}

/** What element 0 of a list is called, without its number. */
export function elementName(name: string): string {
  return name.replace(/\W0(?!\d)\W?/, ".").replace(/\.$/, "");
}

function slotName(env: EnvIr, { op, slot }: NodeIr): string | undefined {
  switch (op) {
    case "obs": return env.obs[slot!]!.name;
    case "act": return env.acts[slot!]!.name;
    case "item": return elementName(env.obs[slot!]!.name);
    case "feature": return "read";
    default: return undefined;
  }
}
