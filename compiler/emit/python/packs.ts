import type { NodeOp } from "../../ir/reward.ts";
import { call, infix, plain, prefix, type Code, type Infix } from "./code.ts";
import type { Expressions } from "./expressions.ts";
import { placeOf } from "./plan.ts";

/** What the components of a vector have in common, so that they can be worked on at once. */
type Pack =
  | { readonly kind: "vector"; readonly array: string }
  /** The same for each component. */
  | { readonly kind: "scalar"; readonly id: number }
  | { readonly kind: "op"; readonly op: NodeOp; readonly key: string; readonly args: readonly Pack[] };

const INFIX: Readonly<Partial<Record<NodeOp, Infix>>> = { add: "+", sub: "-", mul: "*", lt: "<", le: "<=", gt: ">", ge: ">=" };

/** One array of what these nodes are, along its last axis; null where they are no components of whole vectors. */
export function packed(x: Expressions, ids: readonly number[]): Code | null {
  const pack = x.dialect.hasPacks && ids.length > 1 ? packOf(x, ids) : null;
  return pack === null || pack.kind === "scalar" ? null : codeOf(x, pack);
}

function packOf(x: Expressions, ids: readonly number[]): Pack | null {
  const [id] = ids as readonly [number], { op, args } = x.node(id);
  if (ids.every((one) => one === id)) return x.plan.axes.of[id]! <= 1 ? { kind: "scalar", id } : null;
  const places = ids.map((one) => placeOf(x.plan, x.node(one))), leaf = places[0]?.leaf;
  if (leaf !== undefined) {
    const isWhole = leaf.list === null && leaf.width === ids.length && leaf.kind !== "bool" && places.every((place, j) => place?.leaf === leaf && place.component === j);
    return isWhole ? { kind: "vector", array: x.plan.arrays.get(leaf)! } : null;
  }
  const isElementwise = INFIX[op] !== undefined || op === "neg" || op === "abs";
  // A comparison that may be unknown is two arrays.
  if (!isElementwise || ids.some((one) => x.node(one).op !== op || (x.node(one).t === "bool" && !x.isKnown(one)))) return null;
  const operands = args.map((_, i) => packOf(x, ids.map((one) => x.node(one).args[i]!)));
  if (operands.includes(null) || operands.every((one) => one!.kind === "scalar")) return null;
  return { kind: "op", op, key: ids.join(), args: operands as Pack[] };
}

/** What is inside of an operation has a line of its own, once. */
function codeOf(x: Expressions, pack: Pack, isInside = false): Code {
  if (pack.kind === "vector") return plain(pack.array);
  if (pack.kind === "scalar") return x.read(pack.id, "yes", 2);
  const { op, args, key } = pack, sign = INFIX[op];
  return isInside ? x.once(key, () => operation()) : operation();

  function operation(): Code {
    const operands = args.map((arg) => codeOf(x, arg, true)), [a, b] = operands as [Code, Code];
    return sign !== undefined ? infix(sign, a, b) : op === "neg" ? prefix("-", a) : call(x.dialect.functions[op]!, a);
  }
}

/** The terms of a sum from its first to its last. */
export function termsOf(x: Expressions, id: number): readonly number[] {
  const terms: number[] = [];
  let at = id;
  for (; x.node(at).op === "add"; at = x.node(at).args[0]!) terms.unshift(x.node(at).args[1]!);
  return [at, ...terms];
}

/** The length of a whole vector, of which this is the root of a sum; null where it is none. */
export function norm(x: Expressions, id: number): Code | null {
  const squares = x.plan.uses[id] === 1 ? termsOf(x, id).map((term) => x.node(term)) : [];
  if (squares.length < 2 || squares.some(({ op, args }) => op !== "mul" || args[0] !== args[1])) return null;
  const vector = packed(x, squares.map(({ args }) => args[0]!));
  return vector === null ? null : x.dialect.norm(vector);
}
