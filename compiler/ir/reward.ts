import type { At, Ir } from "./ir.ts";

/**
 * A reward as a straight-line program: each node reads nodes before it, so that what is used twice is computed once. Vectors and
 * records are taken apart; what is left are scalars and lists of scalars. `reward-step.md` says what one step does.
 */
export interface RewardIr {
  readonly name: string;
  readonly env: string;
  readonly doc?: string;
  readonly at: At;
  readonly nodes: readonly NodeIr[];
  readonly loops: readonly LoopIr[];
  /** What an episode remembers from one step to the next. */
  readonly cells: readonly CellIr[];
  /** What is read out of texts (`text-features.md`): numbers and truth values over text observations, the host's work. */
  readonly features: readonly Ir[];
  /** The reward: a number, or a list of numbers. */
  readonly total: number;
  /** What is reported beside it, in order of the source. */
  readonly items: readonly RewardItemIr[];
  readonly stops: readonly StopIr[];
}

/** A scalar, or (ops in `LISTS`) a list of scalars as long as its loop. */
export interface NodeIr {
  readonly op: NodeOp;
  /** What it is, or what its elements are. A truth value is 0 false, 1 unknown, 2 true; a number that is not known is NaN. */
  readonly t: "num" | "bool";
  /** Earlier nodes. */
  readonly args: readonly number[];
  /** `num`: the literal (null: NaN). `bool`: 0, 1 or 2. */
  readonly value?: number | null;
  /** `obs`, `act`: index into the env's `obs` or `acts`. `item`: the slot of element 0; element i is `stride` slots further. */
  readonly slot?: number;
  readonly stride?: number;
  /** `item`: the slot that holds the list's length, and how many elements there are room for. */
  readonly length?: number;
  readonly max?: number;
  /** `index`, reductions and lists: index into `loops`. */
  readonly loop?: number;
  /** `state`, `history`: index into `cells`. */
  readonly cell?: number;
  /** `feature`: index into `features`. */
  readonly feature?: number;
}

/** A variable that counts 0, 1, … below a length. Loops are told apart by what they count and how deep they are nested. */
export interface LoopIr {
  /** A node: a whole number in 0..max, always known in a valid step. It reads no `index` of this loop. */
  readonly length: number;
  readonly max: number;
  /** How many loops are around it: its axis in array languages, after the batch's. */
  readonly depth: number;
}

export type CellIr =
  /** One scalar: the value of node `next` at the step before. */
  | { readonly kind: "value"; readonly t: "num" | "bool"; readonly next: number }
  /** The values of node `next` at the last `max` steps before this one. */
  | { readonly kind: "history"; readonly t: "num" | "bool"; readonly next: number; readonly max: number };

export interface RewardItemIr {
  readonly name: string;
  readonly kind: "term" | "log" | "shape";
  readonly stage: string | null;
  readonly value: ReportIr;
  /** Of a term and a shape: what it adds to the reward, weight and stage applied; a scalar or list node. Null of a log. */
  readonly counted: number | null;
  /** Of the log `stage`, which a reward with stages has by itself: the stages' names, by its value. */
  readonly stages?: readonly string[];
  readonly unit: string;
  readonly doc?: string;
  readonly at: At;
}

/** How a reported value is put together from nodes. */
export type ReportIr =
  | { readonly kind: "scalar"; readonly node: number }
  | { readonly kind: "list"; readonly node: number }
  | { readonly kind: "vector"; readonly items: readonly ReportIr[] }
  | { readonly kind: "record"; readonly fields: readonly { readonly name: string; readonly value: ReportIr }[] };

export interface StopIr {
  readonly name: string;
  /** A terminated episode ends; a truncated one is cut off, and what comes after still has a value. */
  readonly kind: "terminate" | "truncate";
  readonly when: number;
  readonly at: At;
}

/** How many operands each operation takes, and of what. `bools`, `nums`: all alike. `list`: first a list node. */
const row = (args: number | "many", takes: "none" | "nums" | "bools" | "same" | "if" | "list" | "body") => ({ args, takes });

export const NODES = {
  // leaves
  num: row(0, "none"), bool: row(0, "none"), obs: row(0, "none"), act: row(0, "none"), feature: row(0, "none"),
  /** The element at an index of a list of observations; outside it unknown. */
  item: row(1, "nums"),
  index: row(0, "none"),
  /** What the cell's node was at the step before; at an episode's first step anything. */
  state: row(0, "none"),
  /** True at an episode's first step. Always known. */
  first: row(0, "none"),
  /** How many steps of the episode came before this one. */
  steps: row(0, "none"),
  // as in `ir.ts`, by `guard-step.md`
  add: row(2, "nums"), sub: row(2, "nums"), mul: row(2, "nums"), div: row(2, "nums"), neg: row(1, "nums"), pow: row(2, "nums"), abs: row(1, "nums"),
  sign: row(1, "nums"), min: row("many", "nums"), max: row("many", "nums"), clamp: row(3, "nums"), sqrt: row(1, "nums"), exp: row(1, "nums"),
  log: row(1, "nums"), tanh: row(1, "nums"), sin: row(1, "nums"), cos: row(1, "nums"), tan: row(1, "nums"), asin: row(1, "nums"),
  acos: row(1, "nums"), atan: row(1, "nums"), atan2: row(2, "nums"), floor: row(1, "nums"), ceil: row(1, "nums"), round: row(1, "nums"),
  lt: row(2, "nums"), le: row(2, "nums"), gt: row(2, "nums"), ge: row(2, "nums"), eq: row(2, "nums"), ne: row(2, "nums"),
  and: row("many", "bools"), or: row("many", "bools"), not: row(1, "bools"), implies: row(2, "bools"), iff: row(2, "bools"), xor: row(2, "bools"),
  if: row(3, "if"), present: row(1, "same"),
  /** The first operand where it is known and finite, else the second. */
  orElse: row(2, "nums"),
  // reductions over a loop: the operand is evaluated for each value of its index
  sum: row(1, "body"), product: row(1, "body"), least: row(1, "body"), most: row(1, "body"), all: row(1, "body"), any: row(1, "body"),
  /** The first index at which the operand is least. */
  argmin: row(1, "body"),
  // lists
  /** The operand for each value of the loop's index. */
  list: row(1, "body"),
  /** Its operands, one an element. */
  listOf: row("many", "same"),
  /** Ascending. */
  sorted: row(1, "list"),
  /** Running results from the front: element i is of elements 0 to i. */
  sums: row(1, "list"), leasts: row(1, "list"), mosts: row(1, "list"),
  /** The operand's last values, newest (this step's) first; as long as there were steps, at most `max`. */
  history: row(1, "same"),
  /** An element of a list by its index; outside it, or at no whole number, unknown. */
  at: row(2, "list"),
} as const satisfies Record<string, { readonly args: number | "many"; readonly takes: string }>;

export type NodeOp = keyof typeof NODES;

export const LISTS: ReadonlySet<NodeOp> = new Set(["list", "listOf", "sorted", "sums", "leasts", "mosts", "history"]);
export const REDUCTIONS: ReadonlySet<NodeOp> = new Set(["sum", "product", "least", "most", "all", "any", "argmin"]);

/** The loops whose index each node reads, itself or through others, in order of their depth: what it varies with inside one step. */
export function loopsOf({ nodes, loops }: Pick<RewardIr, "nodes" | "loops">): readonly (readonly number[])[] {
  const all: (readonly number[])[] = [];
  for (const node of nodes) {
    const reads = new Set(node.op === "index" ? [node.loop!] : node.args.flatMap((arg) => all[arg]!));
    // The length of a list inside another loop may vary with that one.
    if (node.loop !== undefined && node.op !== "index") {
      reads.delete(node.loop);
      for (const outer of all[loops[node.loop]!.length]!) reads.add(outer);
    }
    all.push([...reads].sort((a, b) => loops[a]!.depth - loops[b]!.depth));
  }
  return all;
}

/** Every node whose value leaves the program, each once: the total, the stops, what is reported and counted. */
export function outputsOf(reward: RewardIr): readonly number[] {
  const found = new Set<number>([reward.total, ...reward.stops.map((stop) => stop.when)]);
  const visit = (value: ReportIr): void => {
    if (value.kind === "scalar" || value.kind === "list") found.add(value.node);
    else if (value.kind === "vector") value.items.forEach(visit);
    else for (const field of value.fields) visit(field.value);
  };
  for (const item of reward.items) {
    visit(item.value);
    if (item.counted !== null) found.add(item.counted);
  }
  return [...found];
}

/** The slots of observations and actions that the program reads, ascending. */
export function inputsOf(reward: RewardIr): { readonly obs: readonly number[]; readonly acts: readonly number[] } {
  const obs = new Set<number>();
  const acts = new Set<number>();
  for (const node of reward.nodes) {
    if (node.op === "obs") obs.add(node.slot!);
    else if (node.op === "act") acts.add(node.slot!);
    else if (node.op === "item") {
      obs.add(node.length!);
      for (let i = 0; i < node.max!; i++) obs.add(node.slot! + i * node.stride!);
    }
  }
  const ascending = (set: ReadonlySet<number>): number[] => [...set].sort((a, b) => a - b);
  return { obs: ascending(obs), acts: ascending(acts) };
}
