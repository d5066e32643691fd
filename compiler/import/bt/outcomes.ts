import type { BtNode, BtTree } from "./tree.ts";

/** What nodes may give besides success and failure. */
export class Outcomes {
  readonly #trees: ReadonlyMap<string, BtTree>;
  /** By tree: a tree that is run in many places is looked at once. */
  readonly #skips = new Map<string, boolean>();
  readonly #runs = new Map<string, boolean>();

  constructor(trees: ReadonlyMap<string, BtTree>) {
    this.#trees = trees;
  }

  /** Whether a node may be skipped. A leaf is the host's, which may skip it. */
  maySkip(node: BtNode): boolean {
    if (node.conditions.some(({ on }) => on === "skip" || on === "while")) return true;
    const { children } = node, of = (child: BtNode): boolean => this.maySkip(child);
    switch (node.kind) {
      case "leaf": return true;
      case "subtree": return this.#ofTree(node.id, this.#skips, of);
      case "composite": case "parallel": return children.every(of);
      case "try": return children.slice(0, -1).every(of);
      case "recovery": return of(children[0]!);
      case "again": return of(children[1]!);
      case "wrapper": return node.op === "run once then skip" || (node.op !== "repeat until failure" && children.some(of));
      case "when": case "loop": return node.otherwise === "skip" || children.some(of);
      case "updated": return children.length > 0 && (node.otherwise === "skip" || children.some(of));
      case "check": case "set": case "constant": return false;
      default: return children.some(of);
    }
  }

  /** Whether a node may be running when a tick ends. */
  mayRun(node: BtNode): boolean {
    const { children } = node, of = (child: BtNode): boolean => this.mayRun(child);
    switch (node.kind) {
      case "leaf": case "times": case "loop": case "again": case "every": return true;
      case "subtree": return this.#ofTree(node.id, this.#runs, of);
      case "composite": return node.mode === "async" || node.mode === "memory" || children.some(of);
      case "wrapper": return node.op === "repeat until failure" || children.some(of);
      case "time": return node.op !== "timeout" || children.some(of);
      case "when": case "updated": return node.otherwise === "running" || children.some(of);
      case "check": case "set": case "constant": return false;
      default: return children.some(of);
    }
  }

  #ofTree(id: string, known: Map<string, boolean>, of: (root: BtNode) => boolean): boolean {
    const tree = this.#trees.get(id), answer = known.get(id) ?? (tree === undefined || of(tree.root));
    known.set(id, answer);
    return answer;
  }
}
