import type * as ast from "../../../grammar/ast.ts";
import type { Span } from "../../../grammar/spans.ts";
import type { Context } from "../../check/context.ts";
import type { EnvIr, Ir, ProgramIr } from "../../ir/ir.ts";
import { inputsOf } from "../../ir/reward.ts";

/** What acts in an env, and so may read all of it. */
const ACTING: ReadonlySet<ast.Decl["kind"]> = new Set(["Policy", "Model", "Controller", "Tree", "Machine", "Privilege", "Guard"]);

/** Inputs that nothing reads, in envs that are there for rewards alone. */
export function unusedInputs(file: ast.File, program: ProgramIr, cx: Context): void {
  for (const env of program.envs) {
    const decl = cx.envs.get(env.name)?.decl;
    const serves = file.decls.some((one) => ACTING.has(one.kind) && "over" in one && one.over.text === env.name);
    if (decl === undefined || serves || !(program.rewards ?? []).some((reward) => reward.env === env.name)) continue;
    const read = [...readIn(env, program)];
    const isRead = (path: string): boolean => read.some((name) => name === path || name.startsWith(`${path}.`));
    for (const item of decl.items) if (item.kind === "Observe" || item.kind === "Act") report(item.name.text, item.type, item.name.span, isRead, cx);
  }
}

/** The whole of it, or else fields of a record that is written in place. */
function report(path: string, type: ast.Type, span: Span, isRead: (path: string) => boolean, cx: Context): void {
  if (!isRead(path)) cx.bag.add("inputUnused", span, { name: path });
  else if (type.kind === "RecordType") for (const field of type.fields) report(`${path}.${field.name.text}`, field.type, field.name.span, isRead, cx);
}

/** Names of all slots and texts that something reads. */
function readIn(env: EnvIr, program: ProgramIr): ReadonlySet<string> {
  const names = new Set<string>();
  for (const reward of program.rewards ?? []) {
    if (reward.env !== env.name) continue;
    const { obs, acts } = inputsOf(reward);
    for (const slot of obs) names.add(env.obs[slot]!.name);
    for (const slot of acts) names.add(env.acts[slot]!.name);
    for (const feature of reward.features) collect(feature, names);
  }
  for (const { formula } of program.specs.filter((spec) => spec.env === env.name)) collect(formula, names);
  for (const { start, next } of env.memories) [start, next].forEach((ir) => collect(ir, names));
  for (const { value } of env.dynamics?.next ?? []) collect(value, names);
  return names;
}

function collect(ir: Ir, names: Set<string>): void {
  if ((ir.op === "obs" || ir.op === "act" || ir.op === "last" || ir.op === "item") && ir.name !== undefined) names.add(ir.name);
  for (const arg of ir.args ?? []) collect(arg, names);
}
