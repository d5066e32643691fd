import type { EnvIr } from "../../ir/ir.ts";
import type { NodeIr, NodeOp, RewardIr } from "../../ir/reward.ts";
import { atRestAction, atRestObserved, slotNow } from "./motion.ts";

/** What is not the same at every step, even where nothing moves. */
const IN_TIME: ReadonlySet<NodeOp> = new Set(["first", "steps", "history", "state"]);

/**
 * The same program where nothing moves: no action, no velocity, and everything as it was at the step before. Each node keeps its number. What an
 * episode only remembers of itself (stages, timers, latches) stays open, and so does all that says where things stand.
 */
export function atRest(env: EnvIr, reward: RewardIr): RewardIr {
  const { cells } = reward;
  const readers = readersOfSlots(env, reward);
  const nodes: NodeIr[] = [];
  /** The first node that has the same value. */
  const same: number[] = [];
  const moves: boolean[] = [];
  const known = new Map<string, number>();
  for (const [id, node] of reward.nodes.entries()) {
    const args = node.args.map((arg) => same[arg]!);
    const alike = twin(node, args, id);
    const made = alike === undefined ? still({ ...node, args }) : { op: node.t === "bool" ? "and" : "min", t: node.t, args: [alike] } as const;
    const key = JSON.stringify(made), first = alike ?? known.get(key) ?? id;
    if (first === id) known.set(key, id);
    nodes.push(made);
    same.push(first);
    moves.push(IN_TIME.has(made.op) || made.args.some((arg) => moves[arg]));
  }
  return { ...reward, nodes };

  /** An earlier node that it is equal to. */
  function twin({ op, cell, slot }: NodeIr, args: readonly number[], id: number): number | undefined {
    if (op === "if" && args[1] === args[2]) return args[1];
    if (op === "state") return cells[cell!]!.next < id && !moves[cells[cell!]!.next] ? same[cells[cell!]!.next] : undefined;
    const first = op === "obs" ? readers.get(slotNow(env, slot!) ?? slot!)! : id;
    return first < id ? same[first] : undefined;
  }

  function still(node: NodeIr): NodeIr {
    const { op, t, args, slot } = node;
    if (op === "sub" && args[0] === args[1]) return { op: "num", t, args: [], value: 0 };
    const value = op === "obs" || op === "item" ? atRestObserved(env.obs[slot!]!) : op === "act" ? atRestAction(env.acts[slot!]!) : undefined;
    return value === undefined ? node : { op: t === "bool" ? "bool" : "num", t, args: [], value };
  }
}

/** The first node that reads a slot, or what was in it at the step before. */
function readersOfSlots(env: EnvIr, { nodes }: RewardIr): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const [id, { op, slot }] of nodes.entries()) {
    const now = op === "obs" ? (slotNow(env, slot!) ?? slot!) : -1;
    if (!found.has(now)) found.set(now, id);
  }
  return found;
}
