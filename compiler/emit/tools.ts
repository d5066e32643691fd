import { eventNeeds } from "../ir/event-needs.ts";
import type { EnvIr, Ir, PrivilegeIr, ProgramIr, RuleIr, ToolGuardIr } from "../ir/ir.ts";
import { Raw } from "./literals.ts";
import type { Value } from "./literals.ts";
import { ARGS } from "./place.ts";
import { emitPoint } from "./point.ts";
import type { Unit } from "./unit.ts";

/** The privilege's table; its conditions go to the unit. */
export function privilegeTable(privilege: PrivilegeIr, unit: Unit): Value {
  return { name: privilege.name, rules: privilege.rules.map((rule, i) => ruleTable(`${privilege.name}_rule_${i + 1}`, rule, unit)) };
}

function ruleTable(name: string, rule: RuleIr, unit: Unit): Value {
  const condition = (ir: Ir | null, ending: string): Value => (ir === null ? null : new Raw(emitCondition(`${name}${ending}`, rule, ir, unit)));
  // One condition often serves several tools.
  const written = new Map<string, Value>();
  const once = (ir: Ir | null, ending: string): Value => {
    const key = `${ending} ${JSON.stringify(ir)}`;
    const known = written.get(key) ?? condition(ir, ending);
    written.set(key, known);
    return known;
  };
  return {
    effect: rule.effect,
    cases: rule.cases.map(({ tool, when, elseAsk }) => ({ tool, when: once(when, ""), ask: once(elseAsk, "_ask") })),
    elseAsk: rule.hasElseAsk, saying: rule.saying, stop: rule.thenStop,
  };
}

function emitCondition(wanted: string, rule: RuleIr, ir: Ir, unit: Unit): string {
  const name = unit.names.take(wanted);
  const docs = unit.lines.cite(rule.at);
  const value = emitPoint(ir, { reads: ["arg"], slots: null, locals: new Map(), params: ARGS, owner: name, docs }, unit);
  unit.add({ name, docs, params: ARGS, returns: "Tri", statements: [`return ${value.text};`] });
  return name;
}

export function toolTable(guard: ToolGuardIr, env: EnvIr, program: ProgramIr, privileges: ReadonlyMap<string, string>): Value {
  const { args, results } = eventNeeds(program, guard);
  return { tools: env.tools.map((tool) => tool.name), obeys: guard.obeys.map((name) => new Raw(privileges.get(name)!)), keeps: { args, results } };
}
