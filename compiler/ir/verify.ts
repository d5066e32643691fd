import { costs, MOST_A_DECISION, treeCosts } from "../analyze/cost.ts";
import type { IrType, ProgramIr } from "./ir.ts";
import { reach } from "./reach.ts";
import { verifyProof, verifyTest } from "./verify/claims.ts";
import { verifyCycles } from "./verify/cycles.ts";
import { verifyEnv } from "./verify/envs.ts";
import { verifyExpression } from "./verify/expressions.ts";
import { verifyController, verifyPrivilege, verifySampled, verifyTools } from "./verify/guards.ts";
import { verifyMachine } from "./verify/machines.ts";
import { namesOf, unique } from "./verify/names.ts";
import type { Names } from "./verify/names.ts";
import { programShape } from "./verify/program-shape.ts";
import { verifyReward } from "./verify/rewards.ts";
import type { Say } from "./verify/shape.ts";
import { verifyTree } from "./verify/trees.ts";

const MOST = 20;

/** What is wrong with a program read from JSON, the first few faults; nothing when every later pass can rely on it. */
export function verify(program: unknown): string[] {
  const faults = new Set<string>();
  const say: Say = (place, wrong) => {
    if (faults.size < MOST) faults.add(`${place} ${wrong}`);
  };
  programShape(program, "program", say);
  if (faults.size === 0 && (program as { format?: unknown }).format !== 1) say("program", "has another format than 1");
  if (faults.size === 0) meaning(program as ProgramIr, say);
  if (faults.size === 0) cost(program as ProgramIr, say);
  return [...faults];
}

function cost(program: ProgramIr, say: Say): void {
  const { guards, trees } = reach(program);
  for (const { tree, operations } of treeCosts({ ...program, trees }))
    if (!(operations <= MOST_A_DECISION)) say(`tree \`${tree}\``, `may take ${operations.toExponential(0)} operations for one tick`);
  for (const { guard, operations } of costs({ ...program, guards }))
    if (!(operations <= MOST_A_DECISION)) say(`guard \`${guard}\``, `may take ${operations.toExponential(0)} operations for one decision`);
}

function meaning(program: ProgramIr, say: Say): void {
  const names = namesOf(program, say);
  verifyCycles(program, say);
  const used = reach(program);
  for (const env of program.envs) verifyEnv(env, used.envs.has(env.name), names, say);
  for (const fn of program.fns) {
    const locals = new Map<string, IrType>(fn.params.map((p) => [p.name, p.t]));
    if (locals.size < fn.params.length) say(`function \`${fn.name}\``, "has a parameter twice");
    verifyExpression(fn.body, fn.t, { env: null, locals, guarded: used.fns.has(fn.name) }, names, `function \`${fn.name}\``, say);
  }
  for (const spec of program.specs) verifySpec(spec.name, spec.env, spec.formula, names, say);
  for (const c of program.controllers) verifyController(c, used.controllers.has(c.name), names, say);
  for (const machine of program.machines ?? []) verifyMachine(machine, used.machines.includes(machine), names, say);
  for (const tree of used.trees) verifyTree(tree, names, say);
  for (const p of program.privileges) verifyPrivilege(p, used.privileges.has(p.name), names, say);
  for (const guard of used.guards) guard.kind === "sampled" ? verifySampled(guard, names, say) : verifyTools(guard, names, say);
  for (const policy of program.policies) if (!names.envs.has(policy.env)) say(`policy \`${policy.name}\``, `stands over the unknown env \`${policy.env}\``);
  unique(program.rewards ?? [], "rewards", say);
  for (const reward of program.rewards ?? []) verifyReward(reward, names, say);
  for (const test of program.tests) if (test.later.length === 0) verifyTest(test, program, names, say);
  for (const proof of program.proofs ?? []) if (proof.later.length === 0) verifyProof(proof, program, names, say);
}

function verifySpec(name: string, over: string, formula: ProgramIr["specs"][number]["formula"], names: Names, say: Say): void {
  const env = names.envs.get(over);
  if (env === undefined) return say(`spec \`${name}\``, `stands over the unknown env \`${over}\``);
  verifyExpression(formula, "bool", { env, locals: new Map(), guarded: false }, names, `spec \`${name}\``, say);
}
