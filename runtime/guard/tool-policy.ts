import { FACTS, isTemporal, OPS, type EnvIr, type Ir, type ProgramIr, type ToolGuardIr, type ToolIr } from "../../compiler/ir/ir.ts";
import { load } from "../../stdlib/sets.ts";
import { pattern, type Pattern } from "../../stdlib/text/pattern.ts";
import { Readings } from "../explain/readings.ts";
import { judge, type ToolJudge } from "../interpreter/tools.ts";
import { askedBy, type Asked } from "../provenance/ledger.ts";
import { Places } from "../record/record.ts";
import { ArgumentReader } from "./tool-arguments.ts";
import { VerdictReader } from "./verdicts.ts";

/** What a guard's sessions share. */
export interface ToolPolicy {
  readonly program: ProgramIr;
  readonly guard: ToolGuardIr;
  readonly env: EnvIr;
  readonly places: Places;
  readonly hash: string;
  readonly reader: ArgumentReader;
  readonly confirm: ToolJudge;
  /** What the confirming engine read about what happened. */
  readonly readings: Readings;
  readonly verdicts: VerdictReader;
  /** What it asks about where values come from. */
  readonly asked: Asked;
  readonly patterns: ReadonlyMap<string, Pattern>;
  /** The agent's answer, where a rule may judge it; null where the env has a tool of that name. */
  readonly reply: ToolIr | null;
  /** Whether a rule asks about what happened. */
  readonly asksEvents: boolean;
}

export function toolPolicy(program: ProgramIr, guard: ToolGuardIr, text: string, hash: string): ToolPolicy {
  const env = program.envs.find((e) => e.name === guard.env)!;
  const readings = new Readings();
  return {
    program, guard, env, places: new Places(text), hash, reader: new ArgumentReader(env.tools), confirm: judge(program, guard.name, readings.over), readings, verdicts: new VerdictReader(),
    asked: askedBy(program, guard, env), patterns: patternsOf(program, guard), reply: env.tools.find((t) => t.builtIn === true) ?? null,
    asksEvents: asksEvents(program, guard),
  };
}

/** Whether a guard's rules ask about what happened before. */
export function asksEvents(program: ProgramIr, guard: ToolGuardIr): boolean {
  return conditions(program, guard).some((ir) => has(ir, (one) => isTemporal(one) || one.op === "spec" || (OPS[one.op].runs === "calls" && !FACTS.has(one.op))));
}

/** Made before the first call: a pattern's table takes milliseconds, and no call waits for one. */
function patternsOf(program: ProgramIr, guard: ToolGuardIr): Map<string, Pattern> {
  const patterns = new Map<string, Pattern>();
  for (const ir of conditions(program, guard)) has(ir, (one) => { if (one.op === "matches") patterns.set(one.value as string, pattern(one.value as string)); return false; });
  return patterns;
}

/** Loads what a guard's sets need before they can be asked. */
export async function loadSets(program: ProgramIr, guard: ToolGuardIr): Promise<void> {
  const names = new Set<string>();
  for (const ir of conditions(program, guard)) has(ir, (one) => { if (one.op === "within") names.add(one.name!); return false; });
  await load(names);
}

function conditions(program: ProgramIr, guard: ToolGuardIr): Ir[] {
  const rules = program.privileges.filter((p) => guard.obeys.includes(p.name)).flatMap((p) => p.rules);
  const own = rules.flatMap((r) => r.cases.flatMap((c) => [c.when, c.elseAsk])).filter((ir) => ir !== null);
  return [...own, ...program.specs.filter((s) => s.env === guard.env).map((s) => s.formula)];
}

function has(ir: Ir, is: (ir: Ir) => boolean): boolean {
  return is(ir) || (ir.args ?? []).some((arg) => has(arg, is));
}
