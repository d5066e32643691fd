import { FALSE, TRUE, UNKNOWN, type Truth } from "../interpreter/values.ts";
import type { Atom, Node, Ref } from "./witness-nodes.ts";
import { complement, contains, intersection, joined, moved, NONE, union, type Samples } from "./witness-sets.ts";
import type { Values } from "./witness-values.ts";
import type { Clock, Window } from "./witness-windows.ts";

/** Where a formula is definitely true, and where it is definitely false. */
interface Course {
  readonly yes: Samples;
  readonly no: Samples;
}

/** Samples of which something is known, by slot, in order. */
export type Known = ReadonlyMap<number, readonly number[]>;

/**
 * Formulas at all samples at once, where of most samples nothing is known: their values then change at few places, and a
 * trace of millions costs no more than what is known of it.
 */
export class Courses {
  readonly #clock: Clock;
  readonly #known: Known;
  readonly #values: Values;
  readonly #courses = new Map<Node, Course>();

  constructor(clock: Clock, known: Known, valuesFor: (truthAt: (of: Ref, k: number) => Truth) => Values) {
    this.#clock = clock;
    this.#known = known;
    this.#values = valuesFor((of, k) => this.truth(of, k));
  }

  truth(ref: Ref, k: number): Truth {
    const { yes, no } = this.#of(ref);
    return contains(yes, k) ? TRUE : contains(no, k) ? FALSE : UNKNOWN;
  }

  #of({ node, negated }: Ref): Course {
    const course = this.#courses.get(node) ?? this.#course(node);
    this.#courses.set(node, course);
    return negated ? { yes: course.no, no: course.yes } : course;
  }

  #course(node: Node): Course {
    const { length } = this.#clock;
    switch (node.op) {
      case "atom": return this.#atom(node);
      case "all": return node.xs.map((x) => this.#of(x)).reduce((a, b) => ({ yes: intersection(a.yes, b.yes), no: union(a.no, b.no) }), { yes: whole(length), no: NONE });
      case "same": {
        const x = this.#of(node.x), y = this.#of(node.y);
        return { yes: union(intersection(x.yes, y.yes), intersection(x.no, y.no)), no: union(intersection(x.yes, y.no), intersection(x.no, y.yes)) };
      }
      case "choose": {
        const c = this.#of(node.c), x = this.#of(node.x), y = this.#of(node.y);
        return { yes: union(intersection(c.yes, x.yes), intersection(c.no, y.yes)), no: union(intersection(c.yes, x.no), intersection(c.no, y.no)) };
      }
      case "step": {
        const { yes, no } = this.#of(node.x), end = node.by > 0 ? length - 1 : 0, outside: Samples = [[end, end]];
        return {
          yes: union(moved(yes, -node.by, length), node.outside === TRUE ? outside : NONE),
          no: union(moved(no, -node.by, length), node.outside === FALSE ? outside : NONE),
        };
      }
      case "some": {
        const { yes, no } = this.#of(node.x);
        return { yes: this.#seeing(yes, node.window), no: complement(this.#seeing(complement(no, length), node.window), length) };
      }
      case "reach": {
        const x = this.#of(node.x), y = this.#of(node.y);
        const may = this.#reaching(complement(x.no, length), complement(y.no, length), node.window);
        return { yes: this.#reaching(x.yes, y.yes, node.window), no: complement(may, length) };
      }
    }
  }

  /** From where a window sees some of these samples. */
  #seeing(samples: Samples, window: Window): Samples {
    const { length } = this.#clock;
    // Neither end of a window falls as k rises.
    const stretches = samples.map(([from, to]) => [count(length, (k) => this.#clock.last(window, k) < from), count(length, (k) => this.#clock.first(window, k) <= to) - 1] as const);
    return joined(stretches.filter(([from, to]) => from <= to));
  }

  #reaching(x: Samples, y: Samples, window: Window): Samples {
    // On the way from k to a y nothing but x: all of it in one stretch of x, whose neighbour may be that y.
    let reached = intersection(y, this.#itself(window));
    for (const [from, to] of x) {
      const around: Samples = window.past ? [[from - 1, to]] : [[from, to + 1]];
      reached = union(reached, intersection(this.#seeing(intersection(y, around), window), around));
    }
    return reached;
  }

  /** The samples that are in the windows seen from themselves. */
  #itself(window: Window): Samples {
    const { length } = this.#clock;
    if (window.low === 0) return whole(length);
    const seen: [number, number][] = [];
    for (let k = 0; k < length; k++) if (this.#clock.first(window, k) <= k && k <= this.#clock.last(window, k)) seen.push([k, k]);
    return joined(seen);
  }

  /** An atom can change only where something it reads does. */
  #atom(atom: Atom & Node): Course {
    const { length } = this.#clock;
    const yes: [number, number][] = [], no: [number, number][] = [];
    const changes = this.#changes(atom);
    for (const [i, from] of changes.entries()) {
      const to = (changes[i + 1] ?? length) - 1, truth = this.#values.truth(atom, from);
      if (truth === TRUE) yes.push([from, to]);
      if (truth === FALSE) no.push([from, to]);
    }
    return { yes: joined(yes), no: joined(no) };
  }

  #changes({ reads }: Atom): readonly number[] {
    const { length } = this.#clock;
    if (isEverywhere(reads)) return Array.from({ length }, (_, k) => k);
    const places = new Set([0]);
    for (const read of reads) {
      const add = (from: number, to: number): void => { places.add(from - read.offset).add(to + 1 - read.offset); };
      // What it reads before the first sample is otherwise.
      for (let k = 0; k <= -read.offset; k++) places.add(k);
      if (read.kind === "slot") for (const k of this.#known.get(read.slot) ?? []) add(k, k);
      if (read.kind === "truth") for (const samples of Object.values(this.#of(read.of))) for (const [from, to] of samples) add(from, to);
    }
    return [...places].filter((k) => k >= 0 && k < length).sort((a, b) => a - b);
  }
}

/** Such an atom may change at any sample. */
export function isEverywhere(reads: Atom["reads"]): boolean {
  return reads.some((read) => read.kind === "memory" || read.kind === "robustness");
}

function whole(length: number): Samples {
  return length > 0 ? [[0, length - 1]] : NONE;
}

/** How many of 0 … length − 1 are `below`: those first. */
function count(length: number, below: (k: number) => boolean): number {
  let low = 0, high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (below(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
