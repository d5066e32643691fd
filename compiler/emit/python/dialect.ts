import type { NodeOp } from "../../ir/reward.ts";
import type { Code } from "./code.ts";

export type PythonTarget = "numpy" | "torch";

/** What a reduction or a change of a list does along the last axis. */
export type AlongAxis = "sum" | "prod" | "min" | "max" | "all" | "any" | "sort" | "cumsum" | "cummin" | "cummax";

/** How one array library says what the nodes mean. Operands that are literals are no arrays. */
export interface Dialect {
  readonly target: PythonTarget;
  /** Functions of one array, by their operations. */
  readonly functions: Readonly<Partial<Record<NodeOp, string>>>;
  readonly isfinite: string;
  /** Whether a call costs so much that vectors are worked on whole. */
  readonly hasPacks: boolean;
  /** Types as the emitted signatures name them. */
  readonly array: string;
  readonly bools: string;
  /** An array without axes. */
  constant(value: Code): Code;
  truth(value: boolean): Code;
  where(when: Code, yes: Code, no: Code): Code;
  least(x: Code, y: Code): Code;
  greatest(x: Code, y: Code): Code;
  clamp(x: Code, low: Code, high: Code): Code;
  /** 1 and 0 of true and false. */
  float(truth: Code): Code;
  /** How many of several truths hold. */
  count(truths: readonly Code[]): Code;
  atan2(y: Code, x: Code): Code;
  /** The length of vectors. */
  norm(vectors: Code): Code;
  along(what: AlongAxis, x: Code): Code;
  /** An operand of a function whose slope has no bound: where the gradient through it is not finite, it is 0. */
  steep(x: Code): Code;
  /** The environments at hand, of what is kept for all. */
  rows(kept: Code): Code;
  copy(x: Code): Code;
}
