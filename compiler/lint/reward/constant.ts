import { shown, terms, type Subject } from "./subject.ts";

/**
 * A term that is the same at every step. Beside a `stop` the wage for going on is a choice, whoever ends the episode loses it; 0 is none
 * anywhere.
 */
export function constantTerm(subject: Subject): void {
  const { cx, reward } = subject;
  for (const { name, span, node, range: { low, high } } of terms(subject)) {
    if (low !== high || (low !== 0 && reward.stops.length > 0)) continue;
    const help = isWeighedOut(subject, node) ? WEIGHED_OUT : low === 0 ? NOTHING : SAME;
    cx.bag.add("termConstant", span, { name, value: shown(low) }, { help });
  }
}

const WEIGHED_OUT = "its weight is 0: make it a `log`, or take it out";
const NOTHING = "take it out, or look at what it reads";
const SAME = "it tells one behavior from no other: take it out, or make it depend on something";

function isWeighedOut({ reward: { nodes } }: Subject, node: number): boolean {
  const { op, args } = nodes[node]!;
  return op === "mul" && nodes[args[0]!]!.op === "num" && nodes[args[0]!]!.value === 0;
}
