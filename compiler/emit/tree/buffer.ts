import type { EnvIr } from "../../ir/ir.ts";
import { cellsOf, treeLayout, type TreeLayout } from "../../ir/tree-layout.ts";
import { LOG_STEP, TreeStatus, type TreeIr, type TreeNodeIr } from "../../ir/tree.ts";
import { comment } from "../text.ts";
import { line, type Statement } from "./statements.ts";

/** Places of one tree's buffer as they are written in its code, and what is done to them. */
export class Buffer {
  readonly env: EnvIr;
  readonly tree: TreeIr;
  readonly layout: TreeLayout;

  constructor(env: EnvIr, tree: TreeIr) {
    this.env = env;
    this.tree = tree;
    this.layout = treeLayout(env, tree);
  }

  /** An index, and what stands there. In the state it is a sum: of a literal TypeScript would think that it knows what was stored. */
  index(i: number, name: string): string {
    const { state, stateEnd } = this.layout;
    return `${i >= state && i < stateEnd ? `${state} + ${i - state}` : i} /* ${inBrackets(name)} */`;
  }

  /** A place to write to. */
  place(i: number, name: string): string {
    return `t[${this.index(i, name)}]`;
  }

  /** Its value. */
  at(i: number, name: string): string {
    return `${this.place(i, name)}!`;
  }

  node(n: number): TreeNodeIr {
    return this.tree.nodes[n]!;
  }

  status(n: number): string {
    return this.at(this.layout.status + n, "status");
  }

  is(n: number, status: TreeStatus): string {
    return `${this.status(n)} === ${status}`;
  }

  become(n: number, status: TreeStatus): Statement {
    return line(`${this.place(this.layout.status + n, "status")} = ${status};`);
  }

  #cell(n: number, name: string): number {
    return this.layout.cells[n]! + cellsOf(this.node(n)).indexOf(name);
  }

  cell(n: number, name: string): string {
    return this.at(this.#cell(n, name), name);
  }

  put(n: number, name: string, value: number | string, weight = 3): Statement {
    return line(`${this.place(this.#cell(n, name), name)} = ${value};`, weight);
  }

  add(n: number, name: string): Statement {
    return line(`${this.cell(n, name)} += 1;`, 4);
  }

  get sample(): string {
    return this.at(this.layout.sample, "sample");
  }

  get wakeUp(): Statement {
    return line(`${this.place(this.layout.wake, "wake")} = 1;`);
  }

  log(n: number, status: TreeStatus): Statement {
    return line(`t[p++] = ${LOG_STEP} * ${n} + ${status};`);
  }

  entryOf(name: string): number {
    return this.tree.entries.findIndex((entry) => entry.name === name);
  }

  /** How often an entry was written. */
  writes(entry: string): string {
    return this.at(this.layout.writes[this.entryOf(entry)]!, `writes of ${entry}`);
  }
}

export function inBrackets(name: string): string {
  return comment(name).replaceAll("]", "\\u{5d}");
}
