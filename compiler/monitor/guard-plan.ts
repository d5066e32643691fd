import type { ConditionIr, EnvIr, Ir, ProgramIr, SampledGuardIr } from "../ir/ir.ts";
import { hasTime, namesOf, Planner, type Plan } from "./plan.ts";
import { rowsOf, type Row } from "./rows.ts";

/** Formulas that are stepped together, and the rows of what is asked of them. */
export interface Monitored<Asked> {
  readonly plan: Plan;
  readonly rows: readonly Row[];
  readonly cells: number;
  readonly asked: readonly Asked[];
}

/** Of a condition: its truth, and how far it is from changing. */
export interface AskedCondition {
  readonly condition: number;
  readonly truth: number;
  readonly robust: number;
}

/** What a sampled guard monitors; null where there is nothing. */
export interface GuardPlan {
  /** What its expressions read as memories: one row each, in the order of the env's monitors. Stepped with each observation. */
  readonly now: Monitored<{ readonly row: number; readonly truth: boolean }> | null;
  /** `keep`s over the past: stepped with each observation, asked at the next states. */
  readonly kept: Monitored<AskedCondition> | null;
  /** `require`s over past actions: stepped with each action, asked of the one that is judged. */
  readonly judged: Monitored<AskedCondition> | null;
}

export function planGuard(program: ProgramIr, guard: SampledGuardIr): GuardPlan {
  const env = program.envs.find((e) => e.name === guard.env)!;
  return { now: planNow(program, env), kept: planConditions(program, env, guard, "keep"), judged: planConditions(program, env, guard, "require") };
}

function planNow(program: ProgramIr, env: EnvIr): GuardPlan["now"] {
  const { monitors = [] } = env;
  if (monitors.length === 0) return null;
  const planner = new Planner(namesOf(program, env));
  const nodes = monitors.map(({ formula, kind }) => (kind === "bool" ? planner.formula(formula, "truth") : planner.number(formula)));
  const { rows, rowOf, cells } = rowsOf(planner.plan, nodes);
  return { plan: planner.plan, rows, cells, asked: nodes.map((node, i) => ({ row: rowOf.get(node)!, truth: monitors[i]!.kind === "bool" })) };
}

function planConditions(program: ProgramIr, env: EnvIr, guard: SampledGuardIr, kind: "keep" | "require"): Monitored<AskedCondition> | null {
  const planner = new Planner(namesOf(program, env));
  const asked = guard.conditions.flatMap((c, condition) => {
    const formula = c.kind === kind ? monitoredFormula(c) : null;
    return formula === null ? [] : [{ condition, truth: planner.formula(formula, "truth"), robust: planner.formula(formula, "robust") }];
  });
  if (asked.length === 0) return null;
  const { rows, rowOf, cells } = rowsOf(planner.plan, asked.flatMap(({ truth, robust }) => [truth, robust]));
  return { plan: planner.plan, rows, cells, asked: asked.map(({ condition, truth, robust }) => ({ condition, truth: rowOf.get(truth)!, robust: rowOf.get(robust)! })) };
}

/** The formula of a condition that asks about earlier samples; null where it is about one sample alone. */
export function monitoredFormula(c: ConditionIr): Ir | null {
  const formula = c.kind === "keep" ? c.body : c.kind === "require" ? c.value : null;
  return formula !== null && hasTime(formula) ? formula : null;
}
