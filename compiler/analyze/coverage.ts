import type { EnvIr, Ir, LabelIr, PrivilegeIr, ProgramIr, RuleIr, SourceIr, ToolGuardIr } from "../ir/ir.ts";

/** The rules that a guard obeys, and those that it keeps or requires itself. */
export function obeyed(program: ProgramIr, guard: ToolGuardIr): { readonly written: readonly PrivilegeIr[]; readonly kept: readonly PrivilegeIr[] } {
  const all = program.privileges.filter((p) => guard.obeys.includes(p.name));
  return { written: all.filter((p) => !isKept(guard, p.name)), kept: all.filter((p) => isKept(guard, p.name)) };
}

/** What a guard keeps or requires is a privilege that bears its name: no name that anybody declares has a blank. */
export const isKept = (guard: ToolGuardIr, privilege: string): boolean => privilege.startsWith(`${guard.name} `);

/** Tools of a guard that no rule names, and what is said of `anything`. */
export function unruled(program: ProgramIr, guard: ToolGuardIr): { readonly tools: readonly string[]; readonly anything: ReadonlySet<RuleIr["effect"]> } {
  const cases = obeyed(program, guard).written.flatMap(({ rules }) => rules.flatMap((rule) => rule.cases.map((c) => ({ effect: rule.effect, tool: c.tool }))));
  const named = new Set(cases.map((c) => c.tool));
  const env = program.envs.find((e) => e.name === guard.env);
  return {
    tools: (env?.tools ?? []).filter((t) => t.builtIn !== true && !named.has(t.name)).map((t) => t.name),
    anything: new Set(cases.filter((c) => c.tool === null).map((c) => c.effect)),
  };
}

/** A place where a result vouches for a value. */
export interface Trusted {
  readonly source: SourceIr;
  readonly ir: Ir;
  /** What an env says of it; null where it says nothing. */
  readonly label: "trusted" | null;
}

/** Results that vouch for values in privileges over an env, each source once. What only chooses whom to ask vouches for nothing. */
export function trusted(program: ProgramIr, env: EnvIr): Trusted[] {
  const found = new Map<string, Trusted>();
  for (const { rules } of over(program, env)) for (const rule of rules) {
    if (rule.effect === "ask") continue;
    for (const { when } of rule.cases) each(when, (ir) => {
      if (ir.op !== "from" || ir.name === undefined) return;
      const source = { tool: ir.name, path: ir.path ?? [] };
      const key = sourceText(source);
      if (!found.has(key)) found.set(key, { source, ir, label: (env.labels ?? []).some((l) => l.label === "trusted" && covers(l.source, source)) ? "trusted" : null });
    });
  }
  return [...found.values()];
}

/** Labels of an env that no rule over it reads; none where there is no rule. */
export function unread(program: ProgramIr, env: EnvIr): LabelIr[] {
  const privileges = over(program, env);
  if (privileges.length === 0) return [];
  const asked = new Set<string>();
  const ask = (ir: Ir): void => {
    if (ir.op === "carries") asked.add(ir.name!);
    // What a source may vouch for depends on what is labelled.
    if (ir.op === "from") asked.add("untrusted");
  };
  for (const { rules } of privileges) for (const { cases } of rules) for (const { when, elseAsk } of cases) for (const ir of [when, elseAsk]) each(ir, ask);
  for (const spec of program.specs) if (spec.env === env.name) each(spec.formula, ask);
  return (env.labels ?? []).filter(({ label }) => label !== "trusted" && !asked.has(label));
}

/** A source as a rule writes it. */
export function sourceText({ tool, path }: SourceIr): string {
  return tool === null ? "prompt" : `results of ${tool}${path.join("")}`;
}

const over = (program: ProgramIr, env: EnvIr): PrivilegeIr[] => program.privileges.filter((p) => p.env === env.name);

/** Whether a source lies within another. */
function covers(outer: SourceIr, inner: SourceIr): boolean {
  return outer.tool === inner.tool && outer.path.length <= inner.path.length && outer.path.every((step, i) => step === inner.path[i] || (step === "[*]" && inner.path[i]!.startsWith("[")));
}

/** Every part of an expression, itself first. */
export function each(ir: Ir | null, visit: (ir: Ir) => void): void {
  if (ir === null) return;
  visit(ir);
  for (const arg of ir.args ?? []) each(arg, visit);
}
