import { neverTrue } from "../lint/contradiction.ts";
import { isGivenBy } from "../types/given.ts";
import type { At, Ir, PrivilegeIr, ProgramIr, RuleIr, ToolGuardIr, ToolIr } from "../ir/ir.ts";
import { obeyed } from "./coverage.ts";
import { simplify, truth } from "./simplify.ts";

/** Calls of a tool that have one verdict: of `allow` where the condition is definitely true, of the others unless it is definitely false. */
export interface Region {
  readonly verdict: "forbid" | "ask" | "allow";
  /** Null: always. Of `else ask`, with what is allowed before taken out. */
  readonly when: Ir | null;
  /** Of `else ask`: its own condition, where it has one. */
  readonly elseAsk: { readonly when: Ir | null } | null;
  readonly at: At;
}

/** What one privilege says of a tool: the first region that a call is in; in none of them it is forbidden. */
export interface Regions {
  /** The privilege's name. */
  readonly of: string;
  readonly regions: readonly Region[];
}

/** Of several privileges the worst verdict counts. */
export interface ToolRegions {
  readonly tool: string;
  readonly privileges: readonly Regions[];
}

/** What a guard says of each tool of its env, in the order in which verdicts win. */
export function regionsOf(program: ProgramIr, guard: ToolGuardIr): ToolRegions[] {
  const env = program.envs.find((e) => e.name === guard.env)!;
  const { written, kept } = obeyed(program, guard);
  return env.tools.map((tool) => {
    const own = kept.flatMap((p) => regions(p, tool).filter(({ verdict }) => verdict === "forbid"));
    // What a guard keeps forbids beside whatever any privilege says.
    const privileges = written.map((p): Regions => ({ of: p.name, regions: reached([...own, ...regions(p, tool)]) }));
    return { tool: tool.name, privileges: privileges.length > 0 ? privileges : [{ of: guard.name, regions: [] }] };
  });
}

const ORDER = { forbid: 0, ask: 1, allow: 2 } as const;

function regions({ rules }: PrivilegeIr, tool: ToolIr): Region[] {
  const all = rules.flatMap((rule) => rule.cases.filter((c) => c.tool === null || c.tool === tool.name).flatMap((c) => ofCase(rule, c, tool)));
  return all.sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict]);
}

function ofCase(rule: RuleIr, { when, elseAsk }: RuleIr["cases"][number], tool: ToolIr): Region[] {
  const simple = (ir: Ir | null): Ir | null => {
    const now = ir === null ? null : simplify(ir, tool.name);
    return now !== null && truth(now) === true ? null : now;
  };
  const isGiven = isGivenBy(tool);
  const isEmpty = ({ verdict, when: of }: Region): boolean => neverTrue(of, { isFalse: verdict !== "allow", isGiven });
  const first = simple(when);
  const made: Region[] = [{ verdict: rule.effect, when: first, elseAsk: null, at: rule.at }];
  if (rule.hasElseAsk && first !== null) {
    const otherwise = simple(elseAsk);
    const not: Ir = { op: "not", t: "bool", args: [first] };
    const both: Ir = otherwise === null ? not : { op: "and", t: "bool", args: [not, otherwise] };
    made.push({ verdict: "ask", when: both, elseAsk: { when: otherwise }, at: rule.at });
  }
  return made.filter((region) => !isEmpty(region));
}

/** Up to the first that is always so: what stands behind it says nothing. Where nothing permits, nothing else need be said. */
function reached(all: readonly Region[]): Region[] {
  const sorted = [...all].sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict]);
  const last = sorted.findIndex(({ when }) => when === null);
  const told = last < 0 ? sorted : sorted.slice(0, last + 1);
  return told.some(({ verdict }) => verdict !== "forbid") ? told : told.filter(({ when }) => when === null);
}
