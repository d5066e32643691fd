import { clamp } from "./arith.ts";
import { raise } from "./raise.ts";
import type { Session } from "./session.ts";
import { HIGH, LOW, RATE } from "./table.ts";
import type { Table } from "./table.ts";

/** Moves `u` to the nearest action under limits, rates and the first barrier; false when there is none. */
export function solve(table: Table, s: Session): boolean {
  if (!limits(table, s) || !rates(table, s) || !clip(table, s)) return false;
  return s.barrier === null || raise(table, s, s.barrier);
}

function limits(table: Table, s: Session): boolean {
  const { actions, conditions } = table;
  for (let i = 0; i < actions.length; i++) {
    s.low[i] = actions[i]!.low;
    s.high[i] = actions[i]!.high;
  }
  for (let c = 0; c < conditions.length; c++) {
    const row = conditions[c]!;
    if (row.kind !== "limit") continue;
    row.write(s.x, s.u, s.last, s.mem, s.out);
    const low = s.out[LOW]!;
    const high = s.out[HIGH]!;
    if (low !== low || high !== high) return false;
    s.bounds[2 * c] = low;
    s.bounds[2 * c + 1] = high;
    s.low[row.slot] = Math.max(s.low[row.slot]!, low);
    s.high[row.slot] = Math.min(s.high[row.slot]!, high);
  }
  for (let i = 0; i < actions.length; i++) s.prev[i] = clamp(s.last[i]!, s.low[i]!, s.high[i]!);
  return true;
}

function rates(table: Table, s: Session): boolean {
  const { conditions } = table;
  for (let c = 0; c < conditions.length; c++) {
    const row = conditions[c]!;
    if (row.kind !== "rate") continue;
    row.write(s.x, s.u, s.last, s.mem, s.out);
    const rate = s.out[RATE]!;
    if (!(rate >= 0)) return false;
    const low = s.prev[row.slot]! - rate * table.seconds;
    const high = s.prev[row.slot]! + rate * table.seconds;
    s.bounds[2 * c] = low;
    s.bounds[2 * c + 1] = high;
    s.low[row.slot] = Math.max(s.low[row.slot]!, low);
    s.high[row.slot] = Math.min(s.high[row.slot]!, high);
  }
  return true;
}

function clip(table: Table, s: Session): boolean {
  const { actions } = table;
  for (let i = 0; i < actions.length; i++) {
    const row = actions[i]!;
    if (row.kind !== "num") continue;
    if (row.integer) {
      s.low[i] = Math.ceil(s.low[i]!);
      s.high[i] = Math.floor(s.high[i]!);
    }
    if (!(s.low[i]! <= s.high[i]!)) return false;
    s.u[i] = clamp(s.u[i]!, s.low[i]!, s.high[i]!);
  }
  return true;
}
