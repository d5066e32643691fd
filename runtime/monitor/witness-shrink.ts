import { FALSE } from "../interpreter/values.ts";
import { Courses, isEverywhere, type Known } from "./witness-known.ts";
import { partsOf, type Node, type Ref } from "./witness-nodes.ts";
import type { TruthAt, Values, Visible } from "./witness-values.ts";
import type { Clock } from "./witness-windows.ts";

/** Values of a trace of which only this is visible. */
export type ValuesFor = (truthAt: TruthAt, visible: Visible | null) => Values;

const MOST_SAMPLES = 300;
/** Atoms that have to be judged at every sample, times the samples that are tried, and what one judgement may walk. */
const MOST_WORK = 5e6;

export function sizeOf(known: Known): number {
  let size = 0;
  for (const list of known.values()) size += list.length;
  return size;
}

/**
 * Leaves out, latest first, what the formula is false without. What cannot be left out once cannot later either, as knowing
 * less decides less; so one pass is enough. A larger set stays as it is.
 */
export function shrunk(known: Known, root: Ref, instant: number, clock: Clock, valuesFor: ValuesFor): Known {
  const size = sizeOf(known);
  if (size > MOST_SAMPLES || size * walked(root, clock.length) > MOST_WORK) return known;
  const left = new Map([...known].map(([slot, list]) => [slot, [...list]]));
  const tries = [...known].flatMap(([slot, list]) => list.map((k) => ({ slot, k }))).sort((a, b) => b.k - a.k || b.slot - a.slot);
  for (const { slot, k } of tries) {
    const list = left.get(slot)!, place = list.indexOf(k);
    list.splice(place, 1);
    if (!isFalse(left, root, instant, clock, valuesFor)) list.splice(place, 0, k);
  }
  return left;
}

/** Samples at which atoms have to be judged one by one; robustness looks at all of them for each. */
function walked(root: Ref, length: number): number {
  const nodes = new Set<Node>([root.node]);
  let samples = 0;
  for (const node of nodes) {
    for (const { node: part } of partsOf(node)) nodes.add(part);
    if (node.op === "atom" && isEverywhere(node.reads)) samples += node.reads.some((read) => read.kind === "robustness") ? length * length : length;
  }
  return samples;
}

function isFalse(known: Known, root: Ref, instant: number, clock: Clock, valuesFor: ValuesFor): boolean {
  return new Courses(clock, known, (truthAt) => valuesFor(truthAt, visibleIn(known))).truth(root, instant) === FALSE;
}

export function visibleIn(known: Known): Visible {
  const sets = new Map([...known].map(([slot, list]) => [slot, new Set(list)]));
  return (slot, k) => sets.get(slot)?.has(k) === true;
}
