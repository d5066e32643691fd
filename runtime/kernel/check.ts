import { and } from "./tri.ts";
import { ge, le } from "./compare.ts";
import { lookAtAction, lookAtNext, verdictOf } from "./guard-monitors.ts";
import type { Monitor } from "./monitor.ts";
import { nan } from "./number.ts";
import { advance, foresee } from "./look-ahead.ts";
import type { Session } from "./session.ts";
import { ALPHA, H, LEAST } from "./table.ts";
import type { ConditionRow, Table } from "./table.ts";
import { TRUE } from "./tri.ts";
import type { Tri } from "./tri.ts";

/** Judges the solved action by every condition; records verdicts and margins of proposer p; whether all are definitely true. */
export function check(table: Table, s: Session, p: number): boolean {
  const { conditions, places } = table;
  const n = conditions.length;
  if (table.next !== null) advance(table, s, s.x, s.x, s.u, s.u, s.next);
  lookAtNext(s);
  lookAtAction(table, s);
  let passed = true;
  for (let c = 0; c < n; c++) {
    const verdict = judge(table, s, c, conditions[c]!);
    s.io[places.verdicts + p * n + c] = verdict;
    s.io[places.margins + p * n + c] = s.out[LEAST]!;
    if (verdict !== TRUE) passed = false;
  }
  return passed;
}

/** One condition's verdict; its margin goes to `out[LEAST]`. */
function judge(table: Table, s: Session, c: number, row: ConditionRow): Tri {
  switch (row.kind) {
    case "limit":
    case "rate": {
      const u = s.u[row.slot]!;
      const low = s.bounds[2 * c]!;
      const high = s.bounds[2 * c + 1]!;
      s.out[LEAST] = Math.min(u - low, high - u);
      return and(le(low, u), le(u, high));
    }
    case "require":
      s.out[LEAST] = NaN;
      if (row.asked !== null) {
        s.out[LEAST] = settled(s.monitors.judged!, row.asked.robust);
        return verdictOf(s.monitors.judged!, row.asked.truth);
      }
      if (row.margin !== null) row.margin(s.x, s.u, s.last, s.mem, s.out);
      return row.value!(s.x, s.u, s.last, s.mem);
    case "barrier": {
      row.now(s.x, s.u, s.last, s.mem, s.out);
      const kept = (1 - s.out[ALPHA]! * table.seconds) * s.out[H]!;
      row.after(s.next.lo, s.next.hi, s.u, s.u, s.last, s.mem, s.out);
      const spare = s.out[LEAST]! - kept;
      s.out[LEAST] = spare;
      return ge(spare, 0);
    }
    case "keep":
      s.out[LEAST] = NaN;
      if (row.asked !== null) {
        s.out[LEAST] = s.monitors.kept!.lo[row.asked.robust]!;
        return verdictOf(s.monitors.kept!, row.asked.truth);
      }
      if (row.margin !== null) row.margin(s.next.lo, s.next.hi, s.u, s.u, s.last, s.mem, s.out);
      return row.body!(s.next.lo, s.next.hi, s.u, s.u, s.last, s.mem);
    case "foresee":
      return foresee(table, s, row);
  }
}

/** A number where nothing unknown could change it. */
function settled({ lo, hi }: Monitor, row: number): number {
  return lo[row] === hi[row] ? lo[row]! : nan();
}
