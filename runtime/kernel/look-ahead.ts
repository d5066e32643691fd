import { clamp } from "./arith.ts";
import { infinity, nan } from "./number.ts";
import type { Box, Session } from "./session.ts";
import { FALSE, TRUE } from "./tri.ts";
import type { Tri } from "./tri.ts";
import { LEAST } from "./table.ts";
import type { ForeseeRow, Table, Vec } from "./table.ts";

/** The interval of states one sample after `from` under an interval of actions, clipped to the declared ranges. */
export function advance(table: Table, s: Session, fromLo: Vec, fromHi: Vec, u_lo: Vec, u_hi: Vec, to: Box): void {
  const { obs } = table;
  for (let i = 0; i < obs.length; i++) to.lo[i] = to.hi[i] = obs[i]!.kind === "bool" ? 1 : nan();
  table.next!(fromLo, fromHi, u_lo, u_hi, s.last, s.mem, to.lo, to.hi);
  for (let i = 0; i < obs.length; i++) {
    const row = obs[i]!;
    if (row.kind === "bool") continue;
    to.lo[i] = clamp(to.lo[i]!, row.low, row.high);
    to.hi[i] = clamp(to.hi[i]!, row.low, row.high);
  }
}

/**
 * Rolls the backup forward from the state after the proposed step; the margin goes to `out[LEAST]`. Not only up to `until`, where
 * the world may still be moving, but until the margin falls no more.
 */
export function foresee(table: Table, s: Session, row: ForeseeRow): Tri {
  const { lo: u_lo, hi: u_hi } = s.backup;
  let here = s.next;
  let least = infinity();
  let reached = false;
  let wasInside = false;
  let before = nan();
  let verdict: Tri = TRUE;
  for (let k = 0; k <= row.steps; k++) {
    let margin = nan();
    if (row.margin !== null) {
      row.margin(here.lo, here.hi, u_lo, u_hi, s.last, s.mem, s.out);
      margin = s.out[LEAST]!;
      least = Math.min(least, margin);
    }
    const kept = row.body(here.lo, here.hi, u_lo, u_hi, s.last, s.mem);
    if (kept !== TRUE) {
      verdict = kept;
      break;
    }
    const inside = row.until(here.lo, here.hi, u_lo, u_hi, s.last, s.mem) === TRUE;
    if (inside) {
      reached = true;
      if (wasInside && margin >= before) break;
    }
    wasInside = inside;
    before = margin;
    const there = here === s.here ? s.there : s.here;
    act(table, s, row, here);
    advance(table, s, here.lo, here.hi, u_lo, u_hi, there);
    if (atRest(table, here, there)) break;
    here = there;
  }
  s.out[LEAST] = row.margin === null ? nan() : least;
  return verdict === TRUE && !reached ? FALSE : verdict;
}

/** Nothing will change any more; unknown stays unknown. */
function atRest(table: Table, before: Box, after: Box): boolean {
  for (let i = 0; i < table.obs.length; i++) {
    if (!same(before.lo[i]!, after.lo[i]!) || !same(before.hi[i]!, after.hi[i]!)) return false;
  }
  return true;
}

function same(a: number, b: number): boolean {
  return a === b || (a !== a && b !== b);
}

/** The backup's action over a box of states. */
function act(table: Table, s: Session, row: ForeseeRow, here: Box): void {
  const { actions } = table;
  const { lo, hi } = s.backup;
  for (let i = 0; i < actions.length; i++) lo[i] = hi[i] = actions[i]!.default;
  row.backup(here.lo, here.hi, lo, hi, s.last, s.mem, lo, hi);
  for (let i = 0; i < actions.length; i++) {
    const one = actions[i]!;
    if (one.kind === "bool") continue;
    lo[i] = clamp(lo[i]!, one.low, one.high);
    hi[i] = clamp(hi[i]!, one.low, one.high);
  }
}
