import { compileRobustness, type Robustness } from "../interpreter/robustness.ts";
import type { Frame, Scope } from "../interpreter/scope.ts";
import type { Span } from "../interpreter/spans.ts";
import { ROBUST } from "../interpreter/temporal.ts";
import { TRUE } from "../interpreter/values.ts";
import type { Node, Ref } from "./witness-nodes.ts";
import type { Clock } from "./witness-windows.ts";

const { top, bottom, and, or, not } = ROBUST;

/** Robustness where an atom reads it as a number, by the definition. */
export class Robustnesses {
  readonly #clock: Clock;
  readonly #scope: Scope<Frame>;
  readonly #at: <V>(k: number, value: (frame: Frame) => V) => V;
  readonly #atoms = new Map<Node, Robustness>();
  readonly #known = new Map<Node, Map<number, Span>>();
  readonly #bodies: Scope<Frame>["bodies"] = new Map();

  constructor(clock: Clock, scope: Scope<Frame>, at: <V>(k: number, value: (frame: Frame) => V) => V) {
    this.#clock = clock;
    this.#scope = scope;
    this.#at = at;
  }

  of = ({ node, negated }: Ref, k: number): Span => {
    const values = this.#known.get(node) ?? new Map<number, Span>();
    this.#known.set(node, values);
    const value = values.get(k) ?? this.#value(node, k);
    values.set(k, value);
    return negated ? not(value) : value;
  };

  #value(node: Node, k: number): Span {
    switch (node.op) {
      case "atom": {
        const atom = this.#atoms.get(node) ?? compileRobustness(node.ir, this.#scope, this.#bodies, () => undefined);
        this.#atoms.set(node, atom);
        return this.#at(k, atom);
      }
      case "all": return node.xs.reduce((all, x) => and(all, this.of(x, k)), top);
      case "same": { const x = this.of(node.x, k), y = this.of(node.y, k); return and(or(not(x), y), or(not(y), x)); }
      case "choose": { const c = this.of(node.c, k); return or(and(c, this.of(node.x, k)), and(not(c), this.of(node.y, k))); }
      case "step": { const t = k + node.by; return t >= 0 && t < this.#clock.length ? this.of(node.x, t) : node.outside === TRUE ? top : bottom; }
      case "some": {
        let some = bottom;
        for (let t = this.#clock.first(node.window, k); t <= this.#clock.last(node.window, k); t++) some = or(some, this.of(node.x, t));
        return some;
      }
      case "reach": return this.#reach(node, k);
    }
  }

  #reach({ x, y, window }: Node & { readonly op: "reach" }, k: number): Span {
    const first = this.#clock.first(window, k), last = this.#clock.last(window, k), on = window.past ? -1 : 1;
    let result = bottom, way = top;
    for (let t = k; on > 0 ? t <= last : t >= first; t += on) {
      if (first <= t && t <= last) result = or(result, and(this.of(y, t), way));
      way = and(way, this.of(x, t));
    }
    return result;
  }
}
