import type { Shape, Slot } from "../../ir/ir.ts";

/** One array of an observation or action: the slots that differ in an index alone. */
export interface Leaf {
  /** Keys from the mapping down. */
  readonly path: readonly string[];
  readonly kind: Slot["kind"];
  /** Elements of a list are the array's second axis. */
  readonly list: { readonly length: number; readonly max: number; readonly path: readonly string[] } | null;
  /** Components of a vector are its last axis. */
  readonly width: number | null;
  readonly isOptional: boolean;
  /** By element, then by component. */
  readonly slots: readonly (readonly number[])[];
}

/** A text, or one text an environment. */
export interface TextLeaf {
  readonly name: string;
  readonly path: readonly string[];
}

/** Where a slot stands in the arrays. */
export interface Place {
  readonly leaf: Leaf;
  readonly element: number;
  readonly component: number;
}

export class Leaves {
  readonly all: readonly Leaf[];
  readonly texts: readonly TextLeaf[];
  readonly #places = new Map<number, Place>();
  /** By the slot that holds it: how long a list is. */
  readonly #lengths = new Map<number, Leaf>();

  constructor(shape: Shape, slots: readonly Slot[]) {
    const texts: TextLeaf[] = [];
    this.all = leavesOf(shape, slots, [], { list: null, isOptional: false, texts });
    this.texts = texts;
    for (const leaf of this.all) {
      if (leaf.list !== null) this.#lengths.set(leaf.list.length, leaf);
      leaf.slots.forEach((row, element) => row.forEach((slot, component) => this.#places.set(slot, { leaf, element, component })));
    }
  }

  place(slot: number): Place | undefined {
    return this.#places.get(slot);
  }

  /** A leaf of the list whose length a slot holds. */
  ofLength(slot: number): Leaf | undefined {
    return this.#lengths.get(slot);
  }
}

interface Around {
  readonly list: Leaf["list"];
  readonly isOptional: boolean;
  readonly texts: TextLeaf[];
}

function leavesOf(shape: Shape, slots: readonly Slot[], path: readonly string[], around: Around): Leaf[] {
  const { list, isOptional } = around;
  const leaf = (row: readonly number[], width: number | null): Leaf => ({ path, kind: slots[row[0]!]!.kind, list, width, isOptional, slots: [row] });
  switch (shape.kind) {
    case "slot": return [leaf([shape.slot], null)];
    case "vector": return [leaf(shape.items.map((item) => (item as Shape & { kind: "slot" }).slot), shape.items.length)];
    case "list": return together(shape.items.map((item) => leavesOf(item, slots, path, { ...around, list: { length: shape.length, max: shape.items.length, path } })));
    case "text":
      around.texts.push({ name: shape.name, path });
      return [];
    case "record": return shape.fields.flatMap((f) => leavesOf(f.shape, slots, [...path, f.name], { ...around, isOptional: isOptional || f.optional === true }));
  }
}

/** The same leaf of each element as one. */
function together(elements: readonly (readonly Leaf[])[]): Leaf[] {
  return (elements[0] ?? []).map((first, i) => ({ ...first, slots: elements.flatMap((element) => element[i]!.slots) }));
}
