import type { NodeIr } from "../../ir/reward.ts";
import { listAxes } from "./axes.ts";
import { after, call, infix, number, plain, type Code } from "./code.ts";
import type { Expressions, Half } from "./expressions.ts";
import { between } from "./lists.ts";
import { sizeOf } from "./plan.ts";
import { halfOf } from "./sources.ts";

/** A list as arrays: its own axis is the last of `axes`, and `size` long. */
interface ListArray {
  readonly array: Code;
  readonly axes: number;
  readonly size: number;
  /** With this many axes. */
  readonly length: (axes: number) => Code;
  /** The loop's index never leaves the list. */
  readonly covers: (loop: number) => boolean;
}

/** An element of a list by its index; outside it unknown. */
export function element(x: Expressions, id: number, half: Half): Code {
  const node = x.node(id), axes = x.plan.axes.of[id]!, at = node.args.at(-1)!, index = x.node(at);
  const list = node.op === "item" ? observed(x, node, half) : computed(x, node.args[0]!, half);
  const nothing = node.t === "num" ? number(NaN) : x.dialect.truth(false);
  if (index.op === "num" && isPlace(index.value ?? NaN, list.size)) return literal(x, list, index.value!, nothing, axes, x.isKnown(id));
  if (index.op === "index" && follows(x, node, list, index.loop!)) return aligned(x, list, index.loop!, nothing, axes, x.isKnown(id));
  const place = x.read(at, "yes", axes);
  return call("_element", fitted(list, axes), x.array(place), list.length(axes), nothing);
}

const isPlace = (index: number, size: number): boolean => Number.isInteger(index) && index >= 0 && index < size;

/** A list of observations has its elements behind the environments. */
function observed(x: Expressions, node: NodeIr, half: Half): ListArray {
  const { plan } = x, { leaf, element: from, component: j } = plan.obs.place(node.slot!)!;
  const max = node.max!, slice = from === 0 && max === leaf.list!.max ? ":" : `${from}:${from + max}`;
  const at = leaf.width === null ? (slice === ":" ? "" : `[:, ${slice}]`) : `[:, ${slice}, ${j}]`;
  const array = halfOf(leaf, after(plain(plan.arrays.get(leaf)!), at), half), length = plain(plan.lengths.get(node.length!)!);
  const covers = (loop: number): boolean => {
    const counted = x.node(plan.reward.loops[loop]!.length);
    return counted.op === "obs" && counted.slot === node.length;
  };
  return { array, axes: 2, size: max, length: (axes) => x.pad(length, 1, axes), covers };
}

function computed(x: Expressions, id: number, half: Half): ListArray {
  const { reward } = x.plan, node = x.node(id), loop = reward.loops[node.loop!]!;
  return {
    array: x.read(id, half, listAxes(reward, node)), axes: listAxes(reward, node), size: sizeOf(loop),
    length: (axes) => x.read(loop.length, "yes", axes), covers: (other) => reward.loops[other]!.length === loop.length,
  };
}

/** Whether the loop's axis can be the list's own. */
function follows(x: Expressions, node: NodeIr, list: ListArray, loop: number): boolean {
  const { depth } = x.plan.reward.loops[loop]!, isAxis = node.op === "item" || depth + 2 === list.axes;
  return isAxis && sizeOf(x.plan.reward.loops[loop]!) <= list.size;
}

function aligned(x: Expressions, list: ListArray, loop: number, nothing: Code, axes: number, isKnown: boolean): Code {
  const row = x.plan.reward.loops[loop]!, size = sizeOf(row);
  const cut = size === list.size ? list.array : after(list.array, list.axes === 2 ? `[:, :${size}]` : `[..., :${size}]`);
  const values = between(cut, list.axes, row.depth + 2);
  if (isKnown || list.covers(loop)) return x.pad(values, row.depth + 2, axes);
  const inside = infix("<", x.index(loop), list.length(row.depth + 2));
  return x.pad(x.dialect.where(inside, values, nothing), row.depth + 2, axes);
}

function literal(x: Expressions, list: ListArray, index: number, nothing: Code, axes: number, isKnown: boolean): Code {
  const value = x.pad(after(list.array, list.axes === 2 ? `[:, ${index}]` : `[..., ${index}]`), list.axes - 1, axes);
  const length = list.length(axes);
  return isKnown || (length.literal ?? 0) > index ? value : x.dialect.where(infix(">", x.array(length), number(index)), value, nothing);
}

/** A list such that what is before its own axis are `axes`. */
function fitted({ array, axes: from }: ListArray, axes: number): Code {
  const before = from - 1;
  if (before < axes) return after(array, `[..., ${Array<string>(axes - before).fill("None").join(", ")}, :]`);
  return before === axes ? array : after(array, `[..., ${Array<string>(before - axes).fill("0").join(", ")}, :]`);
}
