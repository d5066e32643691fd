import type { NodeOp } from "../../ir/reward.ts";
import { EMPTY, holds, hull, isEmpty, point, possible, range, type Range, truths } from "./range.ts";
import { HAIR, times } from "./rounding.ts";

/** What a reduction makes of a body, over so many values of its index. */
export function reduced(op: NodeOp, body: Range, length: Range): Range {
  const least = Math.max(0, length.low), most = Math.max(0, length.high);
  const isNever = most === 0, mayBeNone = least <= 0;
  switch (op) {
    case "all": return folded(body, isNever, mayBeNone, 2, Math.min);
    case "any": return folded(body, isNever, mayBeNone, 0, Math.max);
    case "sum": return isNever ? point(0) : ofNone(mayBeNone, point(0), isEmpty(body) ? EMPTY : added(body, Math.max(1, least), most));
    case "product": return isNever ? point(1) : ofNone(mayBeNone, point(1), isEmpty(body) ? EMPTY : multiplied(body, Math.max(1, least), most));
    case "argmin": return isNever || isEmpty(body) ? EMPTY : range(0, most - 1, { integer: true, known: body.known && !mayBeNone });
    default: return isNever ? EMPTY : { ...body, known: body.known && !mayBeNone };
  }
}

const ofNone = (mayBeNone: boolean, none: Range, some: Range): Range => (mayBeNone ? hull(none, some) : some);

function folded(body: Range, isNever: boolean, mayBeNone: boolean, none: number, by: (a: number, b: number) => number): Range {
  if (isNever) return truths([none]);
  const each = possible(body);
  return truths([...(mayBeNone ? [none] : []), ...each.flatMap((a) => each.map((b) => by(a, b)))]);
}

/** The sum of `least` to `most` values. Once infinite, it is unknown only where what comes is infinite the other way. */
export function added(body: Range, least: number, most: number): Range {
  const low = times(body.low, body.low < 0 ? most : least, -1), high = times(body.high, body.high > 0 ? most : least, 1);
  const cancels = (body.low === -Infinity && high === Infinity) || (body.high === Infinity && low === -Infinity);
  return range(low, high, { integer: body.integer, known: body.known && !cancels });
}

function multiplied(body: Range, least: number, most: number): Range {
  const far = Math.max(Math.abs(body.low), Math.abs(body.high)), { integer } = body;
  const high = rounded(Math.max(far ** least, far ** most), most, 1);
  const known = body.known && !(high === Infinity && holds(body, 0));
  if (body.low < 0) return range(-high, high, { integer, known });
  return range(Math.max(0, rounded(Math.min(body.low ** least, body.low ** most), most, -1)), high, { integer, known });
}

/** Every factor rounds once more; whole numbers do not, and what stays within 1 stays so. */
function rounded(x: number, factors: number, side: -1 | 1): number {
  if (Number.isInteger(x) && Math.abs(x) < 2 ** 53) return x;
  return x < 1 && side > 0 ? Math.min(1, x + x * factors * HAIR) : x + side * x * factors * HAIR;
}
