import type { Form } from "./value.ts";

/** What a function computes and names: known to the splitter, which hands it on to other functions. */
export interface Variable {
  readonly name: string;
  readonly form: Form;
  /** An input: to read it once more costs as much as to hand it on. */
  readonly again?: string;
}

/** One line; `defines` is set in it. */
export interface Line {
  readonly kind: "line";
  readonly text: string;
  readonly weight: number;
  readonly defines?: Variable;
}

/** Leaves the environment: what is wrong is written, and the next one's turn comes. */
export interface Exit {
  readonly kind: "exit";
  readonly when: string;
  readonly act: readonly string[];
  readonly weight: number;
}

/** Something done for each value of `index`. Only its body may become a function of its own: `before` and `each` stay together. */
export interface Loop {
  readonly kind: "loop";
  readonly before: readonly string[];
  readonly index: string;
  readonly from: string;
  readonly to: string;
  readonly body: readonly Statement[];
  readonly each: readonly string[];
  readonly defines: readonly Variable[];
  /** Without its body. */
  readonly weight: number;
}

/** A part of a function that has become one of its own. */
export interface Call {
  readonly kind: "call";
  readonly part: Part;
}

export interface Part {
  readonly name: string;
  /** Indices of the loops around it. */
  readonly indices: readonly string[];
  readonly body: readonly Statement[];
}

export type Statement = Line | Exit | Loop | Call;

/** Nodes of emitted code in one function; what has become a function of its own counts as its call. */
export function weigh(all: readonly Statement[]): number {
  return all.reduce((sum, one) => sum + (one.kind === "call" ? 2 : one.kind === "loop" ? one.weight + weigh(one.body) : one.weight), 0);
}
