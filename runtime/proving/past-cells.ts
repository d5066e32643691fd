import type { Ir, TemporalIr } from "../../compiler/ir/ir.ts";
import { isTemporal } from "../../compiler/ir/ir.ts";
import { compileNumber, type NumberAt } from "../interpreter/expressions.ts";
import { operand, type Frame, type Scope } from "../interpreter/scope.ts";
import { FALSE, TRUE } from "../interpreter/values.ts";

interface Cell {
  readonly op: TemporalIr["op"];
  readonly x: NumberAt;
  readonly y: NumberAt;
  /** What stands for the tick before the first. */
  readonly start: number;
}

/** A formula over the past, tick by tick: of each operator it keeps one truth value. */
export class PastCells {
  readonly #cells: Cell[] = [];
  readonly #formula: NumberAt;
  readonly #now: number[] = [];

  constructor(formula: Ir, scope: Scope<Frame>) {
    const timed: Scope<Frame> = { ...scope, time: (ir, inner) => (isTemporal(ir) ? this.#cell(ir, inner) : undefined) };
    this.#formula = compileNumber(formula, timed);
  }

  #cell(ir: TemporalIr, scope: Scope<Frame>): NumberAt {
    const x = compileNumber(operand(ir, 0), scope), y = ir.op === "since" ? compileNumber(operand(ir, 1), scope) : x;
    const isTrueBefore = ir.op === "historically" || ir.op === "fall" || (ir.op === "previous" && ir.weak === true);
    // Operators within it have their cells before its own.
    const i = this.#cells.push({ op: ir.op, x, y, start: isTrueBefore ? TRUE : FALSE }) - 1;
    return () => this.#now[i]!;
  }

  get start(): number[] {
    return this.#cells.map(({ start }) => start);
  }

  /** Its truth at a tick, and what is kept of that. */
  step(before: ArrayLike<number>, now: Frame): { readonly truth: number; readonly kept: number[] } {
    const kept = this.#cells.map(({ op, x, y }, i) => {
      const at = x(now), prior = before[i]!;
      this.#now[i] = after(op, prior, at, op === "since" ? y(now) : at);
      return op === "previous" || op === "rise" || op === "fall" ? at : this.#now[i]!;
    });
    return { truth: this.#formula(now), kept };
  }
}

function after(op: TemporalIr["op"], before: number, x: number, y: number): number {
  switch (op) {
    case "once": return Math.max(before, x);
    case "historically": return Math.min(before, x);
    case "since": return Math.max(y, Math.min(x, before));
    case "previous": return before;
    case "rise": return Math.min(x, 2 - before);
    case "fall": return Math.min(2 - x, before);
    default: throw new Error(`unverified IR: ${op} in a claim`);
  }
}
