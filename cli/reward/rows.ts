import type { RewardFeedback, SignalFeedback } from "../../runtime/rewards/feedback/results.ts";
import { RIGHT, WIDTH } from "../run/style.ts";

/** More terms are named, not drawn. */
const MOST = 14;
const ROW = 26;
export const NAMES = 190;
/** Where the correlations begin. */
export const RELATIONS = 540;
export const TABLE = 210;

/** The terms that are drawn in rows, the largest first kept but all in the order of the source; and the total under them. */
export interface Rows {
  readonly terms: readonly SignalFeedback[];
  readonly all: readonly SignalFeedback[];
  readonly absent: readonly string[];
  readonly height: number;
}

export function rowsOf({ terms, total }: RewardFeedback): Rows {
  const ranked = [...terms].sort((a, b) => (b.share ?? 0) - (a.share ?? 0));
  const kept = new Set(ranked.slice(0, MOST));
  const shown = terms.filter((term) => kept.has(term));
  return { terms: shown, all: [...shown, total], absent: ranked.slice(MOST).map(({ name }) => name), height: ROW * (shown.length + 1) };
}

/** Pixels that one column of correlations takes. */
export function columnWidth({ terms }: Rows): number {
  return Math.min(46, (WIDTH - RIGHT - RELATIONS) / (terms.length + 1));
}
