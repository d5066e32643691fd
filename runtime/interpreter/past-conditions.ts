import type { ConditionIr } from "../../compiler/ir/ir.ts";
import { monitoredFormula } from "../../compiler/monitor/guard-plan.ts";
import type { Judge } from "./moment.ts";
import type { Past } from "./past.ts";
import { isPoint } from "./spans.ts";

/** Conditions about earlier samples: `keep` at the next states, `require` at the judged action as if it were taken. */
export function compilePastCondition(ir: ConditionIr, seen: Past, done: Past): Judge | undefined {
  const formula = monitoredFormula(ir);
  if (formula === null) return undefined;
  if (ir.kind === "keep") return ({ next }) => ({ verdict: seen.truth(formula, { spread: next }), margin: seen.between(formula, { spread: next }).lo });
  return ({ proposed }) => {
    const robustness = done.between(formula, { frame: proposed });
    return { verdict: done.truth(formula, { frame: proposed }), margin: isPoint(robustness) ? robustness.lo : NaN };
  };
}
