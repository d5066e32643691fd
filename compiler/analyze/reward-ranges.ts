import type { EnvIr } from "../ir/ir.ts";
import type { NodeIr, RewardIr } from "../ir/reward.ts";
import { nodeRanges, type NodeRanges } from "./ranges/nodes.ts";
import { ANY, hull, isEmpty, type Range, range, truths } from "./ranges/range.ts";

/** What a node is in every step that is not refused; of a list, what its elements are. */
export interface NodeRange {
  /** While it is known it lies between these; ±∞ where nothing is told. Of a truth value 0 or 2. */
  readonly low: number;
  readonly high: number;
  /** It is whole, where it is finite. */
  readonly integer: boolean;
  /** It is never unknown. */
  readonly known: boolean;
}

/** Steps of an episode that are followed exactly, before what cells hold is guessed; and guesses. */
const EXACT = 3;
const GUESSES = 20;
const NARROWINGS = 2;
/** An end so far out came of an input without a bound. */
const FAR = 1e300;

/** The range of each node. A cell whose `next` is open (negative, or a literal that is not known) may hold anything. */
export function rangesOf(env: EnvIr, reward: RewardIr): readonly NodeRange[] {
  return toldOf(settled(env, reward).all, reward);
}

/** An episode's first step, and any later one: what nodes are there, and what they are where more is known. */
export interface StepRanges {
  readonly all: readonly Range[];
  readonly where: NodeRanges["where"];
}

export function stepRanges(env: EnvIr, reward: RewardIr): { readonly ranges: readonly NodeRange[]; readonly steps: readonly [first: StepRanges, later: StepRanges] } {
  const { cells, all } = settled(env, reward);
  const step = (first: boolean): StepRanges => {
    const at = nodeRanges(env, reward);
    return { all: at({ first, cells, other: null }), where: at.where };
  };
  return { ranges: toldOf(all, reward), steps: [step(true), step(false)] };
}

/** What cells may hold, and so nodes may be, in all steps together. */
function settled(env: EnvIr, reward: RewardIr): { readonly cells: readonly (Range | null)[]; readonly all: readonly Range[] } {
  const ends = endsOf(env, reward), at = nodeRanges(env, reward);
  const open = reward.cells.map(({ t, next }) => (next < 0 || isUnknown(reward.nodes[next]!) ? (t === "bool" ? truths([0, 1, 2]) : ANY) : null));
  const nexts = (all: readonly Range[]): Range[] => reward.cells.map(({ next }, i) => open[i] ?? all[next]!);

  let cells: readonly (Range | null)[] = open, last: readonly Range[] | null = null;
  for (let k = 0; ; k += 1) {
    const grown = nexts(step(cells)).map((next, i) => hull(cells[i] ?? next, next));
    if (grown.every((next, i) => cells[i] !== null && isSame(next, cells[i]!))) break;
    cells = k < EXACT ? grown : grown.map((next, i) => widened(cells[i]!, next, k < GUESSES ? ends : []));
  }
  // What was guessed too wide comes back in.
  for (let k = 0; k < NARROWINGS && cells.length > 0; k += 1) cells = nexts(step(cells));
  return { cells, all: step(cells) };

  /** An episode's first step, and any later one once it is known what the first leaves. */
  function step(before: readonly (Range | null)[]): readonly Range[] {
    const first = at({ first: true, cells: before, other: last });
    last = first;
    if (before.includes(null)) return first;
    const later = at({ first: false, cells: before, other: first });
    return first.map((range, id) => hull(range, later[id]!));
  }
}

const isUnknown = ({ op, value }: NodeIr): boolean => (op === "num" && typeof value !== "number") || (op === "bool" && value === 1);

const isSame = (a: Range, b: Range): boolean => a.low === b.low && a.high === b.high && a.integer === b.integer && a.known === b.known && a.nonzero === b.nonzero;

/** Numbers at which a range may well stay: literals and declared bounds. */
function endsOf(env: EnvIr, { nodes }: RewardIr): readonly number[] {
  const slots = [...env.obs, ...env.acts].flatMap(({ low, high }) => [low, high]);
  const literals = nodes.flatMap(({ op, value }) => (op === "num" ? [value] : []));
  const all = [...slots, ...literals].filter((x) => typeof x === "number");
  return [...new Set([0, ...all, ...all.map((x) => -x)])].sort((a, b) => a - b);
}

/** An end that moved is taken to the next one, in the hope that it stays there. */
function widened(before: Range, { low, high, integer, known, nonzero }: Range, ends: readonly number[]): Range {
  const down = ends.findLast((end) => end <= low) ?? -Infinity, up = ends.find((end) => end >= high) ?? Infinity;
  return range(low < before.low ? down : low, high > before.high ? up : high, { integer, known, nonzero });
}

const toldOf = (all: readonly Range[], { nodes }: RewardIr): readonly NodeRange[] => all.map((of, id) => told(of, nodes[id]!.t));

function told(of: Range, t: NodeIr["t"]): NodeRange {
  const { low, high, integer, known } = of;
  if (isEmpty(of)) return t === "bool" ? { low: 0, high: 2, integer: true, known } : { low: -Infinity, high: Infinity, integer: false, known };
  return { low: low < -FAR ? -Infinity : low + 0, high: high > FAR ? Infinity : high + 0, integer, known };
}
