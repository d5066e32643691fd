import type { EnvIr, Ir, ProgramIr, SpecIr } from "../../compiler/ir/ir.ts";

/** The observations and actions that formulas read, themselves or through functions, other specs and memories. */
export function needsOf(program: ProgramIr, env: EnvIr, specs: readonly SpecIr[]): Set<string> {
  const slots = new Set<string>();
  const seen = new Set<string>();
  const through = (kind: string, name: string, parts: readonly (Ir | undefined)[]): void => {
    if (seen.has(`${kind} ${name}`)) return;
    seen.add(`${kind} ${name}`);
    for (const part of parts) if (part !== undefined) visit(part);
  };
  const visit = (ir: Ir): void => {
    const name = ir.name ?? "";
    switch (ir.op) {
      case "obs": case "act": case "last": slots.add(name); break;
      case "call": through("fn", name, [program.fns.find((fn) => fn.name === name)?.body]); break;
      case "spec": case "robustness": case "margin": through("spec", name, [program.specs.find((spec) => spec.name === name)?.formula]); break;
      case "mem": {
        const memory = env.memories.find((one) => one.name === name);
        through("memory", name, [memory?.start, memory?.next]);
        break;
      }
    }
    for (const arg of ir.args ?? []) visit(arg);
  };
  for (const spec of specs) visit(spec.formula);
  return slots;
}
