import { clamp } from "./arith.ts";
import type { Session } from "./session.ts";
import { ALPHA, H, LEAST } from "./table.ts";
import type { BarrierRow, Table } from "./table.ts";

const RAISES = 4;

/** Moves `u`, inside its box, to the nearest action that keeps the barrier; false when there is none. */
export function raise(table: Table, s: Session, row: BarrierRow): boolean {
  const { actions } = table;
  row.now(s.x, s.u, s.last, s.mem, s.out);
  const h = s.out[H]!;
  const kept = (1 - s.out[ALPHA]! * table.seconds) * h;
  for (let i = 0; i < actions.length; i++) {
    s.gains[i] = 0;
    s.u0[i] = s.u[i]!;
  }
  row.gains(s.x, s.u, s.last, s.mem, s.gains);
  for (let i = 0; i < actions.length; i++) if (s.gains[i]! !== s.gains[i]!) return false;
  row.next(s.x, s.x, s.u, s.u, s.last, s.mem, s.out);
  let spare = s.out[LEAST]! - kept;
  if (spare !== spare) return false;
  let need = -spare;
  for (let raises = 0; spare < 0 && raises < RAISES; raises++) {
    // Rounding left it a hair outside: aim a hair inside.
    if (raises > 0) need = need * (1 + 1e-12) + 1e-12 * (1 + Math.abs(h));
    s.out[0] = need;
    if (!reach(table, s)) return false;
    row.next(s.x, s.x, s.u, s.u, s.last, s.mem, s.out);
    spare = s.out[LEAST]! - kept;
  }
  return true;
}

/** From `u0`, the nearest point of the box that gains `out[0]`: slots that reach their end stay there, the others share the rest. */
function reach(table: Table, s: Session): boolean {
  const { actions } = table;
  const n = actions.length;
  let need = s.out[0]!;
  for (let i = 0; i < n; i++) {
    const row = actions[i]!;
    s.free[i] = row.kind === "num" && !row.integer && s.gains[i]! !== 0 ? 1 : 0;
    s.u[i] = s.u0[i]!;
  }
  while (true) {
    let count = 0;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      if (s.free[i] !== 1) continue;
      count++;
      const scaled = s.gains[i]! * actions[i]!.width;
      sum += scaled * scaled;
    }
    if (count === 0) return false;
    let over = false;
    for (let i = 0; i < n; i++) {
      if (s.free[i] !== 1) continue;
      const w = actions[i]!.width;
      const step = count === 1 ? need / s.gains[i]! : (need / sum) * (s.gains[i]! * w * w);
      s.step[i] = step;
      if (beyond(s, i)) over = true;
    }
    for (let i = 0; i < n; i++) {
      if (s.free[i] !== 1) continue;
      if (!over) s.u[i] = clamp(s.u0[i]! + s.step[i]!, s.low[i]!, s.high[i]!);
      else if (beyond(s, i)) {
        s.u[i] = s.step[i]! > 0 ? s.high[i]! : s.low[i]!;
        need -= s.gains[i]! * (s.u[i]! - s.u0[i]!);
        s.free[i] = 0;
      }
    }
    if (!over || !(need > 0)) return true;
  }
}

function beyond(s: Session, i: number): boolean {
  const step = s.step[i]!;
  const aim = s.u0[i]! + step;
  return (step > 0 && aim > s.high[i]!) || (step < 0 && aim < s.low[i]!);
}
