import { and, type Condition, not } from "../writing/condition.ts";
import { disjoint } from "./disjoint.ts";
import type { ProgentRule } from "./shape.ts";

export interface Weighed {
  readonly rule: ProgentRule;
  /** When it applies, earlier rules aside. */
  readonly when: Condition;
}

/** A rule that no order decides about. */
export interface Ordered extends Weighed {
  /** The rule that always decides before this one; such a one is left out. */
  readonly hidden: ProgentRule | null;
}

/** In Progent's order: lower priorities first, of one priority what forbids. */
export function sorted(rules: readonly ProgentRule[]): readonly ProgentRule[] {
  return [...rules].sort((a, b) => a.priority - b.priority || weight(a.effect) - weight(b.effect));
}

const weight = (effect: ProgentRule["effect"]): number => (effect === "forbid" ? 0 : 1);

/** How much a rule outweighs another in Pol, where the order does not matter. */
function severity({ effect, fallback }: ProgentRule): number {
  if (effect === "allow") return 0;
  return fallback === "ask" ? 1 : fallback === "message" ? 2 : 3;
}

/** A tool with more rules, or with more exceptions from one to another, is no policy that anybody reads. */
const MOST_RULES = 1_000;
const MOST_EXCEPTIONS = 10_000;

/**
 * Rules of which the first that applies decides, as rules of which the worst does. A milder one that comes first has to be kept
 * from being outweighed: each later, harsher one excepts it. A harsher one that comes first outweighs what follows anyway.
 */
export function withoutOrder(inOrder: readonly Weighed[]): readonly Ordered[] | "too many rules" | "too many exceptions" {
  if (inOrder.length > MOST_RULES) return "too many rules";
  const first = inOrder.findIndex(({ when }) => when.kind === "constant" && when.value);
  const reached = first < 0 ? inOrder.length : first + 1;
  const milder = inOrder.map(({ rule }, k) => (k < reached ? inOrder.slice(0, k).filter((one) => severity(one.rule) < severity(rule) && !disjoint(one.rule, rule)) : []));
  if (milder.reduce((sum, one) => sum + one.length, 0) > MOST_EXCEPTIONS) return "too many exceptions";
  return inOrder.map(({ rule, when }, k) => ({ rule, when: and(when, ...milder[k]!.map((one) => not(one.when))), hidden: k < reached ? null : inOrder[first]!.rule }));
}
