import type { Context } from "../check/context.ts";
import type { ProgramIr, RuleIr } from "../ir/ir.ts";
import { implies } from "./implies.ts";

const STRENGTH = { allow: 0, ask: 1, forbid: 2 } as const;

/** A rule every call of which a stronger one also covers: it can never decide. The counter-example was an `allow` beside a wider `ask`. */
export function neverDecides(program: ProgramIr, cx: Context): void {
  for (const privilege of program.privileges) {
    for (const rule of privilege.rules) {
      const stronger = privilege.rules.filter((r) => STRENGTH[r.effect] > STRENGTH[rule.effect] && r.cases.length > 0);
      const winners = rule.cases.map((c) => stronger.find((r) => r.cases.some((d) => (d.tool === null || d.tool === c.tool) && implies(c.when, d.when))));
      if (rule.cases.length === 0 || rule.hasElseAsk || winners.some((w) => w === undefined)) continue;
      const winner: RuleIr = winners[0]!;
      cx.bag.add("neverDecides", span(rule), { effect: rule.effect, by: winner.effect }, {
        labels: [{ span: span(winner), text: `this \`${winner.effect}\` covers every call of it` }],
        help: rule.effect === "allow" && winner.effect === "ask" ? "the ordered form is `allow … when … else ask when …`" : "narrow the stronger rule, or delete this one",
      });
    }
  }
}

const span = (rule: RuleIr): { start: number; end: number } => ({ start: rule.at[0], end: rule.at[1] });
