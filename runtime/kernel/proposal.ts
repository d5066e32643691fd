import { clamp } from "./arith.ts";
import type { Session } from "./session.ts";
import { Status } from "./status.ts";
import type { ActionRow, ProposerRow, Table } from "./table.ts";

/** Puts proposer p's proposal into `u`; what is wrong with it, or `acted` when nothing is. */
export function propose(table: Table, s: Session, row: ProposerRow): number {
  const { offer } = row;
  if (offer !== null) {
    const present = s.io[offer.present]!;
    if (present !== 1) return present === 2 ? Status.misshapen : Status.absent;
    const age = s.io[offer.age]!;
    if (row.within !== null && !(age >= 0 && age <= row.within)) return Status.late;
  }
  fill(table, s, row);
  for (let i = 0; i < row.gives.length; i++) if (!finite(s.u[row.gives[i]!]!)) return Status.notFinite;
  for (let i = 0; i < row.gives.length; i++) if (!fits(table.actions[row.gives[i]!]!, s.u[row.gives[i]!]!)) return Status.outOfRange;
  return Status.acted;
}

/** The last proposer's action: always one inside the declared ranges. */
export function resort(table: Table, s: Session, row: ProposerRow): void {
  fill(table, s, row);
  for (let i = 0; i < table.actions.length; i++) {
    const action = table.actions[i]!;
    const value = s.u[i]!;
    if (!isMember(action, value)) s.u[i] = action.default;
    else if (action.kind !== "bool") s.u[i] = clamp(value, action.low, action.high);
  }
}

/** What the proposer gives, and the default of every other slot. */
function fill(table: Table, s: Session, row: ProposerRow): void {
  const { actions } = table;
  for (let i = 0; i < actions.length; i++) s.u[i] = actions[i]!.default;
  if (row.propose !== null) row.propose(s.x, s.u, s.last, s.mem, s.u);
  else for (let i = 0; i < row.gives.length; i++) s.u[row.gives[i]!] = s.io[row.offer!.action + row.gives[i]!]!;
}

export function finite(value: number): boolean {
  return value - value === 0;
}

export function fits(row: ActionRow, value: number): boolean {
  return isMember(row, value) && (row.kind === "bool" || (value >= row.low && value <= row.high));
}

/** Is it a value of the slot's kind, wherever its range ends? */
function isMember(row: ActionRow, value: number): boolean {
  if (row.kind === "bool") return value === 0 || value === 2;
  return finite(value) && (row.kind === "num" && !row.integer ? true : value === Math.floor(value));
}
