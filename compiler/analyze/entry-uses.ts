import type { Ir } from "../ir/ir.ts";
import type { SetIr, TreeIr, TreeNodeIr } from "../ir/tree.ts";

export interface Uses {
  /** Its value counts somewhere else than in its own next value. */
  readonly read: ReadonlySet<string>;
  readonly written: ReadonlySet<string>;
}

/** What a tree's nodes do with the entries of its blackboard. */
export function entryUses({ nodes }: Pick<TreeIr, "nodes">): Uses {
  const read = new Set<string>(), written = new Set<string>();
  for (const node of nodes) {
    for (const { entry, value } of setsOf(node)) {
      written.add(entry);
      for (const name of entriesIn(value)) if (name !== entry) read.add(name);
    }
    for (const ir of expressionsOf(node)) for (const name of entriesIn(ir)) read.add(name);
    if (node.kind === "onUpdate" || node.kind === "wasUpdated") read.add(node.entry);
    if (node.kind === "extern") for (const { entry } of node.outputs) written.add(entry);
  }
  return { read, written };
}

/** All that a node writes itself. */
export function setsOf(node: TreeNodeIr): readonly SetIr[] {
  const { success = [], failure = [], halted = [], always = [] } = node.post ?? {};
  const own = node.kind === "set" ? node.sets : node.kind === "loop" ? node.values.map((value) => ({ entry: node.entry, value })) : [];
  return [...own, ...success, ...failure, ...halted, ...always];
}

/** All that a node computes but what it writes. */
export function expressionsOf(node: TreeNodeIr): readonly Ir[] {
  return [...Object.values(node.pre ?? {}), ...ownExpressions(node)];
}

function ownExpressions(node: TreeNodeIr): readonly Ir[] {
  switch (node.kind) {
    case "parallel": return [node.success, node.failure];
    case "parallelAll": return [node.failures];
    case "switch": return node.cases;
    case "retry": case "repeat": return [node.times];
    case "timeout": case "delay": case "every": case "wait": return [node.samples];
    case "when": case "check": return [node.value];
    case "extern": return node.args.map(({ value }) => value);
    case "do": return [...node.sets.map(({ value }) => value), ...(node.until === null ? [] : [node.until])];
    default: return [];
  }
}

export function entriesIn(ir: Ir): readonly string[] {
  return [...(ir.op === "entry" ? [ir.name!] : []), ...(ir.args ?? []).flatMap(entriesIn)];
}
