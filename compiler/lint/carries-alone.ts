import { each } from "../analyze/coverage.ts";
import type { Context } from "../check/context.ts";
import type { Ir, PrivilegeIr, ProgramIr, RuleIr } from "../ir/ir.ts";

/** A tool that only a detector stands before: an `allow` that rests on `carries`, or beside a `forbid` that does, with no `from`. */
export function carriesAlone(program: ProgramIr, cx: Context): void {
  for (const privilege of program.privileges) {
    for (const rule of privilege.rules) for (const { tool, when } of rule.cases) {
      if (rule.effect === "ask" || tool === null) continue;
      each(when, (ir) => {
        if (ir.op !== "carries" || ir.at === undefined) return;
        if (rule.effect === "allow" ? protects(when, program) : !unprotected(privilege, tool, program)) return;
        cx.bag.add("carriesAlone", { start: ir.at[0], end: ir.at[1] }, { label: ir.name!, tool }, { help: `\`from\` in every \`allow\` of \`${tool}\` says where its values may come from` });
      });
    }
  }
}

/** Whether some rule allows a tool wherever its values come from. */
function unprotected({ rules }: PrivilegeIr, tool: string, program: ProgramIr): boolean {
  const allows = (rule: RuleIr): boolean => rule.effect === "allow" && rule.cases.some((c) => (c.tool === null || c.tool === tool) && !protects(c.when, program));
  return rules.some(allows);
}

/** Whether a condition holds only for calls with a value that a source vouches for, as far as can be seen. */
function protects(ir: Ir | null, program: ProgramIr): boolean {
  switch (ir?.op) {
    // That a word is in the prompt says nothing about the call's values.
    case "from": return ir.args![0]!.op !== "text";
    case "and": return ir.args!.some((arg) => protects(arg, program));
    case "or": return ir.args!.every((arg) => protects(arg, program));
    case "all": return protects(ir.args![1]!, program);
    case "call": return protects(program.fns.find((f) => f.name === ir.name)?.body ?? null, program);
    default: return false;
  }
}
