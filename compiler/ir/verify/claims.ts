import type { ProgramIr, ProofIr, TestIr, TestStepIr } from "../ir.ts";
import type { TreeIr } from "../tree.ts";
import { verifyExpression, type Place } from "./expressions.ts";
import type { Names } from "./names.ts";
import type { Say } from "./shape.ts";

export function verifyTest(test: TestIr, program: ProgramIr, names: Names, say: Say): void {
  const where = `test \`${test.title}\``, { guards, rewards = [], trees = [] } = program;
  const env = names.envs.get([...guards, ...rewards, ...trees].find(({ name }) => name === test.on)?.env ?? "");
  if (env === undefined) return say(where, `is on the unknown guard \`${test.on}\``);
  const tree = trees.find(({ name }) => name === test.on), place: Place = { env, locals: new Map(), guarded: false, ...(tree && board(tree)) };
  for (const step of test.steps)
    if (step.kind === "expectTrend" && !rewards.some(({ name }) => name === step.reward)) say(where, `names the unknown reward \`${step.reward}\``);
    else if (step.kind === "expect") verifyExpression(step.formula, "bool", place, names, where, say);
    else verifyStep(step, place, where, say);
}

/** What a step does to a tree. */
function verifyStep(step: TestStepIr, { entries = new Map(), nodes = new Set() }: Place, where: string, say: Say): void {
  if (step.kind === "given" || step.kind === "at") for (const { name } of step.entries ?? []) if (!entries.has(name)) say(where, `gives the unknown entry \`${name}\``);
  if (step.kind !== "mock") return;
  for (const name of step.nodes) if (!nodes.has(name)) say(where, `mocks the unknown node \`${name}\``);
  if (step.answers.length === 0) say(where, "mocks a node without an answer");
}

export function verifyProof(proof: ProofIr, { trees = [], privileges }: ProgramIr, names: Names, say: Say): void {
  const where = `claim \`${proof.title}\``;
  if (proof.kind === "rules") return privileges.some(({ name }) => name === proof.on) ? undefined : say(where, `is about the unknown privilege \`${proof.on}\``);
  const tree = trees.find(({ name }) => name === proof.on), env = names.envs.get(tree?.env ?? "");
  if (tree === undefined || env === undefined) return say(where, `is about the unknown tree \`${proof.on}\``);
  const place: Place = { env, locals: new Map(), guarded: false, ...board(tree) };
  verifyExpression(proof.formula, "bool", place, names, where, say);
  for (const name of proof.host) if (place.entries?.has(name) !== true) say(where, `leaves the unknown entry \`${name}\` to the host`);
}

function board({ entries, nodes }: TreeIr): Pick<Place, "entries" | "nodes"> {
  return { entries: new Map(entries.map((entry) => [entry.name, entry])), nodes: new Set(nodes.map(({ name }) => name)) };
}
