import type { Ir } from "../ir/ir.ts";
import type { Builder } from "./builder.ts";

interface Memory {
  readonly state: number;
  readonly set: (next: number) => void;
  now?: number;
}

/** A memory's cell, and its value at this step: the first one, or what comes next of what all memories were. */
export class Memories {
  readonly #builder: Builder;
  readonly #t: (name: string) => "num" | "bool";
  readonly #of: (name: string) => { readonly start: Ir; readonly next: Ir };
  readonly #known = new Map<string, Memory>();

  constructor(builder: Builder, t: (name: string) => "num" | "bool", of: (name: string) => { readonly start: Ir; readonly next: Ir }) {
    this.#builder = builder;
    this.#t = t;
    this.#of = of;
  }

  /** What it was at the step before. */
  was(name: string): number {
    return this.#memory(name).state;
  }

  /** `lower` reads other memories as they were. */
  now(name: string, lower: (ir: Ir) => number): number {
    const memory = this.#memory(name);
    if (memory.now !== undefined) return memory.now;
    const { start, next } = this.#of(name);
    memory.now = this.#builder.choose(this.#builder.node("first", "bool"), lower(start), lower(next));
    memory.set(memory.now);
    return memory.now;
  }

  /** Those that only others read have to be kept too. */
  finish(lower: (ir: Ir) => number): void {
    for (;;) {
      const open = [...this.#known].find(([, memory]) => memory.now === undefined);
      if (open === undefined) return;
      this.now(open[0], lower);
    }
  }

  #memory(name: string): Memory {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const { state, set } = this.#builder.cell(this.#t(name));
    const memory: Memory = { state, set };
    this.#known.set(name, memory);
    return memory;
  }
}
