import type { EnvIr, ProgramIr } from "../../compiler/ir/ir.ts";
import { LOG_STEP, type TreeIr } from "../../compiler/ir/tree.ts";
import { TreeInterpreter } from "../../runtime/interpreter/tree.ts";
import { env } from "../interpreter/build.ts";
import { inProgram } from "./build.ts";

const LETTERS = "IRSFKH";

/** What leaves answer, one letter a visit, from the start again behind the last: Success, Failure, Running, sKipped. */
export type Scripts = Readonly<Record<string, string>>;

/** A tree that is ticked by hand; what happened is said as `aS bR nR`: who was visited and what it gave, `aH`: it was halted. */
export class Play {
  readonly tree: TreeIr;
  readonly #interpreter: TreeInterpreter;
  readonly #scripts: Scripts;
  readonly #places = new Map<string, number>();
  obs: readonly number[] = [];

  constructor(tree: TreeIr, scripts: Scripts = {}, over: EnvIr = env(), more: Partial<ProgramIr> = {}) {
    this.tree = tree;
    this.#scripts = scripts;
    this.#interpreter = new TreeInterpreter(inProgram(tree, over, more), tree);
    this.#interpreter.reset();
    this.io.fill(1, this.layout.may, this.layout.may + tree.sources.length);
  }

  get layout() {
    return this.#interpreter.layout;
  }

  get io(): Float64Array {
    return this.#interpreter.io;
  }

  tick(): string {
    return this.#does("tick");
  }

  /** Ticks until nobody asks for another at once. */
  ticks(): readonly string[] {
    const all = [this.tick()];
    while (this.root === "R" && this.wakes) {
      this.io[this.layout.wake] = 0;
      all.push(this.tick());
    }
    return all;
  }

  halt(): string {
    return this.#does("halt");
  }

  reset(): void {
    this.#interpreter.reset();
  }

  /** Goes on to a later sample, at which time may have run out. */
  at(sample: number): string {
    this.io[this.layout.sample] = sample;
    return this.#does("expire");
  }

  set(entry: string, value: number): void {
    this.#interpreter.write(entry, value);
  }

  get(entry: string): number {
    return this.io[this.layout.entries + this.tree.entries.findIndex(({ name }) => name === entry)]!;
  }

  cell(node: string, i = 0): number {
    return this.io[this.layout.cells[this.#index(node)]! + i]!;
  }

  /** The first value that a leaf was given. */
  given(leaf: string, i = 0): number {
    return this.io[this.layout.args[this.#index(leaf)]! + i]!;
  }

  get root(): string {
    return LETTERS[this.io[this.layout.root]!]!;
  }

  get wakes(): boolean {
    return this.io[this.layout.wake] === 1;
  }

  /** One letter a node. */
  get status(): string {
    return this.tree.nodes.map((_, n) => LETTERS[this.io[this.layout.status + n]!]).join("");
  }

  #index(node: string): number {
    return this.tree.nodes.findIndex(({ name }) => name === node);
  }

  #does(what: "tick" | "halt" | "expire"): string {
    this.#answer();
    this.#interpreter[what]({ obs: this.obs, last: [], mem: [] });
    for (const { name, kind } of this.tree.nodes) if (kind === "extern") this.#places.set(name, (this.#places.get(name) ?? 0) + this.cell(name));
    const { log, logged, logEnd } = this.layout, many = Math.min(this.io[logged]!, logEnd - log);
    return Array.from(this.io.subarray(log, log + many), (x) => `${this.tree.nodes[Math.floor(x / LOG_STEP)]!.name}${LETTERS[x % LOG_STEP]}`).join(" ");
  }

  #answer(): void {
    this.tree.nodes.forEach(({ name }, n) => {
      const answers = this.layout.answers[n], script = this.#scripts[name];
      if (answers === null || answers === undefined || script === undefined) return;
      this.io[answers] = 10;
      for (let i = 0; i < 10; i += 1) this.io[answers + 1 + i] = LETTERS.indexOf(script[((this.#places.get(name) ?? 0) + i) % script.length]!);
    });
  }
}
