import { fits, finite } from "./proposal.ts";
import type { Session } from "./session.ts";
import { Status } from "./status.ts";
import type { ProposerRow, Table, TreeRow, Vec } from "./table.ts";
import type { TreeRun } from "./tree.ts";

/** A tree in a session: its own stretch of the buffer, and what that was before this step. */
export interface TreeOfSession {
  readonly t: Vec;
  readonly before: Vec;
  readonly run: TreeRun;
}

export function openTree({ place, size, open }: TreeRow, io: Vec, x: Vec, last: Vec, mem: Vec): TreeOfSession {
  const t = io.subarray(place, place + size);
  return { t, before: new Float64Array(size), run: open(t, x, last, mem) };
}

export function resetTree({ may, sources }: TreeRow, { t, run }: TreeOfSession): void {
  run.reset();
  for (let i = 0; i < sources; i++) t[may + i] = 1;
}

/** Ticks the tree and puts what its active leaves give into `u`. `lets`: which sources may act; null: all. */
export function proposeTree(table: Table, s: Session, row: ProposerRow, { t, before, run }: TreeOfSession, lets: readonly boolean[] | null): number {
  const { sample, may, sources, offers, gives, action } = row.tree!;
  before.set(t);
  t[sample] = s.io[table.places.tick]!;
  for (let i = 0; i < sources; i++) t[may + i] = lets === null || lets[i]! ? 1 : 0;
  for (let i = 0; i < offers.length; i++) {
    const { present, age } = offers[i]!;
    if (row.within !== null && !(t[age]! >= 0 && t[age]! <= row.within)) t[present] = 0;
  }
  run.expire();
  run.tick();
  let given = 0;
  for (let i = 0; i < table.actions.length; i++) {
    const has = t[gives + i] === 1;
    given += has ? 1 : 0;
    s.u[i] = has ? t[action + i]! : table.actions[i]!.default;
  }
  if (given === 0) return Status.absent;
  for (let i = 0; i < table.actions.length; i++) if (t[gives + i] === 1 && !finite(s.u[i]!)) return Status.notFinite;
  for (let i = 0; i < table.actions.length; i++) if (t[gives + i] === 1 && !fits(table.actions[i]!, s.u[i]!)) return Status.outOfRange;
  return Status.acted;
}

/** After the step: what a tick changed stays only where its proposal acts; otherwise nothing of the tree runs on. */
export function settleTree(row: TreeRow, { t, before, run }: TreeOfSession, asked: boolean, acts: boolean): void {
  if (acts) return;
  if (asked) t.set(before);
  if (t[row.root] !== 0) run.halt();
}
