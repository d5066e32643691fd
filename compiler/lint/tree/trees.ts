import type * as ast from "../../../grammar/ast.ts";
import type { Context } from "../../check/context.ts";
import type { ProgramIr } from "../../ir/ir.ts";
import { idleEntries } from "./entries.ts";
import { guardNotRechecked } from "./guard-not-rechecked.ts";
import { reactiveNodes } from "./reactive.ts";
import { skippedCondition } from "./skipped-condition.ts";
import { spins } from "./spins.ts";
import { subjectOf, type Subject } from "./subject.ts";
import { unreached } from "./unreached.ts";
import { withoutFallback } from "./without-fallback.ts";

const RULES: readonly ((subject: Subject) => void)[] = [unreached, guardNotRechecked, reactiveNodes, withoutFallback, spins, skippedCondition, idleEntries];

/** What is known to go wrong with trees. */
export function lintTrees(file: ast.File, program: ProgramIr, cx: Context): void {
  for (const tree of program.trees ?? []) {
    const subject = subjectOf(tree, file, program, cx);
    if (subject !== undefined) for (const rule of RULES) rule(subject);
  }
}
