import type { EnvIr, ProgramIr } from "../../compiler/ir/ir.ts";
import { memorySlots } from "../../compiler/ir/ir.ts";
import { LOG_STEP, TreeStatus, type EntryIr, type TreeIr } from "../../compiler/ir/tree.ts";
import { ANSWERS, treeLayout, type TreeLayout } from "../../compiler/ir/tree-layout.ts";
import { encode } from "../guard/shape.ts";
import { Refusal } from "../refusal.ts";

/** A tree over its buffers, wherever it runs. */
export interface BoundTree {
  reset(): void;
  tick(): void;
  expire(): void;
  halt(): void;
}

export type Outcome = "idle" | "running" | "success" | "failure" | "skipped";

/** One node that was visited, or a running leaf that was halted, in order. */
export interface Visit {
  readonly node: string;
  readonly status: Outcome | "halted";
}

export interface Tick {
  readonly root: Outcome;
  readonly visits: readonly Visit[];
  /** Something asked for another tick at once. */
  readonly wake: boolean;
  /** What active leaves give, by action slot; null where none gives any. */
  readonly action: Readonly<Record<string, number | boolean>> | null;
}

export type EntryValue = number | boolean | string | null;

const OUTCOMES = ["idle", "running", "success", "failure", "skipped", "halted"] as const;

/** One tree that is ticked, with a blackboard of its own, on a clock that the caller moves. */
export class TreeSession {
  readonly tree: TreeIr;
  readonly env: EnvIr;
  readonly #t: Float64Array;
  readonly #x: Float64Array;
  readonly #layout: TreeLayout;
  readonly #bound: BoundTree;
  readonly #nodes: ReadonlyMap<string, number>;
  readonly #texts: string[];

  constructor(program: ProgramIr, tree: TreeIr, bind: (t: Float64Array, x: Float64Array, last: Float64Array, mem: Float64Array) => BoundTree) {
    this.tree = tree;
    this.env = program.envs.find(({ name }) => name === tree.env)!;
    this.#layout = treeLayout(this.env, tree);
    const shared = (n: number): Float64Array => new Float64Array(new SharedArrayBuffer(8 * Math.max(1, n)));
    this.#t = shared(this.#layout.size);
    this.#x = shared(this.env.obs.length);
    const last = shared(this.env.acts.length);
    this.env.acts.forEach((act, i) => (last[i] = act.kind === "bool" ? 2 * act.default : act.default));
    const mem = shared(memorySlots(this.env).length).fill(NaN);
    this.#bound = bind(this.#t, this.#x, last, mem);
    this.#nodes = new Map(tree.nodes.map(({ name }, i) => [name, i]));
    this.#texts = [...tree.texts];
    this.reset();
  }

  reset(): void {
    this.#t.fill(0, 0, this.#layout.state);
    this.#t.fill(1, this.#layout.may, this.#layout.may + this.tree.sources.length);
    this.env.obs.forEach((slot, i) => (this.#x[i] = slot.kind === "bool" ? 1 : NaN));
    this.#bound.reset();
  }

  /** Writes an entry of the blackboard: what is of another type than declared is refused. A null is unknown. */
  set(name: string, value: EntryValue): void {
    const i = this.#entry(name);
    const { entries, writes } = this.#layout;
    this.#t[entries + i] = this.#stored(this.tree.entries[i]!, value);
    if (writes[i] != null) this.#t[writes[i]]! += 1;
  }

  get(name: string): EntryValue {
    const i = this.#entry(name);
    const value = this.#t[this.#layout.entries + i]!;
    const { kind } = this.tree.entries[i]!;
    if (kind === "bool") return value === 1 ? null : value === 2;
    if (Number.isNaN(value)) return null;
    return kind === "text" ? this.#texts[value]! : value;
  }

  /** What is observed from now on, as the env declares it. */
  observe(observation: unknown): void {
    const problems = encode(this.env.obsShape, this.env.obs, observation, this.#x, 0);
    if (problems.length > 0) throw new Refusal(`the observation is not valid: ${problems[0]}`);
  }

  /** What a policy proposes from now on, by action slot; null: nothing. */
  offer(policy: string, action: Readonly<Record<string, number | boolean>> | null): void {
    const i = this.tree.sources.findIndex(({ name }) => name === policy);
    const place = this.#layout.offers[i];
    if (place == null) throw new Refusal(`the tree \`${this.tree.name}\` has no policy \`${policy}\``);
    this.#t[place.present] = action === null ? 0 : 1;
    this.env.acts.forEach((slot, k) => {
      const value = action?.[slot.name];
      this.#t[place.action + k] = typeof value === "boolean" ? 2 * Number(value) : (value ?? NaN);
    });
  }

  /** What a leaf that the host runs answers at its next visits in the ticks to come; the last one from then on. */
  answer(leaf: string, ...answers: readonly Exclude<Outcome, "idle">[]): void {
    const place = this.#layout.answers[this.#nodes.get(leaf) ?? -1];
    if (place == null) throw new Refusal(`the tree \`${this.tree.name}\` has no leaf \`${leaf}\` that the host runs`);
    const some = answers.slice(0, ANSWERS);
    this.#t[place] = some.length;
    some.forEach((answer, i) => (this.#t[place + 1 + i] = TreeStatus[answer]));
  }

  /** What a leaf was given at its newest visit. */
  given(leaf: string): Readonly<Record<string, EntryValue>> {
    const i = this.#nodes.get(leaf) ?? -1;
    const node = this.tree.nodes[i];
    const place = this.#layout.args[i];
    if (node?.kind !== "extern") throw new Refusal(`the tree \`${this.tree.name}\` has no leaf \`${leaf}\` that the host runs`);
    return Object.fromEntries(node.args.map(({ name, value, text }, k) => {
      const stored = this.#t[place! + k]!;
      return [name, Number.isNaN(stored) ? null : text === true ? this.#texts[stored]! : value.t === "bool" ? (stored === 1 ? null : stored === 2) : stored];
    }));
  }

  /** Lets timers that are due by this sample fire, before anything new is written. */
  expire(sample: number): void {
    this.#t[this.#layout.sample] = sample;
    this.#bound.expire();
  }

  /** One tick at this sample. */
  tick(sample: number): Tick {
    this.#t[this.#layout.sample] = sample;
    this.#bound.tick();
    return this.#read();
  }

  /** Takes back what asked for another tick. */
  settle(): void {
    this.#t[this.#layout.wake] = 0;
  }

  /** Halts all that runs: what was halted. */
  halt(): readonly Visit[] {
    this.#bound.halt();
    return this.#visits();
  }

  /** Every node's status. */
  status(): readonly Outcome[] {
    const { status } = this.#layout;
    return this.tree.nodes.map((_, i) => OUTCOMES[this.#t[status + i]!] as Outcome);
  }

  #read(): Tick {
    const { root, wake, gives, action } = this.#layout;
    const given = this.env.acts.flatMap((slot, i) => (this.#t[gives + i] === 1 ? [[slot.name, slot.kind === "bool" ? this.#t[action + i] === 2 : this.#t[action + i]!] as const] : []));
    return { root: OUTCOMES[this.#t[root]!] as Outcome, visits: this.#visits(), wake: this.#t[wake] === 1, action: given.length === 0 ? null : Object.fromEntries(given) };
  }

  #visits(): readonly Visit[] {
    const { logged, log, logEnd } = this.#layout;
    const n = Math.min(this.#t[logged]!, logEnd - log);
    return Array.from(this.#t.subarray(log, log + n), (one) => ({ node: this.tree.nodes[Math.floor(one / LOG_STEP)]!.name, status: OUTCOMES[one % LOG_STEP]! }));
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
