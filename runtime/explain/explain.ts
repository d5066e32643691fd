import { isKept } from "../../compiler/analyze/coverage.ts";
import type { Ir, ProgramIr, RuleIr, ToolGuardIr } from "../../compiler/ir/ir.ts";
import { Places, type CallRecord, type DecisionRecord } from "../record/record.ts";
import { printable } from "../guard/template.ts";
import { countedBy } from "./counted.ts";
import type { Explanation, Nearest, Part, RuleTold } from "./explanation.ts";
import { nearestTo } from "./nearest.ts";
import { partsOf } from "./parts.ts";
import { withoutSecrets } from "./secrets.ts";
import type { Seeing } from "./seen.ts";
import { argumentsOf, Situation } from "./situation.ts";

/** A policy as a record's reader has it. */
export interface ExplainedPolicy {
  readonly program: ProgramIr;
  readonly source: string;
  /** Of the bundle. */
  readonly hash: string;
}

const MOST_PERMITTING = 4;
const NO_NEAREST: Nearest = { verdict: null, changes: [] };

/**
 * Why a recorded call was decided as it was, by the policy and the record alone: its rules are evaluated again, part by part, on
 * what was known then. `earlier`: records before it, for what counted. For the operator; nothing of it is for the agent.
 */
export function explain(policy: ExplainedPolicy, record: CallRecord, earlier: readonly DecisionRecord[] = []): Explanation {
  const notes: string[] = [];
  const { program, hash } = policy;
  if (record.policy !== hash) notes.push(`the policy has changed since (${record.policy.slice(0, 8)} decided, this is ${hash.slice(0, 8)}): what follows is by what it says now`);
  const common = {
    tool: printable(record.tool), arguments: typeof record.arguments === "object" && record.arguments !== null ? withoutSecrets(record.arguments, record.secret) : null,
    verdict: record.verdict, reason: record.reason,
  };
  const without = (note: string): Explanation => ({ ...common, deciding: [], permitting: [], counted: [], nearest: NO_NEAREST, notes: [...notes, note] });
  const guard = program.guards.find((g): g is ToolGuardIr => g.kind === "tools" && g.name === record.guard);
  if (guard === undefined) return without(`${program.path} has no guard \`${printable(record.guard)}\` over tool calls any more`);
  const tool = program.envs.find((e) => e.name === guard.env)!.tools.find((t) => t.name === record.tool);
  if (tool === undefined) return without("no rule was asked: the policy has no such tool");
  if (record.rule === null && record.matched.length === 0 && record.reason !== "no rule allows it") return without("no rule was asked");

  const situation = new Situation(program, guard, new Places(policy.source), record);
  const seeing: Seeing = { situation, record };
  const rules = program.privileges.filter((p) => guard.obeys.includes(p.name)).flatMap(({ name, rules }) => rules.map((rule) => ({ privilege: name, rule }))).filter(({ rule }) => casesOf(rule, tool.name).length > 0);
  const again = situation.verdict(argumentsOf(record));
  if (again.verdict !== record.verdict) notes.push(`judged again by what the record holds, it would be ${word(again.verdict)}: ${record.policy === hash ? "the record does not hold all that was known" : "the policy says otherwise now"}`);
  const saysOf = (privilege: string, rule: RuleIr): RuleTold["says"] => again.matched.find((m) => m.privilege === privilege && m.index === indexOf(program, privilege, rule))?.effect ?? null;
  // That a guard permits whatever passes what it keeps is no rule that anybody wrote.
  const told = rules.filter(({ privilege, rule }) => rule.effect !== "allow" || !isKept(guard, privilege)).map(({ privilege, rule }) => {
    const says = saysOf(privilege, rule);
    return { rule, decides: says === again.verdict, told: { ...tell(guard, privilege, rule, tool.name, seeing), says } };
  });
  const isFirst = ({ line, of }: RuleTold): boolean => line === record.rule?.line && record.rule.privilege.startsWith(of);
  const deciding = told.filter((one) => one.decides);
  const permitting = record.verdict === "allow" ? [] : told.filter(({ rule, decides }) => !decides && rule.effect !== "forbid").map((one) => one.told);
  return {
    ...common,
    deciding: deciding.map((one) => one.told).sort((a, b) => Number(isFirst(b)) - Number(isFirst(a))),
    permitting: permitting.sort((a, b) => unfit(a) - unfit(b)).slice(0, MOST_PERMITTING),
    counted: countedBy(deciding.flatMap(({ rule }) => conditionsOf(rule, tool.name)), record, earlier, situation),
    nearest: record.verdict === "allow" || record.stop && record.rule === null ? NO_NEAREST : nearestTo(record, rules.flatMap(({ rule }) => conditionsOf(rule, tool.name)), tool, situation),
    notes,
  };
}

const word = (verdict: string): string => ({ allow: "allowed", ask: "asked about", forbid: "forbidden" })[verdict] ?? verdict;

const casesOf = (rule: RuleIr, tool: string): RuleIr["cases"] => rule.cases.filter((c) => c.tool === null || c.tool === tool);

const conditionsOf = (rule: RuleIr, tool: string): Ir[] => casesOf(rule, tool).flatMap((c) => [c.when, c.elseAsk]).filter((ir) => ir !== null);

const indexOf = (program: ProgramIr, privilege: string, rule: RuleIr): number => program.privileges.find((p) => p.name === privilege)!.rules.indexOf(rule);

function tell(guard: ToolGuardIr, privilege: string, rule: RuleIr, tool: string, seeing: Seeing): Omit<RuleTold, "says"> {
  const place = seeing.situation.places.of(rule.at);
  const isOfGuard = isKept(guard, privilege);
  // What is kept is told as it is written, not as what would forbid.
  const part = (ir: Ir | null): Part | null => (ir === null ? null : isOfGuard ? partsOf(ir.args![0]!, false, seeing, place) : partsOf(ir, true, seeing, place));
  const conditions = casesOf(rule, tool).flatMap(({ when, elseAsk }) => [
    { for: rule.effect, part: part(when) },
    ...(rule.hasElseAsk ? [{ for: "ask" as const, part: part(elseAsk) }] : []),
  ]);
  return { ...place, of: isOfGuard ? guard.name : privilege, effect: rule.effect, conditions };
}

/** How many of a rule's parts stand in its way. */
function unfit({ conditions }: RuleTold): number {
  const count = (part: RuleTold["conditions"][number]["part"]): number => {
    if (part === null || part.fits) return 0;
    if (part.parts.length === 0) return 1;
    const counts = part.parts.map(count);
    return part.joined === "one of" ? Math.min(...counts) : counts.reduce((a, b) => a + b, 0);
  };
  return Math.min(...conditions.map(({ part }) => count(part)));
}

