import { OPS, type GuardIr, type Ir, type ProgramIr, type SpecIr } from "./ir.ts";
import type { MachineIr } from "./machine.ts";
import type { TreeIr } from "./tree.ts";

/** The declarations that a program's loadable guards and specs use, by name. */
export interface Reach {
  readonly guards: readonly GuardIr[];
  /** Those that can be monitored. */
  readonly specs: readonly SpecIr[];
  readonly trees: readonly TreeIr[];
  /** Those that are followed. */
  readonly machines: readonly MachineIr[];
  readonly envs: ReadonlySet<string>;
  readonly fns: ReadonlySet<string>;
  readonly controllers: ReadonlySet<string>;
  readonly privileges: ReadonlySet<string>;
}

/** What a guard needs that does not run yet keeps it out. */
export function reach(program: ProgramIr): Reach {
  const guards = program.guards.filter((guard) => guard.later.length === 0);
  const [envs, fns, controllers, privileges] = [new Set<string>(), new Set<string>(), new Set<string>(), new Set<string>()];
  for (const guard of guards) {
    envs.add(guard.env);
    if (guard.kind === "tools") for (const name of guard.obeys) privileges.add(name);
    else {
      for (const p of guard.proposers) if (p.source.kind === "controller") controllers.add(p.name);
      for (const c of guard.conditions) if (c.kind === "foresee") controllers.add(c.backup);
    }
  }
  const trees = (program.trees ?? []).filter((tree) => tree.later.length === 0);
  for (const tree of trees) {
    envs.add(tree.env);
    for (const { name, kind } of tree.sources) if (kind === "controller") controllers.add(name);
  }
  const machines = (program.machines ?? []).filter(({ name }) => guards.some((guard) => guard.kind === "sampled" && guard.follows === name));
  const specs = program.specs.filter((spec) => isMonitored(spec.formula, program));
  for (const spec of specs) envs.add(spec.env);
  const byName = new Map(program.fns.map((fn) => [fn.name, fn]));
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (typeof node === "object" && node !== null) {
      const { op, name } = node as Partial<Ir>;
      if (op === "call" && name !== undefined && !fns.has(name)) {
        fns.add(name);
        visit(byName.get(name)?.body);
      }
      Object.values(node).forEach(visit);
    }
  };
  visit(guards);
  visit(specs);
  visit(trees);
  visit(machines);
  visit(program.controllers.filter((c) => controllers.has(c.name)));
  visit(program.privileges.filter((p) => privileges.has(p.name)));
  for (const env of program.envs) if (envs.has(env.name)) visit([env.memories, env.monitors ?? [], env.dynamics]);
  return { guards, specs, trees, machines, envs, fns, controllers, privileges };
}

/** True for a formula over observations and actions all of whose parts run; what is about tool calls needs a session of those. */
export function isMonitored(ir: Ir, program: ProgramIr, within: ReadonlySet<string> = new Set()): boolean {
  if (OPS[ir.op].runs === "later" || OPS[ir.op].runs === "calls" || OPS[ir.op].runs === "rewards" || OPS[ir.op].runs === "trees" || ir.op === "active" || ir.window === "turn" || ir.op === "arg") return false;
  const named = ir.op === "spec" || ir.op === "robustness" || ir.op === "margin" ? program.specs.find((s) => s.name === ir.name)?.formula : ir.op === "call" ? program.fns.find((f) => f.name === ir.name)?.body : undefined;
  // What needs itself is an error elsewhere.
  if (named !== undefined && within.has(ir.name!)) return false;
  return (named === undefined || isMonitored(named, program, new Set(within).add(ir.name!))) && (ir.args ?? []).every((arg) => isMonitored(arg, program, within));
}
