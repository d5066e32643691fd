import type { At, Ir } from "../../compiler/ir/ir.ts";
import type { Truth } from "../interpreter/values.ts";
import type { Window } from "./witness-windows.ts";

/** A part of a formula, or its opposite. */
export interface Ref {
  readonly node: Node;
  readonly negated: boolean;
}

/**
 * A formula in seven operators: the rest are those with their operands or themselves negated, so that why something is true
 * and why something is false are the same question.
 */
export type Node = {
  /** Its place in the order of the text: operands before what reads them. */
  readonly id: number;
  /** What in the source it stands for, and at which truth of the node that is false. */
  readonly marks: { readonly ir: Placed; readonly when: Truth }[];
} & (
  | Atom
  | { readonly op: "all"; readonly xs: readonly Ref[] }
  | { readonly op: "same"; readonly x: Ref; readonly y: Ref }
  | { readonly op: "choose"; readonly c: Ref; readonly x: Ref; readonly y: Ref }
  /** x as it is `by` samples on. */
  | { readonly op: "step"; readonly x: Ref; readonly by: 1 | -1; readonly outside: Truth }
  | { readonly op: "some"; readonly x: Ref; readonly window: Window }
  /** y at a sample of the window, and x at all samples between there and here, not there. */
  | { readonly op: "reach"; readonly x: Ref; readonly y: Ref; readonly window: Window }
);

/** An expression that stands in the source. */
export type Placed = Ir & { readonly at: At };

export interface Atom {
  readonly op: "atom";
  readonly ir: Ir;
  readonly reads: readonly Read[];
  /** One operand that is not known makes it unknown: it needs all that it reads. */
  readonly strict: boolean;
}

export interface SlotRead {
  readonly kind: "slot";
  readonly slot: number;
  readonly offset: number;
}

/** What an atom reads, `offset` samples from its own. Slots are numbered observations first, then actions. */
export type Read = SlotRead | { readonly offset: number } & (
  | { readonly kind: "memory"; readonly memory: number }
  /** A formula inside a number. */
  | { readonly kind: "truth"; readonly of: Ref }
  | { readonly kind: "robustness"; readonly of: Ref }
);

export const opposite = ({ node, negated }: Ref): Ref => ({ node, negated: !negated });

export function partsOf(node: Node): readonly Ref[] {
  switch (node.op) {
    case "atom": return node.reads.flatMap((read) => (read.kind === "truth" || read.kind === "robustness" ? [read.of] : []));
    case "all": return node.xs;
    case "same": case "reach": return [node.x, node.y];
    case "choose": return [node.c, node.x, node.y];
    case "step": case "some": return [node.x];
  }
}
