import type * as ast from "../../grammar/ast.ts";
import type { Context } from "../check/context.ts";
import type { ProgramIr } from "../ir/ir.ts";
import { lastResort } from "./last-resort.ts";
import { neverDecides } from "./never-decides.ts";
import { negativeTotals } from "./negative-total.ts";
import { tooCostly } from "./too-costly.ts";

/** What compiles but does not do what its reader would think. Each rule has a file of its own. */
export function lint(_file: ast.File, program: ProgramIr, cx: Context): void {
  neverDecides(program, cx);
  negativeTotals(program, cx);
  lastResort(program, cx);
  // The bound is of a whole program.
  if (!cx.bag.diagnostics.some((d) => d.severity === "error")) tooCostly(program, cx);
}
