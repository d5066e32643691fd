import { check } from "./check.ts";
import { applied, observe, resetMonitors } from "./guard-monitors.ts";
import { mayAct, resetMachine, stepMachine } from "./machine.ts";
import { nan } from "./number.ts";
import { propose, resort } from "./proposal.ts";
import { openSession } from "./session.ts";
import type { Session } from "./session.ts";
import { solve } from "./solve.ts";
import { Status } from "./status.ts";
import type { ProposerRow, Table, Vec, Write } from "./table.ts";
import { proposeTree, resetTree, settleTree } from "./tree-proposal.ts";
import { TRUE } from "./tri.ts";

export interface SampledGuard {
  reset(): void;
  step(): void;
}

/** A guard over one session's buffer: all it knows is there. */
export function sampled(table: Table, io: Vec): SampledGuard {
  const s = openSession(table, io);
  return { reset: () => reset(table, s), step: () => step(table, s) };
}

function reset(table: Table, s: Session): void {
  const { places, actions } = table;
  s.io[places.tick] = 0;
  s.io[places.holder] = -1;
  s.io[places.run] = 0;
  for (let i = 0; i < actions.length; i++) s.last[i] = actions[i]!.default;
  if (table.start !== null) memorise(table, s, table.start);
  s.mem.fill(0, table.memories);
  resetMonitors(s.monitors);
  for (let p = 0; p < s.trees.length; p++) if (s.trees[p] !== null) resetTree(table.proposers[p]!.tree!, s.trees[p]!);
  if (table.machine !== null) resetMachine(table.machine, s.machine!);
}

function step(table: Table, s: Session): void {
  const { io } = s;
  const { places, proposers } = table;
  const valid = io[places.valid] === 1;
  if (!valid) forget(table, s);
  if (io[places.tick]! > 0 && table.remember !== null) memorise(table, s, table.remember);
  observe(table, s);
  if (table.machine !== null) stepMachine(table, s);
  recover(table, s);
  clear(table, s);
  const last = proposers.length - 1;
  let acting = last;
  if (valid) {
    // A whole number to V8 too: an index that is a double is allocated where it is handed on.
    const from = Math.max(0, io[places.holder]! | 0);
    for (let p = 0; p < from; p++) io[places.status + p] = Status.held;
    for (acting = from; acting < last; acting++) {
      const became = ask(table, s, acting, proposers[acting]!);
      io[places.status + acting] = became;
      if (became === Status.acted) break;
    }
  }
  if (acting === last) {
    resort(table, s, proposers[last]!);
    io[places.status + last] = Status.acted;
  }
  settle(table, s, acting);
  commit(table, s, acting);
}

/** Trees that do not act halt. */
function settle(table: Table, s: Session, acting: number): void {
  for (let p = 0; p < s.trees.length; p++) {
    const tree = s.trees[p]!;
    if (tree === null) continue;
    const became = s.io[table.places.status + p]!;
    settleTree(table.proposers[p]!.tree!, tree, became !== Status.notAsked && became !== Status.held && became !== Status.whenNotTrue, p === acting);
  }
}

/** All memories at once: each is computed from the old ones. */
function memorise(table: Table, s: Session, write: Write): void {
  write(s.x, s.u, s.last, s.mem, s.out);
  for (let i = 0; i < table.memories; i++) s.mem[i] = s.out[i]!;
}

/** On an invalid observation nothing is known. */
function forget(table: Table, s: Session): void {
  for (let i = 0; i < table.obs.length; i++) s.x[i] = table.obs[i]!.kind === "bool" ? 1 : nan();
}

/** Ends a hold whose condition has been true for long enough. */
function recover(table: Table, s: Session): void {
  const { io } = s;
  const { places } = table;
  const holder = io[places.holder]! | 0;
  if (holder < 0) return;
  const row = table.proposers[holder]!;
  const run = holdsNow(s, row) ? io[places.run]! + 1 : 0;
  const recovered = run >= row.ticks + 1;
  io[places.run] = recovered ? 0 : run;
  if (recovered) io[places.holder] = -1;
}

function holdsNow(s: Session, row: ProposerRow): boolean {
  return row.until!(s.x, s.u, s.last, s.mem) === TRUE;
}

function clear(table: Table, s: Session): void {
  const { places } = table;
  const cells = table.proposers.length * table.conditions.length;
  for (let i = 0; i < table.proposers.length; i++) s.io[places.status + i] = Status.notAsked;
  for (let i = 0; i < cells; i++) {
    s.io[places.verdicts + i] = -1;
    s.io[places.margins + i] = NaN;
  }
}

function ask(table: Table, s: Session, p: number, row: ProposerRow): number {
  const may = mayAct(table, s);
  if (may !== null && !may.proposers[p]!) return Status.notInState;
  if (row.when !== null && row.when(s.x, s.u, s.last, s.mem) !== TRUE) return Status.whenNotTrue;
  const became = row.tree === null ? propose(table, s, row) : proposeTree(table, s, row, s.trees[p]!, may === null ? null : may.sources[p]!);
  if (became !== Status.acted) return became;
  if (!solve(table, s)) return Status.infeasible;
  return check(table, s, p) ? Status.acted : Status.refused;
}

function commit(table: Table, s: Session, acting: number): void {
  const { io } = s;
  const { places, actions } = table;
  const row = table.proposers[acting]!;
  io[places.acting] = acting;
  const started = row.until !== null && io[places.holder] !== acting;
  // The hold's condition reads the last action as it was before this one.
  const run = started && holdsNow(s, row) ? 1 : 0;
  applied(table, s);
  for (let i = 0; i < actions.length; i++) {
    io[places.action + i] = s.u[i]!;
    s.last[i] = s.u[i]!;
  }
  if (started || row.until === null) {
    io[places.holder] = row.until === null ? -1 : acting;
    io[places.run] = run;
  }
  io[places.tick] = io[places.tick]! + 1;
}
