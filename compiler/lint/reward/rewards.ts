import type * as ast from "../../../grammar/ast.ts";
import type { Context } from "../../check/context.ts";
import type { ProgramIr } from "../../ir/ir.ts";
import { constantTerm } from "./constant.ts";
import { differences } from "./differences.ts";
import { dominantTerm } from "./dominant.ts";
import { numbersEqual } from "./equality.ts";
import { hoveringPays } from "./hovering.ts";
import { paysAtRest } from "./idling.ts";
import { signsAgainstNames } from "./signs.ts";
import { skippedStages } from "./stage-order.ts";
import { subjectOf, type Subject } from "./subject.ts";
import { unguarded } from "./unguarded.ts";
import { unusedInputs } from "./unused-inputs.ts";

const RULES: readonly ((subject: Subject) => void)[] = [
  dominantTerm, constantTerm, numbersEqual, unguarded, paysAtRest, hoveringPays, skippedStages, signsAgainstNames, differences,
];

/** What is known to go wrong with rewards. */
export function lintRewards(file: ast.File, program: ProgramIr, cx: Context): void {
  for (const reward of program.rewards ?? []) {
    const subject = subjectOf(reward, file, program, cx);
    if (subject !== undefined) lintReward(subject);
  }
  unusedInputs(file, program, cx);
}

export function lintReward(subject: Subject): void {
  for (const rule of RULES) rule(subject);
}
