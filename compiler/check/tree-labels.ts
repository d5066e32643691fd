import type * as ast from "../../grammar/ast.ts";
import { TreeStatus, type TreeIr } from "../ir/tree.ts";
import { reportUnknown } from "../resolve/symbols.ts";
import { BOOL } from "../types/types.ts";
import type { Context, Scope } from "./context.ts";
import { apply, num, scalar, WRONG, type Value } from "./value.ts";

/** The nodes of a tree by what tests and claims call them. */
export class TreeLabels {
  readonly #tree: TreeIr;

  constructor(tree: TreeIr) {
    this.#tree = tree;
  }

  /** Nodes of that name; else those of which it is the end, the leaf or the proposer. `root` is the root where nothing else is called so. */
  find(text: string): readonly string[] {
    const { nodes } = this.#tree;
    const exact = nodes.filter(({ name }) => name === text);
    if (exact.length > 0) return [text];
    if (text === "root") return [nodes[0]!.name];
    return nodes.filter((node) => node.name.endsWith(`/${text}`) || (node.kind === "extern" && node.leaf === text) || (node.kind === "do" && node.source === text)).map(({ name }) => name);
  }

  all(): readonly string[] {
    return this.#tree.nodes.map(({ name }) => name);
  }

  /** Reports a name that no node has. */
  unknown(name: string, span: ast.Ident["span"], cx: Context): void {
    reportUnknown(cx.bag, cx.symbols, "node", name, span, [...new Set([...this.all(), ...this.all().map((one) => one.slice(one.lastIndexOf("/") + 1))])]);
  }
}

const OUTCOMES: Readonly<Record<string, number>> = { idle: TreeStatus.idle, running: TreeStatus.running, success: TreeStatus.success, failure: TreeStatus.failure, skipped: TreeStatus.skipped };

/** `nav is running`: what a node gave at the tick; undefined where something else is meant. */
export function checkOutcome(e: ast.Is, scope: Scope): Value | undefined {
  if (scope.nodes === undefined || e.value.kind !== "Name" || e.kind !== "Is") return undefined;
  const { text, span } = e.value.name, found = scope.nodes.find(text), status = OUTCOMES[e.name.text];
  const isValue = scope.locals.has(text) || scope.env?.signals.has(text) === true;
  if (isValue && (status === undefined || found.length === 0)) return undefined;
  if (found.length === 0) {
    scope.nodes.unknown(text, span, scope.cx);
    return WRONG;
  }
  if (status === undefined) {
    reportUnknown(scope.cx.bag, scope.cx.symbols, "outcome", e.name.text, e.name.span, Object.keys(OUTCOMES));
    return WRONG;
  }
  if (found.length > 1) {
    scope.cx.bag.add("severalNodes", span, { name: text, nodes: found.slice(0, 4).map((name) => `\`${name}\``).join(", ") });
    return WRONG;
  }
  return scalar(BOOL, { ...apply("eq", "bool", { op: "outcome", t: "num", name: found[0]! }, num(status)), value: "enum" });
}
