import { FALSE, TRUE, type Truth } from "../interpreter/values.ts";
import { partsOf, type Node, type Ref } from "./witness-nodes.ts";
import type { Values } from "./witness-values.ts";
import type { Clock, Window } from "./witness-windows.ts";

/** What reasons take at least: told before anything is judged, so that what cannot be the smallest is not even looked at. */
export class Bounds {
  readonly #clock: Clock;
  readonly #values: Values;
  readonly #known = new Map<Node, readonly [ofFalse: number, ofTrue: number]>();

  constructor(clock: Clock, values: Values) {
    this.#clock = clock;
    this.#values = values;
  }

  /** A bound of the size, should the node be that at k; told before anything is judged. */
  atLeast(node: Node, wanted: Truth, k: number): number {
    const of = (x: Ref, truth: Truth, t = k): number => this.atLeast(x.node, x.negated ? (2 - truth) as Truth : truth, t);
    switch (node.op) {
      case "all": {
        let least = wanted === TRUE ? 0 : Infinity;
        for (const x of node.xs) least = wanted === TRUE ? least + of(x, TRUE) : Math.min(least, of(x, FALSE));
        return least;
      }
      case "step": { const t = k + node.by; return t >= 0 && t < this.#clock.length ? of(node.x, wanted, t) : 0; }
      case "some": {
        if (wanted === TRUE) break;
        return this.#count(node.window, k) * this.leastOf(node.x, FALSE);
      }
      case "reach": {
        if (wanted === TRUE || node.window.low > 0) break;
        const y = this.leastOf(node.y, FALSE);
        return this.#count(node.window, k) > 1 ? y + Math.min(y, this.leastOf(node.x, FALSE)) : y;
      }
    }
    return this.of(node)[wanted === TRUE ? 1 : 0];
  }

  #count(window: Window, k: number): number {
    return Math.max(0, this.#clock.last(window, k) - this.#clock.first(window, k) + 1);
  }

  leastOf({ node, negated }: Ref, truth: Truth): number {
    return this.of(node)[(truth === TRUE) !== negated ? 1 : 0];
  }

  /** What a reason for false, and one for true, takes at least, whatever the sample. */
  of(node: Node): readonly [ofFalse: number, ofTrue: number] {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const least = this.#told(node);
    this.#known.set(node, least);
    return least;
  }

  #told(node: Node): readonly [ofFalse: number, ofTrue: number] {
    const f = (x: Ref): number => this.leastOf(x, FALSE), t = (x: Ref): number => this.leastOf(x, TRUE);
    switch (node.op) {
      case "atom": { const least = this.#values.least(node); return [least, least]; }
      case "all": return [Math.min(...node.xs.map(f)), node.xs.reduce((sum, x) => sum + t(x), 0)];
      case "same": { const { x, y } = node; return [Math.min(f(x) + t(y), t(x) + f(y)), Math.min(f(x) + f(y), t(x) + t(y))]; }
      case "choose": { const { c, x, y } = node; return [Math.min(t(c) + f(x), f(c) + f(y)), Math.min(t(c) + t(x), f(c) + t(y))]; }
      case "step": return node.outside === TRUE ? [f(node.x), 0] : [0, t(node.x)];
      case "some": return [node.window.low === 0 ? f(node.x) : 0, t(node.x)];
      case "reach": return [node.window.low === 0 ? f(node.y) : 0, t(node.y)];
    }
  }
}

/** Looks on without an end. */
export function isEndless(node: Node): boolean {
  return ((node.op === "some" || node.op === "reach") && node.window.high === Infinity) || partsOf(node).some((part) => isEndless(part.node));
}

/** Stands for a window without an end. */
const LONG = 1e9;

/** How much judging a node is likely to take, beside others. */
export function effort(node: Node): number {
  switch (node.op) {
    case "atom": return 1;
    case "all": return node.xs.reduce((sum, x) => sum + effort(x.node), 0);
    case "same": return effort(node.x.node) + effort(node.y.node);
    case "choose": return effort(node.c.node) + effort(node.x.node) + effort(node.y.node);
    case "step": return effort(node.x.node);
    case "some": return effort(node.x.node) * Math.min(LONG, 1 + node.window.high);
    case "reach": return (effort(node.x.node) + effort(node.y.node)) * Math.min(LONG, 1 + node.window.high);
  }
}
