import { LISTS, loopsOf, REDUCTIONS, type NodeIr, type NodeOp, type ReportIr, type RewardIr } from "../../ir/reward.ts";
import { pruned } from "../../reward/prune.ts";

const LONGEST = 16;
const MOST_NODES = 128;

/** What a reduction is over elements one by one; `argmin` is none. */
const JOINED: Readonly<Partial<Record<NodeOp, NodeOp>>> = { sum: "add", product: "mul", least: "min", most: "max", all: "and", any: "or" };

/**
 * The same program with reductions over few elements written out. NumPy takes long for each row of a short axis, and arrays with
 * such an axis leave the processor's caches early.
 */
export function unrolled(reward: RewardIr): RewardIr {
  const loops = loopsOf(reward), nodes: NodeIr[] = [], moved: number[] = [], known = new Map<string, number>();
  const add = (node: NodeIr): number => nodes.push(node) - 1;
  const once = (node: NodeIr): number => {
    const key = JSON.stringify(node), id = known.get(key) ?? add(node);
    known.set(key, id);
    return id;
  };
  /** A node with a loop's index put in. */
  const at = (id: number, loop: number, index: number, seen: Map<number, number>): number => {
    if (!loops[id]!.includes(loop)) return moved[id]!;
    const there = seen.get(id), node = reward.nodes[id]!;
    if (there !== undefined) return there;
    const made = node.op === "index" ? once({ op: "num", t: "num", args: [], value: index }) : element(nodes, { ...node, args: node.args.map((arg) => at(arg, loop, index, seen)) }, add);
    seen.set(id, made);
    return made;
  };
  for (const [id, node] of reward.nodes.entries()) {
    const joined = JOINED[node.op], times = timesOf(reward, id, loops);
    if (joined === undefined || times === 0) {
      moved.push(add({ ...node, args: node.args.map((arg) => moved[arg]!) }));
      continue;
    }
    const parts = Array.from({ length: times }, (_, index) => at(node.args[0]!, node.loop!, index, new Map()));
    const [first, ...rest] = parts as [number, ...number[]];
    moved.push(joined === "add" || joined === "mul" ? rest.reduce((a, b) => add({ op: joined, t: node.t, args: [a, b] }), first) : add({ op: joined, t: node.t, args: parts }));
  }
  return pruned({ ...redirected(reward, moved), nodes }).reward;
}

/** An element of a list that is written out is that element. */
function element(nodes: readonly NodeIr[], node: NodeIr, add: (node: NodeIr) => number): number {
  const list = node.op === "at" ? nodes[node.args[0]!]! : undefined, index = node.op === "at" ? nodes[node.args[1]!]!.value : undefined;
  return (list?.op === "listOf" && typeof index === "number" ? list.args[index] : undefined) ?? add(node);
}

/** How many elements a reduction is written out over; 0 where it stays as it is. */
function timesOf({ nodes, loops }: RewardIr, id: number, of: readonly (readonly number[])[]): number {
  const { op, args, loop } = nodes[id]!;
  if (!REDUCTIONS.has(op)) return 0;
  const { op: counted, value: times = 0 } = nodes[loops[loop!]!.length]!;
  if (counted !== "num" || times === null || times > LONGEST) return 0;
  const body = new Set<number>(), open = [...args];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (body.has(one) || !of[one]!.includes(loop!)) continue;
    const node = nodes[one]!;
    // A loop within would have to be copied too.
    if (LISTS.has(node.op) || REDUCTIONS.has(node.op)) return 0;
    body.add(one);
    open.push(...node.args);
  }
  return body.size * times <= MOST_NODES ? times : 0;
}

function redirected(reward: RewardIr, moved: readonly number[]): RewardIr {
  const at = (id: number): number => moved[id]!;
  const report = (value: ReportIr): ReportIr =>
    value.kind === "vector" ? { ...value, items: value.items.map(report) }
    : value.kind === "record" ? { ...value, fields: value.fields.map((field) => ({ ...field, value: report(field.value) })) }
    : { ...value, node: at(value.node) };
  return {
    ...reward, total: at(reward.total),
    loops: reward.loops.map((row) => ({ ...row, length: at(row.length) })),
    cells: reward.cells.map((cell) => ({ ...cell, next: at(cell.next) })),
    items: reward.items.map((item) => ({ ...item, value: report(item.value), counted: item.counted === null ? null : at(item.counted) })),
    stops: reward.stops.map((stop) => ({ ...stop, when: at(stop.when) })),
  };
}
