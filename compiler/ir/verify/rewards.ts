import { MOST_A_DECISION } from "../../analyze/cost.ts";
import { rewardCost } from "../../analyze/reward-cost.ts";
import { rangesOf } from "../../analyze/reward-ranges.ts";
import type { EnvIr } from "../ir.ts";
import { LISTS, loopsOf, type ReportIr, type RewardIr } from "../reward.ts";
import { verifyFeature } from "./features.ts";
import { unique, type Names } from "./names.ts";
import { nodeFaults } from "./reward-nodes.ts";
import { textsOf } from "./reward-slots.ts";
import type { Say } from "./shape.ts";

export function verifyReward(reward: RewardIr, names: Pick<Names, "envs">, say: Say): void {
  const where = `reward \`${reward.name}\``;
  const env = names.envs.get(reward.env);
  if (env === undefined) return say(where, `stands over the unknown env \`${reward.env}\``);
  let sound = true;
  const wrong = (what: string): void => {
    sound = false;
    say(where, what);
  };
  unique(reward.stops, where, say);
  for (const feature of reward.features) verifyFeature(feature, textsOf(env), where, say);
  // Each check relies on those before it.
  computes(env, reward, wrong);
  if (sound) nests(reward, wrong);
  if (sound) leaves(reward, wrong);
  if (sound) lengths(env, reward, wrong);
  if (sound && !(rewardCost(reward) <= MOST_A_DECISION)) wrong(`may take ${rewardCost(reward).toExponential(0)} operations for one step`);
}

/** Up to the first node with a fault: later ones may read it. */
function computes(env: EnvIr, reward: RewardIr, wrong: (what: string) => void): void {
  const { nodes, loops } = reward, faultOf = nodeFaults(env, reward);
  for (const [id, { op }] of nodes.entries()) {
    const fault = faultOf(id);
    if (fault !== null) return wrong(`has node ${id}, \`${op}\`, which ${fault}`);
  }
  loops.forEach(({ length }, loop) => {
    const node = nodes[length];
    if (node?.t !== "num" || LISTS.has(node.op)) wrong(`has loop ${loop} without a length`);
  });
}

/** Loops stand one in another: a node reads one a depth, and what reduces a loop is inside of shallower ones alone. */
function nests(reward: RewardIr, wrong: (what: string) => void): void {
  const { nodes, loops } = reward, reads = loopsOf(reward);
  const depth = (loop: number): number => loops[loop]!.depth;
  nodes.forEach(({ op, args, loop }, id) => {
    const around = reads[id]!;
    if (new Set(around.map(depth)).size < around.length) wrong(`has node ${id}, \`${op}\`, in two loops of one depth`);
    if (loop === undefined) return;
    const outer = reads[loops[loop]!.length]!;
    if ([...outer, ...(op === "index" ? [] : around)].some((one) => depth(one) >= depth(loop))) wrong(`has node ${id}, \`${op}\`, whose loop is not inside of those that it reads`);
    if ((op === "listOf" || op === "history") && args.some((arg) => reads[arg]!.includes(loop))) wrong(`has node ${id}, \`${op}\`, with an element that reads its own index`);
  });
}

/** What leaves the program stands outside of every loop, and is what its place wants. */
function leaves(reward: RewardIr, wrong: (what: string) => void): void {
  const { nodes, cells, total, items, stops } = reward, reads = loopsOf(reward);
  const needs = (what: string, id: number, t: "num" | "bool" | null, list: boolean | null): void => {
    const node = nodes[id];
    if (node === undefined) return wrong(`has ${what} without a node`);
    if (reads[id]!.length > 0) wrong(`has ${what} inside of a loop`);
    if ((t !== null && node.t !== t) || (list !== null && LISTS.has(node.op) !== list)) wrong(`has ${what} of the wrong type`);
  };
  const report = (what: string, value: ReportIr): void => {
    if (value.kind === "vector") value.items.forEach((one) => report(what, one));
    else if (value.kind === "record") value.fields.forEach((field) => report(what, field.value));
    else needs(what, value.node, null, value.kind === "list");
  };
  needs("a total", total, "num", null);
  for (const { name, kind, value, counted } of items) {
    report(`\`${name}\``, value);
    if ((counted === null) !== (kind === "log")) wrong(`counts \`${name}\` otherwise than a ${kind}`);
    if (counted !== null) needs(`\`${name}\``, counted, "num", null);
  }
  for (const { name, when } of stops) needs(`\`${name}\``, when, "bool", false);
  for (const cell of cells) needs(`a ${cell.kind} that is kept`, cell.next, cell.t, false);
}

/** Every loop goes through as many values as there is room for, and is known to. */
function lengths(env: EnvIr, reward: RewardIr, wrong: (what: string) => void): void {
  const ranges = rangesOf(env, reward);
  reward.loops.forEach(({ length, max }, loop) => {
    const { low, high, integer, known } = ranges[length]!;
    if (!(known && integer && low >= 0 && high <= max)) wrong(`has loop ${loop}, whose length may be no whole number in 0..${max}`);
  });
}
