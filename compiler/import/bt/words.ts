import type { Document } from "./document.ts";
import type { Expr } from "./script/ast.ts";
import { type BtNode, nodesOf, type Written } from "./tree.ts";

/** Names in scripts that are no entries: enumerators, which that library knows from C++. */
export type Words = ReadonlyMap<string, Expr>;

/** Every expression of a node. */
export function expressionsOf(node: BtNode): readonly Written[] {
  const own = [...node.conditions, ...node.hooks.flatMap(({ sets }) => sets)];
  switch (node.kind) {
    case "parallel": return [...own, ...[node.success, node.failure].filter((one) => one !== null)];
    case "switch": return [...own, node.subject, ...node.cases];
    case "recovery": return [...own, node.retries];
    case "every": return [...own, node.hertz];
    case "times": return [...own, node.times];
    case "time": return [...own, node.milliseconds];
    case "when": case "check": return [...own, node.condition];
    case "loop": return [...own, ...(node.variable === null ? [] : [node.variable]), ...node.values];
    case "updated": return [...own, node.entry];
    case "set": return [...own, ...node.sets];
    case "leaf": case "subtree": return [...own, ...node.ports.values()];
    default: return own;
  }
}

/** Names that a node's own expressions read; for its own next value an entry is not read. */
export function readsOf(node: BtNode): readonly string[] {
  const handed = new Set<Written>(node.kind === "leaf" || node.kind === "subtree" ? node.ports.values() : node.kind === "loop" && node.variable !== null ? [node.variable] : []);
  return expressionsOf(node).filter((one) => !handed.has(one)).flatMap(({ expr }) => {
    const names = [...partsOf(expr.kind === "assign" ? expr.value : expr)].flatMap((part) => (part.kind === "name" ? [part.name] : []));
    return expr.kind === "assign" ? names.filter((name) => name !== expr.target.name) : names;
  });
}

/** The expression's parts, itself first. */
export function* partsOf(expr: Expr): Iterable<Expr> {
  yield expr;
  for (const part of operandsOf(expr)) yield* partsOf(part);
}

function operandsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "assign": return [expr.target, expr.value];
    case "not": case "negate": return [expr.of];
    case "arithmetic": case "logic": return [expr.left, expr.right];
    case "compare": return expr.operands;
    case "if": return [expr.condition, expr.then, expr.otherwise];
    default: return [];
  }
}

/**
 * The enumerators of a file: those that were told, with their numbers; and what a script calls like a case of a switch, if it is an entry
 * nowhere else, which is then compared by its name.
 */
export function wordsOf({ trees }: Document, told: Readonly<Record<string, number>>): Words {
  const cases = new Set<string>(), entries = new Set<string>();
  for (const node of [...trees.values()].flatMap(({ root }) => [...nodesOf(root)])) {
    if (node.kind === "switch") for (const { expr } of node.cases) if (expr.kind === "literal") cases.add(expr.value);
    if (node.kind === "leaf" || node.kind === "subtree") for (const [name, { expr }] of node.ports) for (const entry of expr.kind === "name" ? [name, expr.name] : [name]) entries.add(entry);
    for (const part of expressionsOf(node).flatMap(({ expr }) => [...partsOf(expr)])) if (part.kind === "assign") entries.add(part.target.name);
  }
  const named = [...cases].filter((name) => /^[A-Za-z_]\w*$/.test(name) && !entries.has(name)).map((name): [string, Expr] => [name, { kind: "text", value: name, at: 0 }]);
  const numbered = Object.entries(told).map(([name, value]): [string, Expr] => [name, { kind: "number", text: String(value), at: 0 }]);
  return new Map([...named, ...numbered]);
}
