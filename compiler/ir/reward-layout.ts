import { inputsOf, LISTS, type ReportIr, type RewardIr } from "./reward.ts";

/**
 * Where each value of `n` environments of a reward lives in one Float64Array: column c of environment k is at c·w + k, where w is
 * `columnWidth(n)`. Emitted code and host agree on this and nothing else. Truth values are 0 false, 1 unknown, 2 true; enums their index.
 */
export interface RewardLayout {
  // written by the host before a step
  /** By slot of the env's observations and actions: those that are read. */
  readonly obs: ReadonlyMap<number, number>;
  readonly acts: ReadonlyMap<number, number>;
  /** Of the first feature; the others follow. */
  readonly features: number;
  /** Anything but 0: the environment's state is made new before this step, which clears it. */
  readonly resets: number;
  // state: what an episode remembers
  readonly steps: number;
  readonly cells: readonly CellPlace[];
  // written by the step
  /** 0 or why the step gave nothing: see `Refused`. */
  readonly refused: number;
  /** Its first number alone, the step's own: 1 while what is the same in all environments stands in their columns. A refused step clears it. */
  readonly filled: number;
  /** Index of the stop that is taken, -1 for none. */
  readonly terminated: number;
  readonly truncated: number;
  /** By node: the total, and what is reported and counted. */
  readonly outputs: ReadonlyMap<number, OutputPlace>;
  readonly columns: number;
}

/** The value of step s is in column s modulo `size` of a history. */
export interface CellPlace {
  readonly column: number;
  readonly size: number;
}

export interface OutputPlace {
  readonly column: number;
  /** Of a list: the column of its length, and of how many elements there is room for; behind the last they are NaN. */
  readonly list: { readonly length: number; readonly max: number } | null;
}

/** Why a step gave nothing. From `item` on: item i of the reward counts what is not known (`item` + 2i), or not finite (one more). */
export const Refused = { no: 0, input: 1, total: 2, item: 3 } as const;

/** Numbers in one line of the processor's cache. */
const LINE = 8;

/** How far columns of `n` environments stand apart: an odd number of lines, or else they compete for few places in the cache, which can make a step ten times slower. */
export function columnWidth(n: number): number {
  const lines = Math.ceil(n / LINE);
  return n < LINE ? n : LINE * (lines % 2 === 1 ? lines : lines + 1);
}

export function rewardLayout(reward: RewardIr): RewardLayout {
  let next = 0;
  const take = (n: number): number => {
    const at = next;
    next += n;
    return at;
  };
  const placed = (slots: readonly number[]): ReadonlyMap<number, number> => new Map(slots.map((slot) => [slot, take(1)]));
  const obs = placed(observed(reward));
  const acts = placed(inputsOf(reward).acts);
  const features = take(reward.features.length);
  const resets = take(1), steps = take(1);
  const cells = reward.cells.map((_, cell) => {
    const size = sizeOf(reward, cell);
    return { column: take(size), size };
  });
  const refused = take(1), filled = take(1), terminated = take(1), truncated = take(1);
  const outputs = new Map(reportedNodes(reward).map((node): [number, OutputPlace] => {
    const { op, loop } = reward.nodes[node]!;
    if (!LISTS.has(op)) return [node, { column: take(1), list: null }];
    const { max } = reward.loops[loop!]!;
    return [node, { column: take(max), list: { length: take(1), max } }];
  }));
  return { obs, acts, features, resets, steps, cells, refused, filled, terminated, truncated, outputs, columns: next };
}

/** Slots that are read. What stands between the elements of a list is there too, so that an element's column is found by counting. */
function observed(reward: RewardIr): readonly number[] {
  const slots = new Set(inputsOf(reward).obs);
  for (const { op, slot, stride, max } of reward.nodes)
    if (op === "item") for (let at = slot!; at <= slot! + (max! - 1) * stride!; at++) slots.add(at);
  return [...slots].sort((a, b) => a - b);
}

/** This step's value is element 0 of a history and not yet kept. */
function sizeOf({ nodes, loops, cells }: RewardIr, cell: number): number {
  if (cells[cell]!.kind === "value") return 1;
  return Math.max(1, ...nodes.map((node) => (node.op === "history" && node.cell === cell ? loops[node.loop!]!.max - 1 : 1)));
}

/** The total, then the nodes of the items, each once. */
export function reportedNodes({ total, items }: RewardIr): readonly number[] {
  return [...new Set([total, ...items.flatMap(({ value, counted }) => (counted === null ? nodesOf(value) : [...nodesOf(value), counted]))])];
}

/** The nodes that a reported value is put together from. */
export function nodesOf(value: ReportIr): readonly number[] {
  switch (value.kind) {
    case "scalar": case "list": return [value.node];
    case "vector": return value.items.flatMap(nodesOf);
    case "record": return value.fields.flatMap((field) => nodesOf(field.value));
  }
}
