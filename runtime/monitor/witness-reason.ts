import type { Ir } from "../../compiler/ir/ir.ts";
import { FALSE } from "../interpreter/values.ts";
import type { Known } from "./witness-known.ts";
import type { Atom, Node, Placed, Ref } from "./witness-nodes.ts";
import type { Part, Search } from "./witness-search.ts";
import { Skips } from "./witness-trees.ts";
import type { Values } from "./witness-values.ts";

/** The atoms, each with its instants in order, that make a node what it is at an instant. */
export type Reason = ReadonlyMap<Atom & Node, readonly number[]>;

/** Walks down the parts of parts, each node once at each sample. */
export function reasonOf(search: Search, length: number, node: Node, instant: number): Reason {
  const seen = new Map<Node, Skips>(), atoms = new Map<Atom & Node, number[]>();
  const stack: Part[] = [{ node, from: instant, to: instant }];
  for (let part = stack.pop(); part !== undefined; part = stack.pop()) {
    const skips = seen.get(part.node) ?? new Skips(length);
    seen.set(part.node, skips);
    for (let k = skips.from(part.from); k <= part.to; k = skips.from(k)) {
      skips.pass(k);
      if (part.node.op === "atom") {
        const instants = atoms.get(part.node);
        if (instants === undefined) atoms.set(part.node, [k]);
        else instants.push(k);
      }
      for (const one of search.parts(part.node, k)) stack.push(one);
    }
  }
  for (const instants of atoms.values()) instants.sort((a, b) => a - b);
  return atoms;
}

/** The samples that these atoms take, by slot and in order. */
export function samplesOf(reason: Reason, values: Values, length: number): Known {
  const seen = new Map<number, Skips>(), samples = new Map<number, number[]>();
  for (const [atom, instants] of reason) {
    for (const k of instants) {
      for (const { slot, from, to } of values.needed(atom, k)) {
        const skips = seen.get(slot) ?? new Skips(length), list = samples.get(slot) ?? [];
        seen.set(slot, skips);
        samples.set(slot, list);
        for (let t = skips.from(from); t <= to; t = skips.from(t)) {
          skips.pass(t);
          list.push(t);
        }
      }
    }
  }
  for (const list of samples.values()) list.sort((a, b) => a - b);
  return samples;
}

export interface Blamed {
  readonly node: Node;
  readonly instant: number;
  readonly ir: Ir;
}

/** Goes from what is false to the one thing it is false by, while there is just one. */
export function blamed(search: Search, root: Ref, instant: number, ir: Ir): Blamed {
  let found: Blamed = { node: root.node, instant, ir };
  for (let node = root.node, k = instant; ;) {
    const truth = search.truthOf(node, k);
    const marks = node.marks.filter(({ when }) => when === truth).sort((a, b) => lengthOf(a.ir) - lengthOf(b.ir));
    if (marks[0] !== undefined) found = { node, instant: k, ir: marks[0].ir };
    else if (truth === FALSE && node.op === "atom") found = { ...found, node, instant: k };
    const [part, more] = node.op === "atom" ? [] : search.parts(node, k);
    if (part === undefined || more !== undefined || part.from !== part.to) return found;
    [node, k] = [part.node, part.from];
  }
}

const lengthOf = ({ at }: Placed): number => at[1] - at[0];
