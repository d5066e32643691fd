import type { EnvIr, MemoryIr } from "../../compiler/ir/ir.ts";
import { compileNumber, type NumberAt } from "../interpreter/expressions.ts";
import type { Frame, Scope } from "../interpreter/scope.ts";
import { UNKNOWN } from "../interpreter/values.ts";
import type { Formulas } from "./witness-formula.ts";
import type { Read, SlotRead } from "./witness-nodes.ts";

/** Memories over a trace, computed up to the sample that is asked for. */
export class Memories {
  readonly #env: EnvIr;
  readonly #formulas: Formulas;
  readonly #at: <V>(k: number, value: (frame: Frame) => V) => V;
  readonly #next: readonly NumberAt[];
  readonly #values: Float64Array[];
  /** From which sample on what it read decides the value. */
  readonly #since: Int32Array[];
  readonly #reads: readonly (readonly Read[])[];
  #count = 0;
  #blind = false;

  constructor(env: EnvIr, formulas: Formulas, length: number, scope: Scope<Frame>, at: <V>(k: number, value: (frame: Frame) => V) => V) {
    this.#env = env;
    this.#formulas = formulas;
    this.#at = at;
    this.#next = env.memories.map(({ next }) => compileNumber(next, scope));
    const start = env.memories.map((memory) => compileNumber(memory.start, scope));
    this.#reads = env.memories.map(({ next }) => formulas.readsOf(next));
    this.#values = env.memories.map(() => new Float64Array(length));
    this.#since = env.memories.map(() => new Int32Array(length));
    if (length === 0) return;
    // What the first sample shows is not read: memories start from constants.
    for (const [m, first] of start.entries()) [this.#values[m]![0], this.#since[m]![0]] = [at(0, first), 1];
    this.#count = 1;
  }

  value(memory: number, k: number): number {
    this.#reach(k);
    return this.#values[memory]![k]!;
  }

  /** What `next` sees of the memories: as they were, or nothing. */
  before(memory: number, k: number): number {
    if (this.#blind || k === 0) return unknownOf(this.#env.memories[memory]!);
    return this.#values[memory]![k - 1]!;
  }

  /** The first sample that its value at k rests on, and which slots from there to k. */
  needs(memory: number, k: number): { readonly since: number; readonly slots: readonly SlotRead[] } {
    this.#reach(k);
    return { since: this.#since[memory]![k]!, slots: this.#formulas.slotsOf(memory) };
  }

  #reach(k: number): void {
    for (; this.#count <= k; this.#count++) {
      const t = this.#count;
      for (const [m, memory] of this.#env.memories.entries()) {
        this.#values[m]![t] = this.#at(t, this.#next[m]!);
        this.#since[m]![t] = this.#restarts(m, memory, t) ? t : this.#earliest(m, t - 1);
      }
    }
  }

  /** Its value is known from this sample alone. */
  #restarts(m: number, memory: MemoryIr, t: number): boolean {
    this.#blind = true;
    const value = this.#at(t, this.#next[m]!);
    this.#blind = false;
    return memory.kind === "bool" ? value !== UNKNOWN : !Number.isNaN(value);
  }

  #earliest(m: number, t: number): number {
    let since = t + 1;
    for (const read of this.#reads[m]!) if (read.kind === "memory") since = Math.min(since, this.#since[read.memory]![t]!);
    return since;
  }
}

function unknownOf({ kind }: MemoryIr): number {
  return kind === "bool" ? UNKNOWN : NaN;
}
