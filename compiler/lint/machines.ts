import type * as ast from "../../grammar/ast.ts";
import type { Context } from "../check/context.ts";
import type { ProgramIr, SampledGuardIr } from "../ir/ir.ts";
import type { MachineIr, StateIr } from "../ir/machine.ts";
import type { TreeIr } from "../ir/tree.ts";

/** Machines beside the guards that follow them: who may act and never proposes, and states in which nobody does. */
export function followedMachines(file: ast.File, program: ProgramIr, cx: Context): void {
  for (const machine of program.machines ?? []) {
    const guards = program.guards.filter((guard): guard is SampledGuardIr => guard.kind === "sampled" && guard.follows === machine.name);
    const decl = file.decls.find((one): one is ast.Machine => one.kind === "Machine" && one.name.text === machine.name);
    if (guards.length === 0 || decl === undefined) continue;
    idle(decl, guards, program, cx);
    for (const guard of guards) silent(machine, guard, program, cx);
  }
}

function idle({ name: machine, states }: ast.Machine, guards: readonly SampledGuardIr[], program: ProgramIr, cx: Context): void {
  const asked = new Set(guards.flatMap((guard) => guard.proposers.flatMap(({ name }) => [name, ...(treeOf(name, program)?.sources ?? []).map((source) => source.name)])));
  const guard = guards.map(({ name }) => name).join("`, `");
  for (const name of states.flatMap(({ items }) => items.flatMap(namesIn))) if (!asked.has(name.text)) cx.bag.add("mayIdle", name.span, { name: name.text, guard, machine: machine.text });
}

function namesIn(item: ast.State["items"][number]): readonly ast.Ident[] {
  if (item.kind === "May") return item.proposers;
  return item.kind === "Ensure" && item.doing !== null ? [item.doing] : [];
}

function silent({ name: machine, states }: MachineIr, { name: guard, proposers }: SampledGuardIr, program: ProgramIr, cx: Context): void {
  const last = proposers.at(-1)?.name;
  for (const state of states) {
    if (last === undefined || state.may.includes(last) || proposers.slice(0, -1).some(({ name }) => acts(name, state, program))) continue;
    cx.bag.add("stateSilent", { start: state.at[0], end: state.at[1] }, { state: state.name, machine, guard, last });
  }
}

function acts(name: string, { may }: StateIr, program: ProgramIr): boolean {
  const tree = treeOf(name, program);
  return tree === undefined ? may.includes(name) : tree.nodes.some((node) => node.kind === "do" && (node.source === null || may.includes(node.source)));
}

function treeOf(name: string, { trees = [] }: ProgramIr): TreeIr | undefined {
  return trees.find((tree) => tree.name === name);
}
