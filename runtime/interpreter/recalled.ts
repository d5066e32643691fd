import { memorySlots, type EnvIr, type MonitoredIr, type ProgramIr } from "../../compiler/ir/ir.ts";
import { compileNumber, type NumberAt } from "./expressions.ts";
import type { Spread } from "./intervals.ts";
import { Past } from "./past.ts";
import { frame, type Frame, scopeOf } from "./scope.ts";

/** An env's memories, and what its monitors keep, sample by sample. */
export class Recalled {
  readonly mem: Float64Array;
  readonly #next: readonly NumberAt[];
  readonly #monitors: readonly MonitoredIr[];
  readonly #past: Past;

  constructor(program: ProgramIr, env: EnvIr) {
    const scope = scopeOf<Frame>(program, env), nothing = frame({});
    this.mem = new Float64Array(memorySlots(env).length);
    this.mem.set(env.memories.map(({ start }) => compileNumber(start, scope)(nothing)));
    this.#next = env.memories.map(({ next }) => compileNumber(next, scope));
    this.#monitors = env.monitors ?? [];
    this.#past = new Past(program, env, scope, scopeOf<Spread>(program, env));
  }

  /** Takes in the sample at hand. */
  see(obs: ArrayLike<number>, last: ArrayLike<number>): void {
    const { mem } = this, now = frame({ obs, last, mem });
    if (this.#past.length > 0) mem.set(this.#next.map((next) => next(now)));
    this.#monitors.forEach(({ kind, formula }, i) => (mem[this.#next.length + i] = kind === "bool" ? this.#past.truth(formula, { frame: now }) : this.#past.number(formula, { frame: now })));
    this.#past.push(now);
  }
}
