import type { NodeRange } from "../../analyze/reward-ranges.ts";
import { LISTS, type NodeIr, type NodeOp, type RewardIr } from "../../ir/reward.ts";
import { reads, type Input } from "./inputs.ts";
import type { Plan } from "./plan.ts";

/** Operators whose result is not finite whenever one of these operands is not. */
const PASSES_ON: Partial<Record<NodeOp, readonly number[] | "all">> = {
  add: "all", sub: "all", mul: "all", div: [0], neg: [0], abs: [0], sqrt: [0], sin: [0], cos: [0], tan: [0], log: [0], floor: [0], ceil: [0], round: [0], listOf: "all",
};

/** Inputs as bits: those that show in a node's value, and by loop those of which element i shows at index i. */
interface Shown {
  readonly whole: bigint;
  readonly each: ReadonlyMap<number, bigint>;
}
const NOTHING: Shown = { whole: 0n, each: new Map() };

export interface Witnesses {
  /** Nodes that are not finite where an input in `seen` is not; the total is one of them, and not named. */
  readonly nodes: readonly number[];
  readonly seen: readonly Input[];
}

/** Nodes that are computed anyway, and whose finiteness spares a look at many inputs. */
export function witnesses(reward: RewardIr, plan: Plan, ranges: readonly NodeRange[], inputs: readonly Input[], candidates: readonly number[]): Witnesses {
  const counting = new Set(plan.within(reward.loops.map(({ length }) => length)));
  // A loop must end, so what it counts to is looked at first.
  const free = inputs.filter((input) => input.isFree && !reward.nodes.some((node, id) => counting.has(id) && reads(node, input)));
  const shown = shownIn(reward, ranges, free);
  let seen = shownInTotal(reward, ranges, shown);
  const nodes: number[] = [];
  for (;;) {
    const gain = (id: number): number => count(shown[id]!.whole & ~seen);
    const best = candidates.reduce((a, b) => (gain(b) > gain(a) ? b : a), candidates[0] ?? -1);
    // Looking at one node for one input is no gain.
    if (best < 0 || gain(best) < 2) break;
    nodes.push(best);
    seen |= shown[best]!.whole;
  }
  return { nodes, seen: free.filter((_, i) => (seen & (1n << BigInt(i))) !== 0n) };
}

/** Each element of a total is looked at. */
function shownInTotal({ nodes, loops, total }: RewardIr, ranges: readonly NodeRange[], shown: readonly Shown[]): bigint {
  const { op, loop } = nodes[total]!;
  const { whole, each } = shown[total]!;
  if (op !== "list") return op === "listOf" || !LISTS.has(op) ? whole : 0n;
  return (each.get(loop!) ?? 0n) | (ranges[loops[loop!]!.length]!.low >= 1 ? whole : 0n);
}

function shownIn(reward: RewardIr, ranges: readonly NodeRange[], free: readonly Input[]): readonly Shown[] {
  const all: Shown[] = [];
  for (const node of reward.nodes) all.push(shownBy(node));
  return all;

  function shownBy(node: NodeIr): Shown {
    const { op, args, loop } = node;
    const input = free.findIndex((one) => reads(node, one));
    if (input >= 0) return leaf(node, 1n << BigInt(input));
    if (op === "at") return element(args[0]!, args[1]!);
    if (op === "sum" || op === "product") return repeated(all[args[0]!]!, loop!);
    // Element i of a list is its body at index i.
    if (op === "list") return all[args[0]!]!;
    const which = isSquare(node, reward.nodes) ? [0] : PASSES_ON[op];
    return which === undefined ? NOTHING : union((which === "all" ? args : which.map((i) => args[i]!)).map((arg) => all[arg]!));
  }

  function leaf({ op, args, length }: NodeIr, bit: bigint): Shown {
    if (op !== "item") return { whole: bit, each: NOTHING.each };
    const { op: by, loop } = reward.nodes[args[0]!]!;
    const runsOverAll = by === "index" && isLength(reward.nodes[reward.loops[loop!]!.length]!, length!);
    return runsOverAll ? { whole: 0n, each: new Map([[loop!, bit]]) } : NOTHING;
  }

  function element(list: number, index: number): Shown {
    const { op: by, loop } = reward.nodes[index]!;
    const { op, loop: over } = reward.nodes[list]!;
    if (by !== "index" || reward.loops[loop!]!.length !== reward.loops[over!]!.length) return NOTHING;
    const { whole, each } = all[list]!;
    if (op === "listOf") return { whole: 0n, each: new Map([[loop!, whole]]) };
    return op === "list" ? { whole, each: new Map([[loop!, each.get(over!) ?? 0n]]) } : NOTHING;
  }

  /** Of no elements a sum shows nothing but that. */
  function repeated({ whole, each }: Shown, loop: number): Shown {
    const own = each.get(loop) ?? 0n;
    if (!(ranges[reward.loops[loop]!.length]!.low >= 1)) return { whole: own, each: NOTHING.each };
    return { whole: whole | own, each: new Map([...each].filter(([other]) => other !== loop)) };
  }
}

const isLength = ({ op, slot }: NodeIr, length: number): boolean => op === "obs" && slot === length;

function union(all: readonly Shown[]): Shown {
  const each = new Map<number, bigint>();
  for (const one of all) for (const [loop, bits] of one.each) each.set(loop, (each.get(loop) ?? 0n) | bits);
  return { whole: all.reduce((bits, one) => bits | one.whole, 0n), each };
}

function isSquare({ op, args }: NodeIr, nodes: readonly NodeIr[]): boolean {
  const exponent = op === "pow" ? nodes[args[1]!]! : undefined;
  return exponent?.op === "num" && (exponent.value === 1 || exponent.value === 2 || exponent.value === 3);
}

function count(bits: bigint): number {
  return bits.toString(2).replaceAll("0", "").length;
}
