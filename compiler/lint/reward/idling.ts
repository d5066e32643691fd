import { rangesOf } from "../../analyze/reward-ranges.ts";
import { atRest } from "./rest.ts";
import { below, shown, terms, type Subject } from "./subject.ts";

const HAIR = 1e-9;

/**
 * Terms that pay for standing still. Where nothing moves, the term pays at least half of what it then could, wherever things stand; moving can cost that
 * pay; and it pays its most at rest, or it is about a difference to the step before, which at rest is none.
 */
export function paysAtRest(subject: Subject): void {
  const { env, reward, cx } = subject;
  const rest = rangesOf(env, atRest(env, reward));
  for (const { name, node, range, span } of terms(subject)) {
    const { low, high } = rest[node]!;
    const isPaid = low > HAIR && low >= high / 2 && range.low < low - HAIR;
    const isMost = high >= range.high - HAIR * Math.abs(high);
    if (!isPaid || !(isMost || isDifference(subject, node))) continue;
    const help = `take off ${shown(low)}, so that moving costs and standing still pays nothing, or pay it at the goal alone`;
    cx.bag.add("paysAtRest", span, { name, value: shown(low) }, { help });
  }
}

/** Whether it reads what was a step before. */
const isDifference = ({ reward }: Subject, node: number): boolean => [...below(reward, [node], { remembered: false })].some((id) => reward.nodes[id]!.op === "state");
