import type { EnvIr, ProgramIr, ProposerIr } from "../../compiler/ir/ir.ts";
import { Status, treeNamed } from "../../compiler/ir/layout.ts";
import { type SourceOfTree, TreeStatus } from "../../compiler/ir/tree.ts";
import type { Frame } from "./scope.ts";
import { TreeInterpreter } from "./tree.ts";
import { defaultOf } from "./transition.ts";

/** A tree that a guard asks: what a tick changes stays only where its proposal acts. */
export class TreeProposer {
  readonly #tree: TreeInterpreter;
  readonly #env: EnvIr;
  readonly #sources: readonly SourceOfTree[];
  readonly #within: number | null;
  readonly #fault: (given: readonly number[], action: Float64Array) => number;
  #before: Float64Array | null = null;

  constructor(program: ProgramIr, env: EnvIr, { name, within }: ProposerIr, t: Float64Array, fault: (given: readonly number[], action: Float64Array) => number) {
    const tree = treeNamed(program, name);
    this.#tree = new TreeInterpreter(program, tree, t);
    this.#sources = tree.sources;
    this.#env = env;
    this.#within = within;
    this.#fault = fault;
  }

  reset(): void {
    const { layout, io } = this.#tree;
    this.#tree.reset();
    io.fill(1, layout.may, layout.may + layout.offers.length);
    this.#before = null;
  }

  /** `lets`: whether the machine that is followed lets a source act. */
  ask(now: Frame, sample: number, action: Float64Array, lets: (source: string) => boolean): number {
    const { layout, io } = this.#tree;
    this.#before = io.slice();
    io[layout.sample] = sample;
    this.#sources.forEach(({ name }, i) => (io[layout.may + i] = lets(name) ? 1 : 0));
    for (const offer of layout.offers) if (offer !== null && !this.#isFresh(io[offer.age]!)) io[offer.present] = 0;
    this.#tree.expire(now);
    this.#tree.tick(now);
    const given = this.#env.acts.flatMap((_, i) => (io[layout.gives + i] === 1 ? [i] : []));
    if (given.length === 0) return Status.absent;
    action.set(this.#env.acts.map(defaultOf));
    for (const i of given) action[i] = io[layout.action + i]!;
    return this.#fault(given, action);
  }

  #isFresh(age: number): boolean {
    return this.#within === null || (age >= 0 && age <= this.#within);
  }

  /** After the step: its own tick counts, or none, and then nothing of it runs on. */
  settle(acts: boolean, now: Frame): void {
    const { layout, io } = this.#tree;
    if (!acts) {
      if (this.#before !== null) io.set(this.#before);
      if (io[layout.status] !== TreeStatus.idle) this.#tree.halt(now);
    }
    this.#before = null;
  }
}
