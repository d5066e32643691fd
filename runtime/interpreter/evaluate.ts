import type { EnvIr, Ir, ProgramIr } from "../../compiler/ir/ir.ts";
import { compileNumber } from "./expressions.ts";
import { frame, type Frame, scopeOf } from "./scope.ts";

/** One expression once, where compiling it ahead would not pay. What `reads` does not give is unknown. */
export function evaluate(ir: Ir, program: ProgramIr, env: EnvIr, reads: Partial<Frame>): number {
  return compileNumber(ir, scopeOf<Frame>(program, env))(frame(reads));
}
