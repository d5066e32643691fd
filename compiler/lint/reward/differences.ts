import { EMPTY, isEmpty, isPoint, point, possible, type Range, type Truth } from "../../analyze/ranges/range.ts";
import { isCompare, ofCompare, type CompareOp } from "../../analyze/ranges/truth.ts";
import type { StepRanges } from "../../analyze/reward-ranges.ts";
import type { RewardIr } from "../../ir/reward.ts";
import { slotNow } from "./motion.ts";
import { below, shown, terms, type Subject } from "./subject.ts";

const STEPS = [1, 0.1, 0.01];
const HAIR = 1e-9;
/** So many payments are worked out in a reward. */
const MOST = 1_500;

/** A difference of something and itself at the step before. */
interface Change {
  readonly node: number;
  /** The nodes that read it, themselves or through others, and it. */
  readonly readers: ReadonlySet<number>;
  /** Comparisons of the same two; −1 where they stand the other way round. */
  readonly compared: readonly { readonly node: number; readonly op: CompareOp; readonly side: 1 | -1 }[];
}

/**
 * Terms that pay a difference between now and the step before without being a `shape`. By how much it changes forth and back is tried: where a round trip
 * certainly pays, whatever else is so, that is a warning; a plain difference adds up to nothing on it, and is noted.
 */
export function differences(subject: Subject): void {
  const { cx, reward, steps } = subject, changed = changes(subject), effort = { left: MOST };
  for (const { name, node, span } of terms(subject)) {
    const all = changed.filter(({ readers }) => readers.has(node));
    const paid = all.map((change) => roundTrip(reward, steps[1], node, change, effort)).find((found) => found !== undefined);
    if (paid !== undefined) {
      const help = "write `shape γ by …` of what it is about: a round trip then pays nothing";
      cx.bag.add("roundTripPays", span, { name, trip: paid.trip, value: shown(paid.value) }, { help });
    } else if (all.some((change) => isLinear(reward, steps[1], node, change))) {
      cx.bag.add("plainDifference", span, { name }, { help: "`shape γ by …` holds for a discount γ" });
    }
  }
}

/** All differences but those of actions alone, which are about how smooth it goes. */
function changes({ env, reward }: Subject): readonly Change[] {
  const { nodes, cells } = reward;
  const isBefore = (id: number, of: number): boolean => {
    const { op, args, slot } = nodes[id]!;
    if (op === "obs" && nodes[of]!.op === "obs") return slotNow(env, slot!) === nodes[of]!.slot;
    const state = op === "if" && nodes[args[0]!]!.op === "first" && args[1] === of ? nodes[args[2]!]! : undefined;
    return state?.op === "state" && cells[state.cell!]!.next === of;
  };
  const isOfState = (id: number): boolean => [...below(reward, [id])].some((one) => ["obs", "item", "feature", "steps"].includes(nodes[one]!.op));
  return nodes.flatMap(({ op, args: [a, b] }, id) => {
    if (op !== "sub" || !(isBefore(a!, b!) || isBefore(b!, a!)) || !isOfState(id)) return [];
    const compared = nodes.flatMap(({ op: other, args }, node) => {
      const side = args[0] === a && args[1] === b ? 1 : args[0] === b && args[1] === a ? -1 : undefined;
      return isCompare(other) && side !== undefined ? [{ node, op: other, side } as const] : [];
    });
    return [{ node: id, readers: readersOf(reward, id), compared }];
  });
}

interface Trip {
  readonly trip: string;
  readonly value: number;
}

/** A change forth and back, in steps of equal or of different size, that pays more than staying; as far as conditions around it hold. */
function roundTrip(reward: RewardIr, { all, where }: StepRanges, term: number, change: Change, effort: { left: number }): Trip | undefined {
  const around = conditions(reward, term, change), { low, high } = all[change.node]!;
  if ([...around].some(([id, fact]) => !possible(all[id]!).includes(fact.low as Truth))) return undefined;
  const pay = (by: number): Range => {
    const compared = change.compared.map(({ node, op, side }) => [node, ofCompare(op, point(side * by), point(0))] as const);
    return effort.left-- <= 0 ? EMPTY : where(term, new Map([...around, ...compared, [change.node, point(by)]]));
  };
  const atLeast = (by: number): number => { const paid = pay(by); return isEmpty(paid) ? -Infinity : paid.low; };
  const stay = pay(0).high;
  for (const step of STEPS) {
    if (high < 2 * step || low > -2 * step || stay === -Infinity) continue;
    const even = atLeast(step) + atLeast(-step) - 2 * stay;
    if (even > HAIR) return { trip: `a change of ${step} forth and back`, value: even };
    for (const side of [step, -step]) {
      const uneven = 2 * atLeast(side) + atLeast(-2 * side) - 3 * stay;
      if (uneven > HAIR) return { trip: `a change of ${2 * step} in two steps and back in one`, value: uneven };
    }
  }
  return undefined;
}

/** The nodes that read one, themselves or through others, and the one. */
function readersOf({ nodes }: RewardIr, one: number): ReadonlySet<number> {
  const found = new Set([one]);
  for (const [id, { args }] of nodes.entries()) if (args.some((arg) => found.has(arg))) found.add(id);
  return found;
}

/** What has to hold on a way down to a node, as far as it does not depend on that node. */
function conditions(reward: RewardIr, from: number, { node, readers }: Change): ReadonlyMap<number, Range> {
  const found = new Map<number, Range>();
  for (let id = from; id !== node; ) {
    const { op, args } = reward.nodes[id]!, next = args.find((arg) => readers.has(arg))!;
    if (op === "if" && next !== args[0]) found.set(args[0]!, point(next === args[1] ? 2 : 0));
    id = next;
  }
  return found;
}

/** Whether a term goes up and down with a change, by a factor that is always the same. */
function isLinear(reward: RewardIr, { all }: StepRanges, from: number, { node, readers }: Change): boolean {
  for (let id = from; id !== node; ) {
    const { op, args } = reward.nodes[id]!, [next, ...more] = args.filter((arg) => readers.has(arg));
    // While what an `if` asks is so.
    const isGate = op === "if" && next !== args[0], isSum = op === "neg" || op === "add" || op === "sub";
    const isScaled = (op === "mul" && args.some((arg) => isPoint(all[arg]!))) || (op === "div" && isPoint(all[args[1]!]!));
    if (!(isGate || isSum || isScaled) || more.length > 0) return false;
    id = next!;
  }
  return true;
}
