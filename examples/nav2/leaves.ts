import type { Outcome } from "../../runtime/index.ts";

export type Answer = Exclude<Outcome, "idle">;
type Given = Readonly<Record<string, unknown>>;

/** A leaf as the host sees it: it is answered for before a tick, and told afterwards what of that was taken. */
export interface Leaf {
  /** What it answers at its visits in the tick to come; the last one again and again. */
  answers(): readonly Answer[];
  visited(answer: Answer, given: Given): void;
  halted(): void;
}

/** Answered at once. */
export function condition(holds: () => boolean, asked: () => void = () => {}): Leaf {
  return { answers: () => [holds() ? "success" : "failure"], visited: asked, halted: () => {} };
}

/** At work for some samples: what it does at each, until that gives an answer. */
export class Action implements Leaf {
  readonly #begin: (given: Given) => () => "success" | "failure" | null;
  #work: (() => "success" | "failure" | null) | null = null;
  #end: "success" | "failure" | null = null;

  constructor(begin: (given: Given) => () => "success" | "failure" | null) {
    this.#begin = begin;
  }

  /** One more sample. */
  goOn(): void {
    if (this.#work !== null && this.#end === null) this.#end = this.#work();
  }

  /** Once it has ended, a further visit in the same tick begins it anew. */
  answers(): readonly Answer[] {
    return this.#end === null ? ["running"] : [this.#end, "running"];
  }

  visited(answer: Answer, given: Given): void {
    if (answer !== "running") this.halted();
    else this.#work ??= this.#begin(given);
  }

  halted(): void {
    this.#work = this.#end = null;
  }
}
