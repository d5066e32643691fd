import type { EnvIr, ProgramIr } from "../../compiler/ir/ir.ts";
import { type TreeLayout, treeLayout } from "../../compiler/ir/tree-layout.ts";
import { type TreeIr, TreeStatus } from "../../compiler/ir/tree.ts";
import { found } from "./scope.ts";
import { propose } from "./tree-do.ts";
import { clear } from "./tree-kinds.ts";
import { fromBuffer } from "./tree-leaves.ts";
import { type Answering, type Seen, TreeRun } from "./tree-run.ts";
import { expire } from "./tree-timers.ts";
import { UNKNOWN } from "./values.ts";

export type { Seen } from "./tree-run.ts";

/** A tree, tick by tick as `compiler/ir/tree-step.md` says it, over a buffer that the host reads and writes. */
export class TreeInterpreter {
  readonly layout: TreeLayout;
  readonly #run: TreeRun;

  /** `answer`: who answers for the leaves of the host; without it, the buffer. */
  constructor(program: ProgramIr, tree: TreeIr, io?: Float64Array, answer: Answering = fromBuffer) {
    const env: EnvIr = found(program.envs.find(({ name }) => name === tree.env), `env ${tree.env}`);
    this.layout = treeLayout(env, tree);
    this.#run = new TreeRun(program, tree, this.layout, io ?? new Float64Array(this.layout.size), answer);
  }

  get io(): Float64Array {
    return this.#run.io;
  }

  /** A session's start. */
  reset(): void {
    const { layout, io, tree } = this.#run;
    io.fill(0, layout.state, layout.stateEnd);
    for (const [n, { kind }] of tree.nodes.entries())
      if (kind === "switch") this.#run.put(n, "running", -1);
      else if (kind === "timeout" || kind === "delay" || kind === "wait") this.#run.put(n, "due", -1);
    tree.entries.forEach(({ kind, start }, e) => {
      const writes = layout.writes[e] ?? null;
      io[layout.entries + e] = start ?? (kind === "bool" ? UNKNOWN : NaN);
      if (writes !== null && start !== null) io[writes] = 1;
    });
  }

  /** What the host puts on the blackboard. */
  write(entry: string, value: number): void {
    this.#run.write(entry, value);
  }

  /** Halts what has run out of time. */
  expire(seen: Seen): void {
    this.#begin(seen);
    expire(this.#run);
  }

  tick(seen: Seen): void {
    const { layout, io, tree } = this.#run;
    this.#begin(seen);
    if (!tree.keepsWake) io[layout.wake] = 0;
    const given = this.#run.visit(0);
    if (given === TreeStatus.success || given === TreeStatus.failure) this.#run.become(0, TreeStatus.idle);
    io[layout.root] = given;
    propose(this.#run);
  }

  /** Ends whatever is at work. */
  halt(seen: Seen): void {
    const run = this.#run, all = run.tree.nodes.keys();
    this.#begin(seen);
    if (run.tree.haltsEvery) {
      run.halt(0);
      for (const n of all) run.halt(n);
      run.become(0, TreeStatus.idle);
    } else {
      run.haltChild(0);
      for (const n of all) {
        clear(run, n);
        run.become(n, TreeStatus.idle);
      }
    }
  }

  #begin(seen: Seen): void {
    this.#run.see(seen);
    this.#run.io[this.layout.logged] = 0;
    for (const [n, { kind }] of this.#run.tree.nodes.entries()) if (kind === "extern") this.#run.put(n, "visits", 0);
  }
}
