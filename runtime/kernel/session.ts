import { openMonitors } from "./guard-monitors.ts";
import type { Monitors } from "./guard-monitors.ts";
import type { BarrierRow, Table, Vec } from "./table.ts";
import { openTree } from "./tree-proposal.ts";
import type { TreeOfSession } from "./tree-proposal.ts";

/** One session's buffer in views, and room for every intermediate result: a step allocates nothing. */
export interface Session {
  /** The one that is solved for; further barriers are only checked. */
  readonly barrier: BarrierRow | null;
  readonly io: Vec;
  readonly monitors: Monitors;
  readonly x: Vec;
  readonly last: Vec;
  readonly mem: Vec;
  /** The action at hand: proposed, then solved. */
  readonly u: Vec;
  readonly u0: Vec;
  /** Where the action may lie. */
  readonly low: Vec;
  readonly high: Vec;
  /** The last action, clipped into range and limits. */
  readonly prev: Vec;
  readonly gains: Vec;
  /** 1 while the barrier may still move the slot. */
  readonly free: Vec;
  readonly step: Vec;
  /** Low and high of limit or rate, by condition. */
  readonly bounds: Vec;
  readonly out: Vec;
  /** The state after the proposed step, and two more to roll out in. */
  readonly next: Box;
  readonly here: Box;
  readonly there: Box;
  readonly backup: Box;
  /** By proposer; null for all but trees. */
  readonly trees: readonly (TreeOfSession | null)[];
  /** The stretch of the machine that is followed. */
  readonly machine: Vec | null;
}

export interface Box {
  readonly lo: Vec;
  readonly hi: Vec;
}

export function openSession(table: Table, io: Vec): Session {
  const { places } = table;
  const acts = table.actions.length;
  const obs = table.obs.length;
  const view = (at: number, length: number): Vec => io.subarray(at, at + length);
  const box = (length: number): Box => ({ lo: new Float64Array(length), hi: new Float64Array(length) });
  const [x, last, mem] = [view(places.obs, obs), view(places.last, acts), view(places.memory, table.memories + (table.monitors.now?.asked.length ?? 0))];
  return {
    barrier: table.conditions.find((row) => row.kind === "barrier") ?? null,
    io,
    monitors: openMonitors(table, io),
    x,
    last,
    mem,
    u: new Float64Array(acts),
    u0: new Float64Array(acts),
    low: new Float64Array(acts),
    high: new Float64Array(acts),
    prev: new Float64Array(acts),
    gains: new Float64Array(acts),
    free: new Float64Array(acts),
    step: new Float64Array(acts),
    bounds: new Float64Array(2 * table.conditions.length),
    out: new Float64Array(Math.max(2, acts, table.memories)),
    next: box(obs),
    here: box(obs),
    there: box(obs),
    backup: box(acts),
    trees: table.proposers.map(({ tree }) => (tree === null ? null : openTree(tree, io, x, last, mem))),
    machine: table.machine === null ? null : view(table.machine.place, table.machine.machine.places.size),
  };
}
