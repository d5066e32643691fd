import { ANSWERS, type TreeLayout } from "../../compiler/ir/tree-layout.ts";
import { TreeStatus, type Given, type TreeIr, type TreeNodeIr } from "../../compiler/ir/tree.ts";

/** The tree with leaves of the host in place of the nodes of those names; what was below them is never visited. */
export function mockedTree(tree: TreeIr, names: ReadonlySet<string>): TreeIr {
  return { ...tree, nodes: tree.nodes.map((node): TreeNodeIr => (names.has(node.name) ? { ...around(node), kind: "extern", leaf: node.name, args: [], outputs: [] } : node)) };
}

const around = ({ name, at, pre, post }: TreeNodeIr): Pick<TreeNodeIr, "name" | "at" | "children" | "pre" | "post"> => ({ name, at, children: [], ...(pre && { pre }), ...(post && { post }) });

export interface Answers {
  readonly gives: Given;
  /** At so many visits. */
  readonly times: number;
}

/** What a mocked node gives, visit by visit; at the end the last answer again and again. */
export class Script {
  readonly #answers: readonly Answers[];
  #taken = 0;

  constructor(answers: readonly Answers[]) {
    this.#answers = answers;
  }

  /** Writes the answers to come in one tick into the buffer of the leaf. */
  offer(io: Float64Array, place: number): void {
    io[place] = ANSWERS;
    for (let i = 0; i < ANSWERS; i += 1) io[place + 1 + i] = TreeStatus[this.#at(this.#taken + i)];
  }

  /** So many were taken. */
  take(visits: number): void {
    this.#taken += visits;
  }

  #at(visit: number): Given {
    let until = 0;
    return (this.#answers.find(({ times }) => visit < (until += times)) ?? this.#answers.at(-1)!).gives;
  }
}

/** Scripts by node: a later one for a node takes the place of the earlier. */
export class Scripts {
  readonly #tree: TreeIr;
  readonly #layout: TreeLayout;
  readonly #byNode = new Map<number, Script>();

  constructor(tree: TreeIr, layout: TreeLayout) {
    this.#tree = tree;
    this.#layout = layout;
  }

  begin(nodes: readonly string[], answers: readonly Answers[]): void {
    for (const name of nodes) this.#byNode.set(this.#tree.nodes.findIndex((node) => node.name === name), new Script(answers));
  }

  /** Before a tick. */
  offer(io: Float64Array): void {
    for (const [n, script] of this.#byNode) script.offer(io, this.#layout.answers[n]!);
  }

  /** After it: visits are an extern leaf's only cell. */
  take(io: Float64Array): void {
    for (const [n, script] of this.#byNode) script.take(io[this.#layout.cells[n]!]!);
  }
}
