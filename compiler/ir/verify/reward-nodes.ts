import type { EnvIr, Slot } from "../ir.ts";
import { LISTS, NODES, type NodeIr, type NodeOp, type RewardIr } from "../reward.ts";
import { listsOf } from "./reward-slots.ts";

const TRUTHS: ReadonlySet<NodeOp> = new Set(["bool", "first", "lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not", "implies", "iff", "xor", "present", "all", "any"]);
/** What the type of is said elsewhere: by an operand, a slot, a cell or a feature. */
const OWN: ReadonlySet<NodeOp> = new Set(["obs", "act", "item", "feature", "state", "if", "list", "listOf", "history", "at"]);

/** What is wrong with each node by itself: its operands, its type and what it names; a sentence's rest. */
export function nodeFaults(env: EnvIr, reward: RewardIr): (id: number) => string | null {
  const { nodes, loops, cells, features } = reward;
  const lists = listsOf(env), inLists = new Set([...lists.values()].flatMap((items) => items.flatMap((slots) => [...slots])));

  return (id) => {
    const node = nodes[id]!, { op, t, args, loop } = node;
    if (args.some((arg) => arg >= id)) return "reads a node that does not come before it";
    const row = NODES[op];
    if (row.args === "many" ? args.length === 0 : args.length !== row.args) return `has ${args.length} operands`;
    if (!operandsFit(node, args.map((arg) => nodes[arg]!))) return "has operands of the wrong type";
    if (needsLoop(op) ? loop === undefined || loop >= loops.length || loops[loop]!.length >= id : loop !== undefined) return "has a loop that is not there before it";
    return own(node) ?? (OWN.has(op) || t === (TRUTHS.has(op) ? "bool" : "num") ? null : `is called a ${t}`);
  };

  function own(node: NodeIr): string | null {
    const { op, t, args, value, slot, cell, feature } = node;
    const of = (type: string | undefined): string | null => (type === t ? null : `is called a ${t}`);
    switch (op) {
      case "num": return value === undefined ? "has no value" : null;
      case "bool": return value === 0 || value === 1 || value === 2 ? null : "has no truth value";
      case "obs": return slot === undefined || inLists.has(slot) ? "names no observation outside of a list" : of(typeOf(env.obs[slot]));
      case "act": return slot === undefined ? "names no action" : of(typeOf(env.acts[slot]));
      case "item": return item(node);
      case "feature": return feature === undefined ? "names no feature" : of(features[feature]?.t);
      case "state": return cells[cell ?? -1]?.kind === "value" ? of(cells[cell!]!.t) : "names no cell for a value";
      case "history": return history(node) ?? of(nodes[args[0]!]!.t);
      case "listOf": return sameLength(node) ?? of(nodes[args[0]!]!.t);
      case "sorted": case "sums": case "leasts": case "mosts": return nodes[args[0]!]!.loop === node.loop ? null : "is not as long as its list";
      case "if": return of(nodes[args[1]!]!.t);
      case "list": case "at": return of(nodes[args[0]!]!.t);
      default: return null;
    }
  }

  function item({ t, slot, stride, length, max }: NodeIr): string | null {
    const items = lists.get(length ?? -1);
    if (items === undefined || slot === undefined || stride === undefined || max !== items.length) return "names no list of observations";
    const isElement = items.every((slots, i) => slots.has(slot + i * stride) && typeOf(env.obs[slot + i * stride]) === t);
    return isElement ? null : "names no part of a list's elements";
  }

  /** Its loop is as long as it is, whoever looks. */
  function history({ args, cell, loop }: NodeIr): string | null {
    const kept = cells[cell ?? -1], { length, max } = loops[loop!]!;
    if (kept?.kind !== "history" || kept.next !== args[0]) return "names no cell for the history of its operand";
    if (max < 1 || kept.max < max - 1) return "is longer than what is kept";
    return isLengthOfHistory(length, max) ? null : "has a loop that is not as long as it is";
  }

  /** min(steps + 1, max), operands in any order. */
  function isLengthOfHistory(id: number, max: number): boolean {
    const { op, args } = nodes[id]!;
    const isNumber = (arg: number, value: number): boolean => nodes[arg]!.op === "num" && nodes[arg]!.value === value;
    const isStepsYet = (arg: number): boolean => {
      const { op: plus, args: of } = nodes[arg]!;
      return plus === "add" && of.some((one) => nodes[one]!.op === "steps") && of.some((one) => isNumber(one, 1));
    };
    return op === "min" && args.length === 2 && args.some((arg) => isNumber(arg, max)) && args.some(isStepsYet);
  }

  function sameLength({ args, loop }: NodeIr): string | null {
    const { length, max } = loops[loop!]!, { op, value } = nodes[length]!;
    return op === "num" && value === args.length && max === args.length ? null : "has a loop of another length";
  }
}

const typeOf = (slot: Slot | undefined): string | undefined => (slot === undefined ? undefined : slot.kind === "bool" ? "bool" : "num");

const needsLoop = (op: NodeOp): boolean => op === "index" || NODES[op].takes === "body" || LISTS.has(op);

function operandsFit({ op }: NodeIr, args: readonly NodeIr[]): boolean {
  const [first, second, third] = args;
  const isList = ({ op: of }: NodeIr): boolean => LISTS.has(of);
  const { takes } = NODES[op];
  if (takes === "list") return isList(first!) && (op === "at" || first!.t === "num") && args.slice(1).every((arg) => !isList(arg) && arg.t === "num");
  if (args.some(isList)) return false;
  switch (takes) {
    case "none": return true;
    case "nums": return args.every(({ t }) => t === "num");
    case "bools": return args.every(({ t }) => t === "bool");
    case "same": return args.every(({ t }) => t === first!.t);
    case "if": return first!.t === "bool" && second!.t === third!.t;
    case "body": return op === "list" || first!.t === (op === "all" || op === "any" ? "bool" : "num");
  }
}
