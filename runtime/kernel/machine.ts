import type { Session } from "./session.ts";
import type { Inside, MachineRow, MayRow, Table, Vec } from "./table.ts";
import { TRUE } from "./tri.ts";

const NONE = -1;

export function resetMachine({ machine }: MachineRow, t: Vec): void {
  const { places, start, starts } = machine;
  t.fill(0);
  t[places.state] = start;
  t[places.from] = NONE;
  t[places.doing] = NONE;
  t.set(starts, places.entries);
  t.set(starts, places.saved);
}

/** Steps the machine with the observation at hand: in which state it is, and so who may act. */
export function stepMachine(table: Table, s: Session): void {
  const { machine } = table.machine!;
  const { places, states } = machine;
  const t = s.machine!;
  const sample = s.io[table.places.tick]!;
  const state = states[t[places.state]!]!;
  if (sample === 0) {
    run(s, state.entry);
    return count(table, s);
  }
  t[places.doing] = NONE;
  run(s, state.sample);
  let late = NONE;
  let met = true;
  for (let i = 0; i < state.ensures.length; i++) {
    const { value, ticks } = state.ensures[i]!;
    if (t[places.met + i] !== 1 && isTrue(s, value)) t[places.met + i] = 1;
    if (t[places.met + i] === 1) continue;
    met = false;
    if (late === NONE && sample - t[places.since]! > ticks) late = i;
  }
  if (late !== NONE) return rollBack(table, s, state.ensures[late]!.doing, sample);
  let taken = NONE;
  for (let i = 0; i < state.go.length; i++) {
    const { when, ticks } = state.go[i]!;
    const lasted = isTrue(s, when) ? t[places.run + i]! + 1 : 0;
    t[places.run + i] = lasted;
    if (met && taken === NONE && lasted >= ticks + 1) taken = i;
  }
  if (taken !== NONE) go(table, s, state.go[taken]!.to, sample);
}

/** Its own entries are as they were, and one controller may make good what was done. */
function rollBack(table: Table, s: Session, doing: number, sample: number): void {
  const { places, start } = table.machine!.machine;
  const t = s.machine!;
  t.copyWithin(places.entries, places.saved, places.size);
  t[places.doing] = doing;
  t[places.state] = t[places.from] === NONE ? start : t[places.from]!;
  t[places.from] = NONE;
  t[places.since] = sample;
  t.fill(1, places.met, places.run);
  count(table, s);
}

function go(table: Table, s: Session, to: number, sample: number): void {
  const { places, states } = table.machine!.machine;
  const t = s.machine!;
  run(s, states[t[places.state]!]!.exit);
  t.copyWithin(places.saved, places.entries, places.saved);
  t[places.from] = t[places.state]!;
  t[places.state] = to;
  t[places.since] = sample;
  t.fill(0, places.met, places.run);
  run(s, states[to]!.entry);
  count(table, s);
}

/** On entering: each `go` may be true already. */
function count(table: Table, s: Session): void {
  const { places, states } = table.machine!.machine;
  const t = s.machine!;
  const ways = states[t[places.state]!]!.go;
  t.fill(0, places.run, places.entries);
  for (let i = 0; i < ways.length; i++) if (isTrue(s, ways[i]!.when)) t[places.run + i] = 1;
}

/** Who may act at this sample; null where no machine is followed. */
export function mayAct(table: Table, s: Session): MayRow | null {
  if (table.machine === null) return null;
  const { machine, states, doing } = table.machine;
  const t = s.machine!;
  const compensating = t[machine.places.doing]!;
  return compensating >= 0 ? doing[compensating]! : states[t[machine.places.state]!]!;
}

function run({ x, last, mem, machine }: Session, sets: Inside<void> | null): void {
  if (sets !== null) sets(machine!, x, last, mem);
}

function isTrue({ x, last, mem, machine }: Session, condition: Inside<number>): boolean {
  return condition(machine!, x, last, mem) === TRUE;
}
