import type * as ast from "../../grammar/ast.ts";
import type { Context } from "../check/context.ts";
import type { ProgramIr } from "../ir/ir.ts";
import { carriesAlone } from "./carries-alone.ts";
import { labelsUnread } from "./label-unread.ts";
import { lastResort } from "./last-resort.ts";
import { neverDecides } from "./never-decides.ts";
import { negativeTotals } from "./negative-total.ts";
import { followedMachines } from "./machines.ts";
import { lintRewards } from "./reward/rewards.ts";
import { lintTrees } from "./tree/trees.ts";
import { tooCostly } from "./too-costly.ts";
import { toolsWithoutRule } from "./tool-without-rule.ts";
import { trustedUnlabelled } from "./trusted-unlabelled.ts";

/** What compiles but does not do what its reader would think. Each rule has a file of its own. */
export function lint(file: ast.File, program: ProgramIr, cx: Context): void {
  neverDecides(program, cx);
  negativeTotals(program, cx);
  lastResort(program, cx);
  // What is left out, or not read, can be said of a whole program alone.
  if (cx.bag.diagnostics.some((d) => d.severity === "error")) return;
  tooCostly(program, cx);
  toolsWithoutRule(program, cx);
  labelsUnread(program, cx);
  trustedUnlabelled(program, cx);
  carriesAlone(program, cx);
  followedMachines(file, program, cx);
  lintRewards(file, program, cx);
  lintTrees(file, program, cx);
}
