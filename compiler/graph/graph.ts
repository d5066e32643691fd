/** What a picture of a tree or a machine shows, in words; how it looks is the renderers' business. */
export type Graph = TreeGraph | MachineGraph;

interface Base {
  readonly name: string;
  readonly over: string;
  readonly doc: string | null;
  readonly board: readonly BoardEntry[];
}

/** A value of the blackboard, or a port. */
export interface BoardEntry {
  readonly port: "in" | "out" | "inout" | null;
  readonly name: string;
  readonly type: string;
  readonly start: string | null;
}

export interface TreeGraph extends Base {
  readonly kind: "tree";
  readonly compatible: boolean;
  readonly root: GraphNode;
}

/** How a node is drawn. */
export type Shape = "control" | "decorator" | "check" | "do" | "set" | "wait" | "run" | "extern" | "constant";
export type Symbol = "sequence" | "fallback" | "robin" | "parallel" | "branch" | "try" | "loop" | "decorator" | "check" | "do" | "set" | "wait" | "run" | "extern" | "succeed" | "fail";

export interface GraphNode {
  /** As a tick names it; null where the file has errors. */
  readonly name: string | null;
  readonly shape: Shape;
  readonly symbol: Symbol;
  /** What kind it is, in the language's words: `reactive sequence`. */
  readonly word: string;
  readonly label: string | null;
  /** What it is about: a proposer, a tree, a leaf, an entry. */
  readonly subject: string | null;
  /** Conditions, assignments and amounts, as written. */
  readonly details: readonly string[];
  readonly clauses: readonly Clause[];
  /** What its parent has it for: `then`, `else`, `case 3`, `catch`. */
  readonly role: string | null;
  /** It does not stand in the text: a `switch` without `else` fails. */
  readonly implied: boolean;
  /** Of a subtree its tree's only child; none where it is unknown or goes round. */
  readonly children: readonly GraphNode[];
}

export interface Clause {
  readonly kind: "condition" | "hook" | "ensure";
  readonly text: string;
}

export interface MachineGraph extends Base {
  readonly kind: "machine";
  readonly start: string;
  readonly states: readonly GraphState[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphState {
  readonly name: string;
  /** Null: it has no list. */
  readonly may: readonly string[] | null;
  readonly clauses: readonly Clause[];
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: "go" | "rollback";
  /** Of a `go`: its condition, and for how long it must hold. */
  readonly when: string;
  readonly dwell: string | null;
}

/** All nodes, as a tick numbers them: parents first, subtrees put in. */
export function nodesOf(root: GraphNode): GraphNode[] {
  const all: GraphNode[] = [];
  const add = (node: GraphNode): void => {
    all.push(node);
    node.children.forEach(add);
  };
  add(root);
  return all;
}
