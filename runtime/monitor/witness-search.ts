import { FALSE, TRUE, UNKNOWN, type Truth } from "../interpreter/values.ts";
import { effort, isEndless, Bounds } from "./witness-bounds.ts";
import type { Node, Ref } from "./witness-nodes.ts";
import { Ranges, Skips } from "./witness-trees.ts";
import type { Values } from "./witness-values.ts";
import type { Clock, Window } from "./witness-windows.ts";

/** Why a node is what it is at a sample: what these nodes are at all these samples. */
export interface Part {
  readonly node: Node;
  readonly from: number;
  readonly to: number;
}

/** Sets of truth values, one bit each. */
const IS_FALSE = 1, IS_TRUE = 4, NOT_FALSE = 6, NOT_TRUE = 3;
type Bits = number;

/** What is known of one node. */
interface Notes {
  /** Truth + 1 by sample. */
  readonly truths: Uint8Array;
  /** Size + 1 by sample. */
  sizes: Float64Array | null;
  readonly skips: (Skips | undefined)[];
  readonly ranges: (Ranges | undefined)[];
  /** How far the last search along it had to look. */
  stretch: number;
}

const SIZES = 0;
const FIRST_STRETCH = 64;
const GROWTH = 4;

/** Truths and smallest reasons, each computed when asked for and kept. */
export class Search {
  readonly #clock: Clock;
  readonly #values: Values;
  readonly #notes: (Notes | undefined)[] = [];
  readonly #order = new Map<Node, readonly Ref[]>();
  readonly #bounds: Bounds;

  constructor(clock: Clock, values: Values) {
    this.#clock = clock;
    this.#values = values;
    this.#bounds = new Bounds(clock, values);
  }

  truth({ node, negated }: Ref, k: number): Truth {
    const truth = this.truthOf(node, k);
    return negated ? (2 - truth) as Truth : truth;
  }

  truthOf(node: Node, k: number): Truth {
    const { truths } = this.#of(node);
    const known = truths[k]!;
    if (known > 0) return (known - 1) as Truth;
    const truth = this.#truth(node, k);
    truths[k] = truth + 1;
    return truth;
  }

  /** How many samples the reason takes, one counted twice where two parts need it. The node is definite at k. */
  size(node: Node, k: number): number {
    const sizes = (this.#of(node).sizes ??= new Float64Array(this.#clock.length));
    if (sizes[k]! > 0) return sizes[k]! - 1;
    let size = 0;
    if (node.op === "atom") for (const { from, to } of this.#values.needed(node, k)) size += to - from + 1;
    for (const part of this.parts(node, k)) size += this.#sum(part.node, part.from, part.to);
    sizes[k] = size + 1;
    return size;
  }

  /** Of a node that is definite at k. */
  parts(node: Node, k: number): readonly Part[] {
    const truth = this.truthOf(node, k);
    const at = ({ node }: Ref, t = k): Part => ({ node, from: t, to: t });
    switch (node.op) {
      case "atom": return this.#inside(node, k);
      case "all": return truth === TRUE ? node.xs.map((x) => at(x)) : [at(this.#smallestFalse(node.xs, k))];
      case "same": return [at(node.x), at(node.y)];
      case "choose": return [at(node.c), at(this.truth(node.c, k) === TRUE ? node.x : node.y)];
      case "step": { const t = k + node.by; return t >= 0 && t < this.#clock.length ? [at(node.x, t)] : []; }
      case "some": {
        const first = this.#clock.first(node.window, k), last = this.#clock.last(node.window, k);
        if (first > last) return [];
        if (truth === FALSE) return [{ node: node.x.node, from: first, to: last }];
        return [at(node.x, this.#cheapest(node.x, TRUE, first, last, !node.window.past).at)];
      }
      case "reach": return truth === TRUE ? this.#met(node, k) : this.#missed(node, k);
    }
  }

  /** The truth formulas inside an atom's numbers. */
  #inside(node: Node & { readonly op: "atom" }, k: number): readonly Part[] {
    const parts: Part[] = [];
    for (const read of node.reads) {
      const t = k + read.offset;
      if (read.kind === "truth" && t >= 0 && this.truth(read.of, t) !== UNKNOWN) parts.push({ node: read.of.node, from: t, to: t });
    }
    return parts;
  }

  #smallestFalse(xs: readonly Ref[], k: number): Ref {
    // Cheap ones first: what cannot be smaller is not even judged.
    const bounds = xs.map((x) => this.#bounds.atLeast(x.node, x.negated ? TRUE : FALSE, k)), order = xs.map((_, i) => i);
    if (bounds.some((bound, i) => i > 0 && bound < bounds[i - 1]!)) order.sort((a, b) => bounds[a]! - bounds[b]!);
    let best: Ref | undefined, least = Infinity;
    for (const i of order) {
      const x = xs[i]!;
      if (bounds[i]! >= least || this.truth(x, k) !== FALSE) continue;
      const size = this.size(x.node, k);
      if (size < least) [best, least] = [x, size];
    }
    return best!;
  }

  /** y where it is met, and x on the way there. */
  #met({ x, y, window }: Node & { readonly op: "reach" }, k: number): readonly Part[] {
    const { near, far, on } = this.#way(window, k);
    const [leastX, leastY] = [this.#bounds.leastOf(x, TRUE), this.#bounds.leastOf(y, TRUE)];
    let best = Infinity, place = near, clear = k, end = far;
    for (let t = this.#find(y, IS_TRUE, near, end, on); t >= 0; t = this.#find(y, IS_TRUE, t + on, end, on)) {
      if (t !== clear && this.#find(x, NOT_TRUE, clear, t - on, on) >= 0) break;
      clear = t;
      const way = t === k ? 0 : this.#along(x, k, t - on);
      if (way + leastY >= best) break;
      const size = way + this.size(y.node, t);
      if (size < best) [best, place] = [size, t];
      if (leastX > 0) end = nearer(far, k + on * Math.ceil((best - leastY) / leastX), on);
    }
    const there = { node: y.node, from: place, to: place };
    return place === k ? [there] : [stretch(x, k, place - on), there];
  }

  /** x fails before the window, or in it after a stretch without y; or there is no y in it at all. */
  #missed({ x, y, window }: Node & { readonly op: "reach" }, k: number): readonly Part[] {
    const { near, far, on } = this.#way(window, k);
    if (on * (far - near) < 0) return [];
    const [leastX, leastY] = [this.#bounds.leastOf(x, FALSE), this.#bounds.leastOf(y, FALSE)];
    let best = Infinity, parts: readonly Part[] = [];
    if (near !== k) {
      const before = this.#cheapest(x, FALSE, Math.min(k, near - on), Math.max(k, near - on), on > 0);
      if (before.at >= 0) [best, parts] = [before.value, [{ node: x.node, from: before.at, to: before.at }]];
    }
    const within = (best: number): number => (leastY > 0 ? nearer(far - on, near + on * Math.ceil((best - leastX) / leastY), on) : far - on);
    let clear = near, met = false;
    for (let s = this.#find(x, IS_FALSE, near, within(best), on); s >= 0; s = this.#find(x, IS_FALSE, s + on, within(best), on)) {
      if (this.#find(y, NOT_FALSE, clear, s, on) >= 0) { met = true; break; }
      clear = s;
      const without = this.#along(y, near, s);
      if (without + leastX >= best) break;
      const size = without + this.size(x.node, s);
      if (size < best) [best, parts] = [size, [stretch(y, near, s), { node: x.node, from: s, to: s }]];
    }
    if (met || (on * (far - near) + 1) * leastY >= best || this.#find(y, NOT_FALSE, near, far, on) >= 0) return parts;
    return this.#along(y, near, far) < best ? [stretch(y, near, far)] : parts;
  }

  #truth(node: Node, k: number): Truth {
    switch (node.op) {
      case "atom": return this.#values.truth(node, k);
      case "all": {
        let result: Truth = TRUE;
        for (const x of this.#cheapFirst(node)) {
          const truth = this.truth(x, k);
          if (truth < result) result = truth;
          if (result === FALSE) break;
        }
        return result;
      }
      case "same": {
        const x = this.truth(node.x, k), y = x === UNKNOWN ? UNKNOWN : this.truth(node.y, k);
        return y === UNKNOWN ? UNKNOWN : x === y ? TRUE : FALSE;
      }
      case "choose": {
        const c = this.truth(node.c, k);
        return c === UNKNOWN ? UNKNOWN : this.truth(c === TRUE ? node.x : node.y, k);
      }
      case "step": { const t = k + node.by; return t >= 0 && t < this.#clock.length ? this.truth(node.x, t) : node.outside; }
      case "some": {
        const { near, far, on } = this.#way(node.window, k);
        if (this.#find(node.x, IS_TRUE, near, far, on) >= 0) return TRUE;
        return this.#find(node.x, NOT_FALSE, near, far, on) >= 0 ? UNKNOWN : FALSE;
      }
      case "reach": return this.#meets(node, k, NOT_TRUE, IS_TRUE) ? TRUE : this.#meets(node, k, IS_FALSE, NOT_FALSE) ? UNKNOWN : FALSE;
    }
  }

  /** Whether y is met no later than where x stops; looking further and further, so that an early end is found early. */
  #meets(node: Node & { readonly op: "reach" }, k: number, stops: Bits, meets: Bits): boolean {
    const { x, y, window } = node, { near, far, on } = this.#way(window, k), notes = this.#of(node);
    for (;; notes.stretch *= GROWTH) {
      const limit = nearer(far, k + on * notes.stretch, on);
      const stop = this.#find(x, stops, k, limit, on);
      if (this.#find(y, meets, near, stop >= 0 ? stop : limit, on) >= 0) return true;
      if (stop >= 0 || limit === far || on * (far - near) < 0) return false;
    }
  }

  /** The window's samples from here on out. */
  #way(window: Window, k: number): { readonly near: number; readonly far: number; readonly on: 1 | -1 } {
    const first = this.#clock.first(window, k), last = this.#clock.last(window, k);
    return window.past ? { near: last, far: first, on: -1 } : { near: first, far: last, on: 1 };
  }

  /** The first sample on the way whose truth is one of those; −1 where there is none. */
  #find({ node, negated }: Ref, wanted: Bits, from: number, to: number, on: 1 | -1): number {
    if (on * (to - from) < 0) return -1;
    const bits = negated ? ((wanted & 1) << 2) | (wanted & 2) | (wanted >> 2) : wanted;
    const { length } = this.#clock;
    const place = (t: number): number => (on > 0 ? t : length - 1 - t);
    const skips = (this.#of(node).skips[on > 0 ? bits : bits + 8] ??= new Skips(length));
    const end = place(to);
    for (let p = skips.from(place(from)); p <= end; p = skips.from(p)) {
      const t = place(p);
      if (((bits >> this.truthOf(node, t)) & 1) === 1) return t;
      skips.pass(p);
    }
    return -1;
  }

  /** The sample at which the smallest reason is to be had for x being that; from `up` side on where some are alike. */
  #cheapest(x: Ref, truth: Truth, from: number, to: number, up: boolean): { readonly at: number; readonly value: number } {
    const { node } = x, on = up ? 1 : -1, [near, far] = up ? [from, to] : [to, from], wanted = x.negated ? (2 - truth) as Truth : truth;
    const bits = truth === TRUE ? IS_TRUE : IS_FALSE, enough = this.#bounds.leastOf(x, truth);
    const first = this.#find(x, bits, near, far, on);
    if (first < 0) return { at: -1, value: Infinity };
    const value = this.size(node, first);
    if (value <= enough || first === far) return { at: first, value };
    // What looks on without an end has its smallest reason at the far end as a rule; half a sample more, as the nearer of two is wanted.
    const last = isEndless(node) ? this.#find(x, bits, far, near, up ? -1 : 1) : first;
    const limit = last === first ? value : Math.min(value, this.size(node, last) + 0.5);
    const { ranges } = this.#of(node);
    const range = (ranges[1 + wanted] ??= new Ranges(this.#clock.length, (k) => (this.truthOf(node, k) === wanted ? this.size(node, k) : Infinity), (k) => this.#bounds.atLeast(node, wanted, k)));
    const best = range.least(Math.min(first + on, far), Math.max(first + on, far), up, enough, limit);
    return best.at < 0 ? { at: first, value } : best;
  }

  #sum(node: Node, from: number, to: number): number {
    if (from === to) return this.size(node, from);
    return (this.#of(node).ranges[SIZES] ??= new Ranges(this.#clock.length, (k) => this.size(node, k), () => 0)).sum(from, to);
  }

  #along({ node }: Ref, a: number, b: number): number {
    return this.#sum(node, Math.min(a, b), Math.max(a, b));
  }

  /** In the order in which judging them is likely to be short. */
  #cheapFirst(node: Node & { readonly op: "all" }): readonly Ref[] {
    const known = this.#order.get(node) ?? [...node.xs].sort((a, b) => effort(a.node) - effort(b.node));
    this.#order.set(node, known);
    return known;
  }

  #of(node: Node): Notes {
    return (this.#notes[node.id] ??= { truths: new Uint8Array(this.#clock.length), sizes: null, skips: [], ranges: [], stretch: FIRST_STRETCH });
  }
}

const nearer = (a: number, b: number, on: 1 | -1): number => (on > 0 ? Math.min(a, b) : Math.max(a, b));

function stretch({ node }: Ref, a: number, b: number): Part {
  return { node, from: Math.min(a, b), to: Math.max(a, b) };
}
