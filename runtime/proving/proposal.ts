import { compileNumber, type NumberAt } from "../interpreter/expressions.ts";
import { truths, type Spread } from "../interpreter/intervals.ts";
import { scopeOf, type Frame, type Scope } from "../interpreter/scope.ts";
import { point, type Span } from "../interpreter/spans.ts";
import { unknownIn } from "../interpreter/transition.ts";
import { FALSE, TRUE, UNKNOWN } from "../interpreter/values.ts";
import { rangeOf } from "./atoms.ts";
import type { FreeTree } from "./free-tree.ts";

/** By action slot: nothing is proposed, a value, or anything that fits. */
export type Proposed = { readonly kind: "nothing" } | { readonly kind: "value"; readonly value: number } | { readonly kind: "anything" };

/** What a free tree proposes at a tick, as far as it is known. */
export class Proposal {
  readonly #free: FreeTree;
  readonly #values: readonly (readonly { readonly slot: number; readonly value: NumberAt | null }[])[];
  readonly #scope: Scope<Spread>;
  readonly #reads: readonly ReadonlySet<number>[];
  slots: readonly Proposed[] = [];

  constructor(free: FreeTree, scope: Scope<Frame>) {
    this.#free = free;
    this.#values = free.acts.map((act) => (act?.gives ?? []).map(({ slot, value }) => ({ slot, value: value === null ? null : compileNumber(value, scope) })));
    this.#scope = scopeOf<Spread>(free.program, free.env);
    this.#reads = free.atoms.map(({ ir, ofProposal }) => new Set(ofProposal ? slotsIn(ir).map((name) => free.env.acts.findIndex((slot) => slot.name === name)) : []));
  }

  /** Of the leaves at work the later wins. */
  make(isAtWork: (n: number) => boolean, now: Frame): void {
    const slots: Proposed[] = this.#free.env.acts.map(() => ({ kind: "nothing" }));
    this.#values.forEach((gives, n) => {
      if (gives.length === 0 || !isAtWork(n)) return;
      for (const { slot, value } of gives) slots[slot] = value === null ? { kind: "anything" } : { kind: "value", value: value(now) };
    });
    this.slots = slots;
  }

  /** What may come of a condition on the proposal. */
  possible(atom: number): readonly number[] {
    const { acts } = this.#free.env;
    if ([...this.#reads[atom]!].some((slot) => this.slots[slot]!.kind === "nothing")) return [UNKNOWN];
    const act = this.slots.map((one, i): Span => (one.kind === "anything" ? rangeOf(acts[i]!) : point(one.kind === "value" ? one.value : unknownIn(acts[i]!))));
    const truth = truths(this.#free.atoms[atom]!.ir, this.#scope)({ obs: [], act, last: [], mem: [], dist: [], locals: [] });
    return truth === UNKNOWN ? [TRUE, FALSE] : [truth];
  }
}

function slotsIn(ir: FreeTree["formula"]): readonly string[] {
  return [...(ir.op === "act" ? [ir.name!] : []), ...(ir.args ?? []).flatMap(slotsIn)];
}
