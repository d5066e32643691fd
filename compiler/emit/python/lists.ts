import type { NodeOp } from "../../ir/reward.ts";
import { listAxes } from "./axes.ts";
import { after, call, infix, number, plain, prefix, type Code } from "./code.ts";
import type { AlongAxis } from "./dialect.ts";
import type { Expressions, Half } from "./expressions.ts";
import { placeOf, sizeOf } from "./plan.ts";
import { cellName } from "./sources.ts";

const ALONG: Readonly<Partial<Record<NodeOp, AlongAxis>>> = { sum: "sum", product: "prod", least: "min", most: "max", sums: "cumsum", leasts: "cummin", mosts: "cummax" };

/** What stands behind a list's end, so that it changes nothing. */
const NEUTRAL: Readonly<Partial<Record<NodeOp, number>>> = { sum: 0, product: 1, least: Infinity, most: -Infinity, argmin: Infinity };

/** A reduction of its operand along the loop's axis. */
export function reduction(x: Expressions, id: number, half: Half): Code {
  const { op, args, loop } = x.node(id), row = x.plan.reward.loops[loop!]!, axes = row.depth + 2;
  const fit = (code: Code): Code => x.pad(code, axes - 1, x.plan.axes.of[id]!);
  if (op === "all" || op === "any") return fit(quantifier(x, id, half));
  const body = x.read(args[0]!, "yes", axes), mask = x.mask(loop!);
  const values = mask === null ? x.spread(body, args[0]!, loop!) : x.dialect.where(mask, body, number(NEUTRAL[op]!));
  const result = op === "argmin" ? call("_argmin", values) : x.dialect.along(ALONG[op]!, values);
  if (op === "sum" || op === "product" || x.plan.ranges[row.length]!.low >= 1) return fit(result);
  const length = x.read(row.length, "yes", axes - 1);
  return fit(x.dialect.where(infix(">", x.array(length), number(0)), result, number(NaN)));
}

/** `all` is definitely true where all are so, and definitely false where any is; `any` the other way round. */
function quantifier(x: Expressions, id: number, half: Half): Code {
  const { op, args, loop } = x.node(id), axes = x.plan.reward.loops[loop!]!.depth + 2;
  const body = x.read(args[0]!, half, axes), mask = x.mask(loop!), goesForAll = (op === "all") === (half === "yes");
  if (mask === null) return x.dialect.along(goesForAll ? "all" : "any", x.spread(body, args[0]!, loop!));
  return goesForAll ? x.dialect.along("all", infix("|", body, prefix("~", mask))) : x.dialect.along("any", infix("&", body, mask));
}

/** A list; what its array has behind the list's end is looked at nowhere. */
export function list(x: Expressions, id: number, half: Half): Code {
  const node = x.node(id), { op, args, loop, cell } = node, axes = listAxes(x.plan.reward, node), [first] = args as readonly [number];
  const array = (arg: number, before: number): Code => {
    const code = x.read(arg, half, before);
    return x.array(code);
  };
  switch (op) {
    case "list": return x.spread(x.read(first, half, axes), first, loop!);
    case "listOf": {
      const vector = half === "yes" ? wholeVector(x, args) : null;
      return vector === null ? call("_stack", String(axes - 1), ...args.map((arg) => array(arg, axes - 1))) : between(vector, 2, axes);
    }
    case "history": {
      const size = sizeOf(x.plan.reward.loops[loop!]!);
      return between(call("_newest", array(first, 1), x.dialect.rows(plain(cellName(cell!, half))), String(size)), 2, axes);
    }
    case "sorted": return call("_sorted", x.where(x.mask(loop!), x.read(first, "yes", axes), number(Infinity)));
    default: return x.dialect.along(ALONG[op]!, x.read(first, "yes", axes));
  }
}

/** The array of a vector of numbers, where a list is made of all its components in order. */
function wholeVector({ plan }: Expressions, args: readonly number[]): Code | null {
  const places = args.map((arg) => placeOf(plan, plan.reward.nodes[arg]!)), [first] = places;
  const isWhole = first !== undefined && first.leaf.list === null && first.leaf.width === args.length && places.every((place, j) => place?.leaf === first.leaf && place.component === j);
  return isWhole ? plain(plan.arrays.get(first.leaf)!) : null;
}

/** A list with more axes before its own. */
export function between(array: Code, from: number, to: number): Code {
  return from === to ? array : after(array, `[:, ${Array<string>(to - from).fill("None").join(", ")}, :]`);
}
