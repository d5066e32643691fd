import type { EnvIr, Ir, ProgramIr } from "../../compiler/ir/ir.ts";
import type { Box } from "./box.ts";
import { spans, type Spread } from "./intervals.ts";
import type { Closure, Frame, Scope } from "./scope.ts";
import type { Span } from "./spans.ts";

/** A solved action in its moment: what was seen, what would be done, what may come of it. */
export interface Moment {
  /** No action is known in it. */
  readonly now: Frame;
  readonly proposed: Frame;
  readonly box: Box;
  /** The spread of next states, clipped; the action is unknown in it. */
  readonly next: Spread;
}

export interface Judgement {
  readonly verdict: number;
  readonly margin: number;
}

export type Judge = (moment: Moment) => Judgement;

export interface Compilers {
  readonly program: ProgramIr;
  readonly env: EnvIr;
  readonly scope: Scope<Frame>;
  readonly spreadScope: Scope<Spread>;
  readonly transition: Closure<Spread, Span[]>;
}

/** The least the margin may be somewhere in a spread; NaN without one. */
export function lowestMargin(ir: Ir | null, scope: Scope<Spread>): Closure<Spread, number> {
  if (ir === null) return () => NaN;
  const margin = spans(ir, scope);
  return (spread) => margin(spread).lo;
}
