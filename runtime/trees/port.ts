import type { EnvIr } from "../../compiler/ir/ir.ts";
import { LOG_STEP, TreeStatus, type EntryIr, type TreeIr } from "../../compiler/ir/tree.ts";
import { ANSWERS, treeLayout, type TreeLayout } from "../../compiler/ir/tree-layout.ts";
import { Refusal } from "../refusal.ts";

export type Outcome = "idle" | "running" | "success" | "failure" | "skipped";

/** One node that was visited, or a running leaf that was halted, in order. */
export interface Visit {
  readonly node: string;
  readonly status: Outcome | "halted";
}

export type EntryValue = number | boolean | string | null;

const OUTCOMES = ["idle", "running", "success", "failure", "skipped", "halted"] as const;

/** What the host says to a tree and reads of it, between ticks: a tree by itself, or one that a guard asks. */
export class TreePort {
  readonly tree: TreeIr;
  readonly env: EnvIr;
  protected readonly t: Float64Array;
  protected readonly layout: TreeLayout;
  readonly #nodes: ReadonlyMap<string, number>;
  readonly #texts: string[];

  constructor(env: EnvIr, tree: TreeIr, t: Float64Array) {
    this.tree = tree;
    this.env = env;
    this.t = t;
    this.layout = treeLayout(env, tree);
    this.#nodes = new Map(tree.nodes.map(({ name }, i) => [name, i]));
    this.#texts = [...tree.texts];
  }

  /** Writes an entry of the blackboard: what is of another type than declared is refused. A null is unknown. */
  set(name: string, value: EntryValue): void {
    const i = this.#entry(name);
    const { entries, writes } = this.layout;
    this.t[entries + i] = this.#stored(this.tree.entries[i]!, value);
    if (writes[i] != null) this.t[writes[i]]! += 1;
  }

  get(name: string): EntryValue {
    const i = this.#entry(name);
    const value = this.t[this.layout.entries + i]!;
    const { kind } = this.tree.entries[i]!;
    if (kind === "bool") return value === 1 ? null : value === 2;
    if (Number.isNaN(value)) return null;
    return kind === "text" ? this.#texts[value]! : value;
  }

  /** What a leaf that the host runs answers at its next visits in the ticks to come; the last one from then on. */
  answer(leaf: string, ...answers: readonly Exclude<Outcome, "idle">[]): void {
    const place = this.layout.answers[this.#nodes.get(leaf) ?? -1];
    if (place == null) throw new Refusal(`the tree \`${this.tree.name}\` has no leaf \`${leaf}\` that the host runs`);
    const some = answers.slice(0, ANSWERS);
    this.t[place] = some.length;
    some.forEach((answer, i) => (this.t[place + 1 + i] = TreeStatus[answer]));
  }

  /** What a leaf was given at its newest visit. */
  given(leaf: string): Readonly<Record<string, EntryValue>> {
    const i = this.#nodes.get(leaf) ?? -1;
    const node = this.tree.nodes[i];
    const place = this.layout.args[i];
    if (node?.kind !== "extern") throw new Refusal(`the tree \`${this.tree.name}\` has no leaf \`${leaf}\` that the host runs`);
    return Object.fromEntries(node.args.map(({ name, value, text }, k) => {
      const stored = this.t[place! + k]!;
      return [name, Number.isNaN(stored) ? null : text === true ? this.#texts[stored]! : value.t === "bool" ? (stored === 1 ? null : stored === 2) : stored];
    }));
  }

  /** How many answers a leaf has taken in the newest tick. */
  asked(leaf: string): number {
    return this.t[this.layout.cells[this.#nodes.get(leaf)!]!]!;
  }

  /** Every node's status. */
  status(): readonly Outcome[] {
    const { status } = this.layout;
    return this.tree.nodes.map((_, i) => OUTCOMES[this.t[status + i]!] as Outcome);
  }

  /** What the newest tick, expiry or halt visited. */
  visits(): readonly Visit[] {
    const { logged, log, logEnd } = this.layout;
    const n = Math.min(this.t[logged]!, logEnd - log);
    return Array.from(this.t.subarray(log, log + n), (one) => ({ node: this.tree.nodes[Math.floor(one / LOG_STEP)]!.name, status: OUTCOMES[one % LOG_STEP]! }));
  }

  #entry(name: string): number {
    const i = this.tree.entries.findIndex((one) => one.name === name);
    if (i < 0) throw new Refusal(`the tree \`${this.tree.name}\` has no entry \`${name}\` on its blackboard`);
    return i;
  }

  #stored({ name, kind }: EntryIr, value: EntryValue): number {
    if (value === null) return kind === "bool" ? 1 : NaN;
    const wanted = kind === "num" ? "number" : kind === "bool" ? "boolean" : "string";
    if (typeof value !== wanted) throw new Refusal(`\`${name}\` is a ${kind === "num" ? "number" : kind === "bool" ? "truth value" : "text"}, not a ${typeof value}`);
    if (typeof value === "number") return value;
    return typeof value === "boolean" ? 2 * Number(value) : this.#numberOf(value as string);
  }

  #numberOf(text: string): number {
    const known = this.#texts.indexOf(text);
    if (known >= 0) return known;
    this.#texts.push(text);
    return this.#texts.length - 1;
  }
}
