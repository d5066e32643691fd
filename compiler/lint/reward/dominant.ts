import type { EnvIr, Slot } from "../../ir/ir.ts";
import type { RewardIr } from "../../ir/reward.ts";
import { below, shown, terms, type Subject, type Term } from "./subject.ts";

/** So many times as far as all others together ranges what dominates. */
const FAR = 100;

/**
 * A term beside which the others cannot be heard. What has no bound because its inputs have none says nothing: then nobody has told how
 * large it gets. What has none although its inputs are bounded goes to infinity somewhere among them.
 */
export function dominantTerm(subject: Subject): void {
  const all = terms(subject).map((term) => ({ term, reach: term.range.high - term.range.low }));
  for (const one of all) {
    const others = all.reduce((sum, other) => (other === one ? sum : sum + other.reach), 0);
    if (!(others > 0 && Number.isFinite(others))) continue;
    if (Number.isFinite(one.reach) ? one.reach > FAR * others : isBounded(subject, one.term)) report(subject, one.term, one.reach / others);
  }
}

function report({ cx }: Subject, { name, span, range: { low, high } }: Term, times: number): void {
  const far = Number.isFinite(times) ? `${shown(times)} times as far as` : "infinitely farther than";
  cx.bag.add("termDominates", span, { name, range: `${shown(low)} to ${shown(high)}`, far }, {
    help: Number.isFinite(times) ? "give it a smaller `weight`, or squash it with `tanh`" : "keep it bounded: `tanh`, `clamp`, or a larger divisor",
  });
}

/** Whether all that a term reads has a declared range. */
function isBounded({ env, reward }: Subject, { node }: Term): boolean {
  return [...below(reward, [node])].every((id) => boundedInput(env, reward, id));
}

function boundedInput(env: EnvIr, { nodes }: RewardIr, id: number): boolean {
  const { op, t, slot } = nodes[id]!;
  const has = ({ kind, low, high }: Slot): boolean => kind === "bool" || (low !== null && high !== null);
  switch (op) {
    case "obs": case "item": return has(env.obs[slot!]!);
    case "act": return has(env.acts[slot!]!);
    case "feature": return t === "bool";
    case "steps": return false;
    default: return true;
  }
}
