import type { Ir } from "../ir/ir.ts";

/** Something a reward cannot compute; the checker reports it at its place. */
export class Unfit extends Error {
  readonly what: string;
  readonly problem: string;
  readonly ir: Ir;

  constructor(ir: Ir, what: string, problem: string) {
    super(`${what}: ${problem}`);
    this.ir = ir;
    this.what = what;
    this.problem = problem;
  }
}
