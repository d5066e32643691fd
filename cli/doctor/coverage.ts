import { obeyed, sourceText, trusted, unread, unruled } from "../../compiler/analyze/coverage.ts";
import { catalogue } from "../../compiler/diagnostics/catalogue.ts";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import type { GuardIr, ProgramIr, ToolGuardIr } from "../../compiler/ir/ir.ts";
import { asksEvents } from "../../runtime/guard/tool-policy.ts";

/** What a policy guards, and what it leaves open or rests on. */
export interface PolicyCoverage {
  readonly path: string;
  /** The first error; null where it compiles. */
  readonly broken: string | null;
  /** What of it is read and does not run yet, as the findings say. */
  readonly notRunning: readonly string[];
  readonly guards: readonly GuardCoverage[];
}

export interface GuardCoverage {
  readonly guard: string;
  readonly env: string;
  readonly over: "tools" | "actions";
  /** What it needs that does not run yet: it does not load. */
  readonly later: readonly string[];
  readonly tools: ToolsCoverage | null;
}

export interface ToolsCoverage {
  readonly obeys: readonly string[];
  readonly count: number;
  /** Tools that no rule names, and whether a rule for `anything` permits them. */
  readonly unruled: readonly string[];
  readonly isOpen: boolean;
  readonly labels: readonly { readonly label: string; readonly source: string; readonly isRead: boolean }[];
  readonly trusted: readonly { readonly source: string; readonly isLabelled: boolean }[];
  readonly principal: string | null;
  /** Whether its rules ask about what happened before. */
  readonly asksPast: boolean;
}

export function coverageOf(path: string, program: ProgramIr, diagnostics: readonly Diagnostic[]): PolicyCoverage {
  const error = diagnostics.find((d) => d.severity === "error");
  if (error !== undefined) return { path, broken: `${error.code}: ${error.message}`, notRunning: [], guards: [] };
  const notRunning = [...new Set(diagnostics.filter((d) => d.code === catalogue.notRunning.code).map((d) => d.message))];
  return { path, broken: null, notRunning, guards: program.guards.map((guard) => guardCoverage(program, guard)) };
}

function guardCoverage(program: ProgramIr, guard: GuardIr): GuardCoverage {
  const common = { guard: guard.name, env: guard.env, later: guard.later };
  return guard.kind === "tools" ? { ...common, over: "tools", tools: toolsCoverage(program, guard) } : { ...common, over: "actions", tools: null };
}

function toolsCoverage(program: ProgramIr, guard: ToolGuardIr): ToolsCoverage {
  const env = program.envs.find((e) => e.name === guard.env)!;
  const { tools, anything } = unruled(program, guard);
  const idle = new Set(unread(program, env));
  return {
    obeys: obeyed(program, guard).written.map((p) => p.name), count: env.tools.filter((t) => t.builtIn !== true).length,
    unruled: tools, isOpen: anything.has("allow") || anything.has("ask"),
    labels: (env.labels ?? []).map((one) => ({ label: one.label, source: sourceText(one.source), isRead: !idle.has(one) })),
    trusted: trusted(program, env).map(({ source, label }) => ({ source: sourceText(source), isLabelled: label !== null })),
    principal: env.principal, asksPast: asksEvents(program, guard),
  };
}

/** Whether nothing of it keeps a guard from loading. */
export const isWell = ({ broken, guards }: PolicyCoverage): boolean => broken === null && guards.every(({ later }) => later.length === 0);
