import type { Context } from "../check/context.ts";
import type { Ir, ProgramIr } from "../ir/ir.ts";
import { implies } from "./implies.ts";

/** A negative amount would lower a total: every `allow` and `ask` of the tool must keep the summed argument from being negative. */
export function negativeTotals(program: ProgramIr, cx: Context): void {
  for (const privilege of program.privileges) {
    for (const rule of privilege.rules) for (const c of rule.cases) for (const total of totals(c.when, [])) {
      const argument: Ir = { op: "arg", t: "num", path: total.path! };
      const notNegative: Ir = { op: "ge", t: "bool", args: [argument, { op: "num", t: "num", value: 0 }] };
      for (const granting of privilege.rules) {
        if (granting.effect === "forbid") continue;
        for (const d of granting.cases) {
          if (d.tool !== null && d.tool !== total.name) continue;
          const asks = granting.hasElseAsk && !implies(d.elseAsk, notNegative);
          if (!asks && implies(d.when, notNegative)) continue;
          const at = total.at ?? rule.at;
          cx.bag.add("totalNegative", { start: at[0], end: at[1] }, { tool: total.name!, argument: total.path!.join(".") }, {
            labels: [{ span: { start: granting.at[0], end: granting.at[1] }, text: "this rule grants a negative one" }],
            help: `add \`${total.path!.join(".")} >= 0\` to its condition`,
          });
        }
      }
    }
  }
}

function totals(ir: Ir | null, found: Ir[]): Ir[] {
  if (ir === null) return found;
  if (ir.op === "total") found.push(ir);
  for (const a of ir.args ?? []) totals(a, found);
  return found;
}
