import type { RewardIr } from "../../ir/reward.ts";
import type { Range } from "./range.ts";

export type RangeOf = (id: number) => Range;

const DEEPEST = 8;

/** Whether an index is inside of a list that is as long as one of these nodes says, or at least `least`. */
export function isInside(index: number, lengths: readonly number[], least: number, reward: RewardIr, of: RangeOf): boolean {
  const { known, integer, low } = of(index);
  return known && integer && low >= 0 && isBelow(index, DEEPEST);

  function isBelow(id: number, fuel: number): boolean {
    const { op, args, loop } = reward.nodes[id]!;
    const each = (arg: number): boolean => isBelow(arg, fuel - 1);
    if (of(id).high < least) return true;
    if (fuel === 0) return false;
    switch (op) {
      case "index": case "argmin": return isUpTo(reward.loops[loop!]!.length, fuel - 1);
      case "sub": return of(args[1]!).low >= 0 && (each(args[0]!) || (of(args[1]!).low >= 1 && isUpTo(args[0]!, fuel - 1)));
      case "min": return args.some(each);
      case "max": return args.every(each);
      case "clamp": return each(args[2]!) || (each(args[0]!) && each(args[1]!));
      case "if": return each(args[1]!) && each(args[2]!);
      case "floor": return each(args[0]!);
      default: return false;
    }
  }

  /** Whether all that is below it is inside. */
  function isUpTo(id: number, fuel: number): boolean {
    const { op, args } = reward.nodes[id]!;
    if (lengths.includes(id) || of(id).high <= least) return true;
    if (fuel === 0) return false;
    const each = (arg: number): boolean => isUpTo(arg, fuel - 1);
    switch (op) {
      case "min": return args.some(each);
      case "if": return each(args[1]!) && each(args[2]!);
      // Below 0 or less there is nothing.
      case "orElse": return each(args[0]!) && (each(args[1]!) || of(args[1]!).high <= 0);
      case "sub": return of(args[1]!).low >= 0 && each(args[0]!);
      default: return isBelow(id, fuel);
    }
  }
}
