import type { EnvIr, Ir, IrType } from "../ir.ts";
import type { MachineIr, StateIr } from "../machine.ts";
import type { SetIr } from "../tree.ts";
import { at, expression } from "./expression-shape.ts";
import { verifyExpression } from "./expressions.ts";
import { unique, type Names } from "./names.ts";
import { list, nullable, number, record, text, truth, whole, word, type Say, type Shape } from "./shape.ts";

export const entryShape: Shape = record({ name: text, kind: word("num", "bool", "text"), start: nullable(number), counted: truth });
export const setsShape: Shape = list(record({ entry: text, value: expression }));
const state = record({
  name: text, at, may: list(text), go: list(record({ to: whole, when: expression, ticks: whole, at })),
  ensures: list(record({ value: expression, ticks: whole, doing: nullable(text), at })), entry: setsShape, exit: setsShape, sample: setsShape,
});
export const machineShape: Shape = record({ name: text, env: text, at, entries: list(entryShape), texts: list(text), start: whole, states: list(state), later: list(text) });

/** `followed`: by a guard that can be loaded. */
export function verifyMachine(machine: MachineIr, followed: boolean, names: Names, say: Say): void {
  const where = `machine \`${machine.name}\``;
  const { states, start } = machine;
  const env = names.envs.get(machine.env);
  if (env === undefined) return say(where, `stands over the unknown env \`${machine.env}\``);
  // Over tool calls none runs yet.
  if (env.rate === null) return followed ? say(where, `stands over \`${env.name}\`, which is no sampled env`) : undefined;
  const entries = unique(machine.entries, where, say);
  unique(states, where, say);
  for (const { name, kind, start: first } of machine.entries) if (kind === "bool" && first !== null && first !== 0 && first !== 2) say(where, `begins with \`${name}\` as no truth value`);
  if (start >= states.length) say(where, "begins in no state");
  const check = (ir: Ir, want: IrType): void => verifyExpression(ir, want, { env, locals: new Map(), guarded: followed, entries }, names, where, say);
  const run = (sets: readonly SetIr[]): void => sets.forEach(({ entry, value }) => {
    const kind = entries.get(entry)?.kind;
    if (kind === undefined) say(where, `writes the unknown entry \`${entry}\``);
    else check(value, kind === "bool" ? "bool" : "num");
  });
  for (const one of states) {
    proposers(one, env, names, where, say);
    for (const { to, when } of one.go) {
      if (to >= states.length) say(where, `goes from \`${one.name}\` to no state`);
      check(when, "bool");
    }
    for (const { value } of one.ensures) check(value, "bool");
    for (const sets of [one.entry, one.exit, one.sample]) run(sets);
  }
}

function proposers({ name: state, may, ensures }: StateIr, env: EnvIr, names: Names, where: string, say: Say): void {
  for (const name of may)
    if (![names.policies, names.controllers, names.trees].some((of) => of.get(name)?.env === env.name)) say(where, `lets \`${name}\` act in \`${state}\`, which is no proposer over \`${env.name}\``);
  for (const { doing } of ensures)
    if (doing !== null && names.controllers.get(doing)?.env !== env.name) say(where, `makes good by \`${doing}\`, which is no controller over \`${env.name}\``);
}
