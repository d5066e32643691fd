import { MOST_VISITS, visitsOf } from "../../analyze/tree-visits.ts";
import type { EnvIr } from "../ir.ts";
import type { EntryIr, SourceOfTree, TreeIr } from "../tree.ts";
import { unique, type Names } from "./names.ts";
import type { Say } from "./shape.ts";
import { verifyNode } from "./tree-nodes.ts";

/** Deeper than anybody writes, and shallow enough for a tick to recurse. */
const DEEPEST = 500;

export function verifyTree(tree: TreeIr, names: Names, say: Say): void {
  const where = `tree \`${tree.name}\``, env = names.envs.get(tree.env);
  if (env === undefined) return say(where, `stands over the unknown env \`${tree.env}\``);
  const entries = unique(tree.entries, where, say), sources = unique(tree.sources, where, say);
  unique(tree.nodes, where, say);
  if (new Set(tree.texts).size < tree.texts.length) say(where, "has two numbers for one text");
  for (const entry of tree.entries) start(entry, tree, where, say);
  for (const one of tree.sources) source(one, env, names, where, say);
  for (const node of tree.nodes) verifyNode(node, { env, entries, sources, names }, `${where}: \`${node.name}\``, say);
  const fault = shapeFault(tree);
  if (fault !== null) return say(where, fault);
  // Only what is a tree has an end to count to.
  const visits = visitsOf(tree)[0]!;
  if (!(visits <= MOST_VISITS)) say(where, `may visit ${visits.toExponential(0)} nodes in one tick`);
}

function start({ name, kind, start }: EntryIr, { texts }: TreeIr, where: string, say: Say): void {
  const fits = start === null || kind === "num" || (kind === "bool" ? start === 0 || start === 2 : Number.isInteger(start) && start >= 0 && start < texts.length);
  if (!fits) say(where, `begins with \`${name}\` as no ${kind}`);
}

function source({ name, kind, gives }: SourceOfTree, env: EnvIr, names: Names, where: string, say: Say): void {
  if (names[kind === "policy" ? "policies" : "controllers"].get(name)?.env !== env.name) say(where, `names \`${name}\`, which is no ${kind} over \`${env.name}\``);
  if (new Set(gives).size < gives.length) say(where, `has \`${name}\` give an action twice`);
  for (const act of gives) if (!env.acts.some((slot) => slot.name === act)) say(where, `names the unknown action \`${act}\``);
}

/** Every node but the first stands once among the children, in the order of the list. */
function shapeFault({ nodes }: TreeIr): string | null {
  let next = 0;
  const open: { readonly children: readonly number[]; at: number }[] = [{ children: [0], at: 0 }];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const child = top.children[top.at++];
    if (child === undefined) open.pop();
    else if (child !== next || child >= nodes.length) return `has node ${child} where node ${next} is to stand`;
    else if (open.length > DEEPEST) return `has more than ${DEEPEST} nodes in one another`;
    else open.push({ children: nodes[next++]!.children, at: 0 });
  }
  return next < nodes.length ? `has node ${next} under no other` : null;
}
