import { rangesOf, type NodeRange } from "../../analyze/reward-ranges.ts";
import type { EnvIr } from "../../ir/ir.ts";
import { inputsOf, outputsOf, type LoopIr, type NodeIr, type RewardIr } from "../../ir/reward.ts";
import { axesOf, type Axes } from "./axes.ts";
import type { PythonTarget } from "./dialect.ts";
import { Leaves, type Leaf, type Place } from "./leaves.ts";
import type { PythonNames } from "./names.ts";
import { unrolled } from "./unroll.ts";

/** All that is known about a reward before its first line is written. */
export interface Plan {
  readonly env: EnvIr;
  readonly reward: RewardIr;
  /** The slots that are looked at. */
  readonly used: ReturnType<typeof inputsOf>;
  readonly ranges: readonly NodeRange[];
  readonly axes: Axes;
  readonly obs: Leaves;
  readonly acts: Leaves;
  /** Arrays of inputs, and of how long lists are, by their local names. */
  readonly arrays: ReadonlyMap<Leaf, string>;
  readonly lengths: ReadonlyMap<number, string>;
  /** How often each node is read, by nodes and from outside. */
  readonly uses: readonly number[];
  /** What a node is called where it gets a line of its own. */
  readonly names: ReadonlyMap<number, string>;
}

export function planOf(env: EnvIr, source: RewardIr, target: PythonTarget, names: PythonNames): Plan {
  const obs = new Leaves(env.obsShape, env.obs), acts = new Leaves(env.actShape, env.acts);
  const { arrays, lengths } = arraysOf(source, obs, acts, names);
  const reward = target === "numpy" ? unrolled(source) : source;
  const ranges = rangesOf(env, reward);
  return { env, reward, used: inputsOf(source), ranges, axes: axesOf(reward, ranges), obs, acts, arrays, lengths, uses: usesOf(reward), names: namesOf(env, reward, (node) => placeOf({ obs, acts }, node)) };
}

function arraysOf({ nodes }: RewardIr, obs: Leaves, acts: Leaves, names: PythonNames): Pick<Plan, "arrays" | "lengths"> {
  const arrays = new Map<Leaf, string>(), lengths = new Map<number, string>();
  const length = (slot: number): void => {
    if (!lengths.has(slot)) lengths.set(slot, names.take([...obs.ofLength(slot)!.list!.path, "length"].join("_")));
  };
  for (const node of nodes) {
    const place = placeOf({ obs, acts }, node);
    if (place !== undefined && !arrays.has(place.leaf)) arrays.set(place.leaf, names.take(place.leaf.path.join("_")));
    if (node.op === "obs" && place === undefined) length(node.slot!);
    if (node.op === "item") length(node.length!);
  }
  return { arrays, lengths };
}

function usesOf(reward: RewardIr): readonly number[] {
  const uses = reward.nodes.map(() => 0);
  const read = [...reward.nodes.flatMap(({ args }) => args), ...outputsOf(reward), ...reward.cells.map(({ next }) => next), ...reward.loops.map(({ length }) => length)];
  for (const id of read) uses[id]! += 1;
  return uses;
}

/** Where a loop's array has room for nothing there is still one element, behind every length. */
export const sizeOf = ({ max }: LoopIr): number => Math.max(1, max);

/** The names that people gave to values, and paths of observations. */
function namesOf({ obs, acts }: EnvIr, { nodes, items, stops, total }: RewardIr, places: (node: NodeIr) => Place | undefined): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const give = (id: number, name: string): void => { if (!names.has(id)) names.set(id, name); };
  for (const { value, name } of items) if (value.kind === "scalar" || value.kind === "list") give(value.node, name);
  for (const { counted, name } of items) if (counted !== null) give(counted, `${name}_counted`);
  for (const { when, name } of stops) give(when, name);
  give(total, "reward");
  nodes.forEach((node, id) => {
    const leaf = places(node)?.leaf;
    if (leaf === undefined) return;
    const axis = leaf.width === null ? [] : [(node.op === "act" ? acts : obs)[node.slot!]!.name.split(".").at(-1)!];
    give(id, [...leaf.path, ...axis].join("_"));
  });
  return names;
}

/** Where a node that reads one input finds it. */
export function placeOf({ obs, acts }: Pick<Plan, "obs" | "acts">, { op, slot }: NodeIr): Place | undefined {
  return op === "obs" || op === "item" ? obs.place(slot!) : op === "act" ? acts.place(slot!) : undefined;
}

export const isLiteral = ({ op }: NodeIr): boolean => op === "num" || op === "bool";
