import type { ProgramIr } from "../../compiler/ir/ir.ts";
import { memorySlots } from "../../compiler/ir/ir.ts";
import type { TreeIr } from "../../compiler/ir/tree.ts";
import { treeLayout } from "../../compiler/ir/tree-layout.ts";
import { encode } from "../guard/shape.ts";
import { Refusal } from "../refusal.ts";
import { type Outcome, TreePort, type Visit } from "./port.ts";

export type { EntryValue, Outcome, Visit } from "./port.ts";

/** A tree over its buffers, wherever it runs. */
export interface BoundTree {
  reset(): void;
  tick(): void;
  expire(): void;
  halt(): void;
}

export interface Tick {
  readonly root: Outcome;
  readonly visits: readonly Visit[];
  /** Something asked for another tick at once. */
  readonly wake: boolean;
  /** What active leaves give, by action slot; null where none gives any. */
  readonly action: Readonly<Record<string, number | boolean>> | null;
}

const ROOTS = ["idle", "running", "success", "failure", "skipped"] as const;

const shared = (n: number): Float64Array => new Float64Array(new SharedArrayBuffer(8 * Math.max(1, n)));

/** One tree that is ticked without a guard, on a clock that the caller moves. */
export class TreeSession extends TreePort {
  readonly #x: Float64Array;
  readonly #bound: BoundTree;

  constructor(program: ProgramIr, tree: TreeIr, bind: (t: Float64Array, x: Float64Array, last: Float64Array, mem: Float64Array) => BoundTree) {
    const env = program.envs.find(({ name }) => name === tree.env)!;
    super(env, tree, shared(treeLayout(env, tree).size));
    this.#x = shared(env.obs.length);
    const last = shared(env.acts.length);
    env.acts.forEach((act, i) => (last[i] = act.kind === "bool" ? 2 * act.default : act.default));
    this.#bound = bind(this.t, this.#x, last, shared(memorySlots(env).length).fill(NaN));
    this.reset();
  }

  reset(): void {
    const { state, may } = this.layout;
    this.t.fill(0, 0, state);
    this.t.fill(1, may, may + this.tree.sources.length);
    this.env.obs.forEach((slot, i) => (this.#x[i] = slot.kind === "bool" ? 1 : NaN));
    this.#bound.reset();
  }

  /** What is observed from now on, as the env declares it. */
  observe(observation: unknown): void {
    const problems = encode(this.env.obsShape, this.env.obs, observation, this.#x, 0);
    if (problems.length > 0) throw new Refusal(`the observation is not valid: ${problems[0]}`);
  }

  /** The same by slot, as a recorded trace has it: what is not known is NaN, of a truth value 1. */
  see(slots: ArrayLike<number>): void {
    this.#x.set(slots);
  }

  /** What a policy proposes from now on, by action slot; null: nothing. */
  offer(policy: string, action: Readonly<Record<string, number | boolean>> | null): void {
    const i = this.tree.sources.findIndex(({ name }) => name === policy);
    const place = this.layout.offers[i];
    if (place == null) throw new Refusal(`the tree \`${this.tree.name}\` has no policy \`${policy}\``);
    this.t[place.present] = action === null ? 0 : 1;
    this.t[place.age] = 0;
    this.env.acts.forEach((slot, k) => {
      const value = action?.[slot.name];
      this.t[place.action + k] = typeof value === "boolean" ? 2 * Number(value) : (value ?? NaN);
    });
  }

  /** Lets timers that are due by this sample fire, before anything new is written: what was halted. */
  expire(sample: number): readonly Visit[] {
    this.t[this.layout.sample] = sample;
    this.t[this.layout.logged] = 0;
    this.#bound.expire();
    return this.visits();
  }

  /** One tick at this sample. */
  tick(sample: number): Tick {
    this.t[this.layout.sample] = sample;
    this.#bound.tick();
    return this.#read();
  }

  /** Takes back what asked for another tick. */
  settle(): void {
    this.t[this.layout.wake] = 0;
  }

  /** Halts all that runs: what was halted. */
  halt(): readonly Visit[] {
    this.#bound.halt();
    return this.visits();
  }

  #read(): Tick {
    const { root, wake, gives, action } = this.layout;
    const given = this.env.acts.flatMap((slot, i) => (this.t[gives + i] === 1 ? [[slot.name, slot.kind === "bool" ? this.t[action + i] === 2 : this.t[action + i]!] as const] : []));
    return { root: ROOTS[this.t[root]!]!, visits: this.visits(), wake: this.t[wake] === 1, action: given.length === 0 ? null : Object.fromEntries(given) };
  }
}
