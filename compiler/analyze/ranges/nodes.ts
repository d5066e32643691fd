import type { EnvIr, Slot } from "../../ir/ir.ts";
import { optionalSlots } from "../../ir/optional-slots.ts";
import { LISTS, REDUCTIONS, type NodeIr, type NodeOp, type RewardIr } from "../../ir/reward.ts";
import { byEnds, clamp, isPair, ofPair, orElse, square } from "./arithmetic.ts";
import { isFunction, ofFunction } from "./functions.ts";
import { isInside, type RangeOf } from "./indices.ts";
import { EMPTY, finite, hull, isEmpty, meet, point, possible, range, type Range, truths } from "./range.ts";
import { added, reduced } from "./reductions.ts";
import { refined } from "./refine.ts";
import { average } from "./rounding.ts";
import { isCompare, isKleene, not, ofCompare, ofKleene } from "./truth.ts";

/** What is looked at: an episode's first step, or all that come later. */
export interface Moment {
  readonly first: boolean;
  /** What each cell was at the steps before; null where no step is known of yet. */
  readonly cells: readonly (Range | null)[];
  /** Ranges found for another moment: nodes that are the same in every step keep theirs. */
  readonly other: readonly Range[] | null;
}

/** What one step has otherwise than another, with the same inputs. */
const IN_TIME: ReadonlySet<NodeOp> = new Set(["state", "history", "first", "steps"]);

/** How many nodes are looked at again in one branch of an `if`. */
const MOST_AGAIN = 200;

export interface NodeRanges {
  /** Ranges of all nodes at such a step; a list's is that of its elements. */
  (moment: Moment): readonly Range[];
  /** A node's range at the step asked for last, where more is known of some. */
  readonly where: (id: number, facts: ReadonlyMap<number, Range>) => Range;
}

export function nodeRanges(env: EnvIr, reward: RewardIr): NodeRanges {
  const { nodes, loops } = reward, mayMiss = optionalSlots(env);
  const reads = Map.groupBy(nodes.flatMap(({ op }, id) => (op === "obs" ? [id] : [])), (id) => nodes[id]!.slot!);
  const isOther: boolean[] = [];
  for (const { op, args, loop } of nodes) isOther.push(IN_TIME.has(op) || args.some((arg) => isOther[arg]) || (loop !== undefined && isOther[loops[loop]!.length]!));
  let { first, cells, other }: Moment = { first: true, cells: [], other: null };
  let all: Range[] = [];

  return Object.assign(at, { where: (id: number, facts: ReadonlyMap<number, Range>) => again(id, facts, (of) => all[of]!) });

  function at(moment: Moment): readonly Range[] {
    ({ first, cells, other } = moment);
    all = [];
    for (const [id, node] of nodes.entries()) all.push(other === null || isOther[id] ? rangeOf(node, (of) => all[of]!, branches) : other[id]!);
    return all;
  }

  function rangeOf(node: NodeIr, of: RangeOf, choose: (node: NodeIr, of: RangeOf) => Range): Range {
    const { op, args, loop } = node, x = args.length > 0 ? of(args[0]!) : EMPTY;
    const each = (): readonly Range[] => args.map(of);
    if (isFunction(op)) return ofFunction(op, x);
    if (op === "mul" && args[0] === args[1]) return isEmpty(x) ? EMPTY : square(x);
    if (op === "div") return quotient(node, of);
    if (isPair(op)) return ofPair(op, x, of(args[1]!));
    if (isCompare(op)) return ofCompare(op, x, of(args[1]!));
    if (op === "and") return ofKleene(op, args.map((arg) => definite(arg, args, of)));
    if (isKleene(op)) return ofKleene(op, each().map(possible));
    if (REDUCTIONS.has(op)) return reduced(op, x, of(loops[loop!]!.length));
    switch (op) {
      case "not": return not(x);
      case "min": return byEnds(each(), Math.min);
      case "max": return byEnds(each(), Math.max);
      case "clamp": return byEnds(each(), clamp);
      case "orElse": return orElse(x, of(args[1]!));
      case "present": return truths([...(isEmpty(x) ? [] : [2]), ...(x.known ? [] : [0])]);
      case "if": return choose(node, of);
      case "at": return element(x, isInside(args[1]!, [loops[nodes[args[0]!]!.loop!]!.length], of(loops[nodes[args[0]!]!.loop!]!.length).low, reward, of));
      case "item": return item(node, of);
      case "list": case "sorted": case "leasts": case "mosts": return x;
      case "listOf": return each().reduce(hull);
      case "sums": return isEmpty(x) ? EMPTY : added(x, 1, Math.max(1, of(loops[loop!]!.length).high));
      case "history": return first ? x : hull(x, cells[node.cell!] ?? x);
      case "index": return range(0, Math.max(0, of(loops[loop!]!.length).high - 1), { integer: true, known: true });
      default: return leaf(node);
    }
  }

  function leaf({ op, t, value, slot, cell }: NodeIr): Range {
    switch (op) {
      case "num": return typeof value === "number" ? point(value) : EMPTY;
      case "bool": return truths([value ?? 1]);
      case "obs": return ofSlot(env.obs[slot!]!, mayMiss.has(slot!));
      case "act": return ofSlot(env.acts[slot!]!, false);
      case "first": return truths([first ? 2 : 0]);
      case "steps": return first ? point(0) : finite(1, null, { integer: true, known: true });
      // What it holds at first is 0, or left over from another episode.
      case "state": return first ? hull(cells[cell!] ?? point(0), point(0)) : (cells[cell!] ?? EMPTY);
      default: return t === "bool" ? truths([0, 1, 2]) : finite(null, null, {});
    }
  }

  function item({ slot, stride, length, max, args }: NodeIr, of: RangeOf): Range {
    const lengths = (reads.get(length!) ?? []).filter((id) => id < all.length);
    const least = Math.max(0, ...lengths.map((id) => (of(id).known ? of(id).low : 0)));
    const elements = Array.from({ length: max! }, (_, i) => slot! + i * stride!).map((at) => ofSlot(env.obs[at]!, mayMiss.has(at)));
    return element(elements.reduce(hull, { ...EMPTY, known: max! > 0 }), isInside(args[0]!, lengths, least, reward, of));
  }

  /** The mean of a loop's values lies among them. */
  function quotient({ args }: NodeIr, of: RangeOf): Range {
    const [a, b] = args.map(of) as [Range, Range], whole = ofPair("div", a, b), { op, args: summed, loop } = nodes[args[0]!]!;
    if (op !== "sum" || loops[loop!]!.length !== args[1] || isEmpty(whole)) return whole;
    const body = of(summed[0]!), n = b.high;
    return { ...meet(whole, range(average(body.low, n, -1), average(body.high, n, 1))), known: whole.known };
  }

  function branches({ args: [condition, yes, no] }: NodeIr, of: RangeOf): Range {
    const when = of(condition!), parts: Range[] = [];
    const isUnreachable = (facts: ReadonlyMap<number, Range>): boolean => [...facts.values()].some((fact) => isEmpty(fact) && fact !== EMPTY);
    for (const [truth, branch] of [[2, yes!], [0, no!]] as const) {
      if (!possible(when).includes(truth)) continue;
      const facts = refined(nodes, condition!, truth, of);
      if (!isUnreachable(facts)) parts.push(again(branch, facts, of));
    }
    const either = parts.reduce(hull, { ...EMPTY, known: parts.length > 0 });
    return { ...either, known: either.known && when.known };
  }

  /** A branch's range where more is known of some nodes; what goes over loops, or remembers, stays as it is. */
  function again(branch: number, facts: ReadonlyMap<number, Range>, of: RangeOf): Range {
    const seen = new Map<number, Range>(facts), from = Math.min(...facts.keys());
    let left = MOST_AGAIN;
    const now: RangeOf = (id) => {
      const known = seen.get(id);
      if (known !== undefined) return known;
      left -= 1;
      const found = isTouched(id) ? meet(of(id), rangeOf(nodes[id]!, now, plainly)) : of(id);
      seen.set(id, found);
      return found;
    };
    // A fact about a list's length says something of an index too.
    const isTouched = (id: number): boolean => {
      const { op, args } = nodes[id]!;
      if (id < from || left <= 0 || LISTS.has(op) || REDUCTIONS.has(op)) return false;
      return op === "item" || op === "at" || args.some((arg) => now(arg) !== of(arg));
    };
    return now(branch);
  }

  function plainly({ args }: NodeIr, of: RangeOf): Range {
    const when = of(args[0]!), taken = possible(when).flatMap((truth) => (truth === 1 ? [] : [of(args[truth === 2 ? 1 : 2]!)]));
    const either = taken.reduce(hull, { ...EMPTY, known: taken.length > 0 });
    return { ...either, known: either.known && when.known };
  }

  /** Beside `present(x)`, an unknown x is as good as a false one. */
  function definite(arg: number, args: readonly number[], of: RangeOf): readonly number[] {
    const isAsked = args.some((other) => nodes[other]!.op === "present" && nodes[other]!.args[0] === arg);
    return possible(of(arg)).map((truth) => (isAsked && truth === 1 ? 0 : truth));
  }
}

const element = (of: Range, isThere: boolean): Range => ({ ...of, known: of.known && isThere });

function ofSlot({ kind, low, high, integer }: Slot, mayMiss: boolean): Range {
  if (kind === "bool") return truths(mayMiss ? [0, 1, 2] : [0, 2]);
  return finite(low, high, { integer: integer || kind === "enum", known: !mayMiss });
}
