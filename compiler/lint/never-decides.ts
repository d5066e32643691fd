import type { Context } from "../check/context.ts";
import type { Ir, ProgramIr, RuleIr } from "../ir/ir.ts";
import { isGivenBy } from "../types/given.ts";
import { neverTrue } from "./contradiction.ts";
import { implies } from "./implies.ts";

const STRENGTH = { allow: 0, ask: 1, forbid: 2 } as const;

/**
 * A rule that can never decide: every call of it is covered by a stronger one, or its condition holds for none. The
 * counter-examples were an `allow` beside a wider `ask`, and `x == "a" and x == "b"`.
 */
export function neverDecides(program: ProgramIr, cx: Context): void {
  for (const { env, rules } of program.privileges) {
    const tools = program.envs.find((e) => e.name === env)?.tools ?? [];
    for (const rule of rules) {
      if (rule.cases.length === 0) continue;
      const winner = coveredBy(rule, rules);
      if (winner !== undefined) covered(rule, winner, cx);
      else if (rule.cases.every((c) => neverTrue(c.when, { isFalse: rule.effect !== "allow", isGiven: isGivenBy(tools.find((t) => t.name === c.tool)) }))) {
        const why = rule.hasElseAsk ? "its condition holds for no call, so it asks at most" : "its condition holds for no call";
        cx.bag.add("neverDecides", span(rule), { effect: rule.effect, why }, { help: "conditions joined by `and` must hold at once; where either is meant, write `or`" });
      }
    }
  }
}

/** A stronger rule beside which this one says nothing that counts. */
function coveredBy(rule: RuleIr, rules: readonly RuleIr[]): RuleIr | undefined {
  const strength = STRENGTH[rule.hasElseAsk ? "ask" : rule.effect];
  const stronger = rules.filter((r) => STRENGTH[r.effect] > strength && r.cases.length > 0);
  const covers = (of: RuleIr, tool: string | null, phi: Ir | null): boolean => of.cases.some((d) => (d.tool === null || d.tool === tool) && implies(phi, d.when));
  const winners = rule.cases.map((c) => stronger.find((r) => covers(r, c.tool, c.when) && (!rule.hasElseAsk || covers(r, c.tool, c.elseAsk))));
  return winners.every((w) => w !== undefined) ? winners[0] : undefined;
}

function covered(rule: RuleIr, winner: RuleIr, cx: Context): void {
  cx.bag.add("neverDecides", span(rule), { effect: rule.effect, why: `a wider \`${winner.effect}\` covers every call of it` }, {
    labels: [{ span: span(winner), text: `this \`${winner.effect}\` covers every call of it` }],
    help: rule.effect === "allow" && winner.effect === "ask" ? "the ordered form is `allow … when … else ask when …`" : "narrow the stronger rule, or delete this one",
  });
}

const span = (rule: RuleIr): { start: number; end: number } => ({ start: rule.at[0], end: rule.at[1] });
