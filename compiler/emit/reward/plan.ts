import { LISTS, loopsOf, REDUCTIONS, type NodeIr, type NodeOp, type RewardIr } from "../../ir/reward.ts";
import { reportedNodes } from "../../ir/reward-layout.ts";

/** What is done once for each index: reductions and lists. Such nodes over one loop can share it. */
export const EACH: ReadonlySet<NodeOp> = new Set<NodeOp>([...REDUCTIONS, "list", "sums", "leasts", "mosts"]);

/** An expression above this weight gets a name, even where it is used once. */
const HEAVIEST = 24;
const READS: ReadonlySet<NodeOp> = new Set<NodeOp>(["obs", "act", "item", "feature", "state", "first", "steps"]);
const FREE: ReadonlySet<NodeOp> = new Set<NodeOp>(["num", "bool", "index"]);

/** What is needed of a reward's nodes, how often, and where. */
export interface Plan {
  /** How often each node is read; 0: not at all. */
  readonly uses: readonly number[];
  /** The loops in which each node stands. */
  readonly loops: readonly (readonly number[])[];
  /** Nodes that get a name of their own. */
  readonly named: readonly boolean[];
  /** What is done once for each index of a loop, and needed. */
  readonly over: (loop: number) => readonly number[];
  /** The nodes that these need, themselves included, in order. */
  readonly within: (roots: readonly number[]) => readonly number[];
  /** Whether a node needs another one, both of `EACH`. */
  readonly needs: (node: number, other: number) => boolean;
}

export function planReward(reward: RewardIr): Plan {
  const { nodes, stops, items } = reward;
  const loops = loopsOf(reward);
  const operands = nodes.map((node) => operandsOf(node, reward));
  const uses = countUses(reward, operands, [
    reward.total, ...reportedNodes(reward), ...stops.map((stop) => stop.when), ...items.flatMap(({ counted }) => counted ?? []),
  ]);
  return {
    uses, loops, named: naming(nodes, uses), over: overLoops(nodes, uses),
    within: (roots) => reached(operands, roots),
    needs: needing(nodes, operands, uses),
  };
}

/** A loop's length is as good as an operand. */
function operandsOf({ op, args, loop }: NodeIr, { loops }: RewardIr): readonly number[] {
  return loop === undefined || op === "index" ? args : [...args, loops[loop]!.length];
}

function countUses({ nodes, cells }: RewardIr, operands: readonly (readonly number[])[], roots: readonly number[]): readonly number[] {
  const uses = nodes.map(() => 0);
  const kept = new Set<number>();
  const open = [...roots];
  while (open.length > 0) {
    const id = open.pop()!;
    if (uses[id]!++ > 0) continue;
    open.push(...operands[id]!);
    const { cell } = nodes[id]!;
    if (cell === undefined || kept.has(cell)) continue;
    kept.add(cell);
    open.push(cells[cell]!.next);
  }
  return uses;
}

function naming(nodes: readonly NodeIr[], uses: readonly number[]): readonly boolean[] {
  const weights: number[] = [];
  return nodes.map(({ op, args }, id) => {
    const weight = args.reduce((sum, arg) => sum + weights[arg]!, 1);
    const isNamed = !FREE.has(op) && (uses[id]! > 1 || weight > HEAVIEST || READS.has(op));
    weights.push(isNamed || REDUCTIONS.has(op) || LISTS.has(op) ? 1 : weight);
    return isNamed;
  });
}

function overLoops(nodes: readonly NodeIr[], uses: readonly number[]): Plan["over"] {
  const over = Map.groupBy([...nodes.keys()].filter((id) => uses[id]! > 0 && EACH.has(nodes[id]!.op)), (id) => nodes[id]!.loop!);
  return (loop) => over.get(loop) ?? [];
}

function reached(operands: readonly (readonly number[])[], roots: readonly number[]): readonly number[] {
  const found = new Set<number>();
  const open = [...roots];
  while (open.length > 0) {
    const id = open.pop()!;
    if (found.has(id)) continue;
    found.add(id);
    open.push(...operands[id]!);
  }
  return [...found].sort((a, b) => a - b);
}

/** One bit for each node of `EACH`. */
function needing(nodes: readonly NodeIr[], operands: readonly (readonly number[])[], uses: readonly number[]): Plan["needs"] {
  const bits = new Map<number, bigint>();
  for (const [id, { op }] of nodes.entries()) if (uses[id]! > 0 && EACH.has(op)) bits.set(id, 1n << BigInt(bits.size));
  const needed: bigint[] = [];
  for (const [id, args] of operands.entries()) needed.push(uses[id]! === 0 ? 0n : args.reduce((all, arg) => all | needed[arg]! | (bits.get(arg) ?? 0n), 0n));
  return (node, other) => (needed[node]! & bits.get(other)!) !== 0n;
}
