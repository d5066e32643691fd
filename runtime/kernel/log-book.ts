import { field, type Json } from "./json.ts";
import { CALLED, RETURNED, SUCCEEDED, type Home, type Keeps, type Kind, type Log, type LogEvent } from "./log.ts";
import { drop, strand, takeBack } from "./strand.ts";

const home = (tool: string): Home => ({ tool, strands: [strand(), strand(), strand()] });

export function openLog(keeps: Keeps): Log {
  const names = new Map(keeps.args.map((name, at) => [name, at]));
  return {
    base: 0, first: 0, ids: [], kinds: [], homes: [], times: [], turns: [], results: [], columns: keeps.args.map(() => []), names, lost: null,
    all: home("anything"), tools: new Map(), keeps,
  };
}

interface Entry {
  readonly id: number;
  readonly kind: Kind;
  readonly tool: string;
  readonly values: readonly Json[];
  readonly result: Json;
  readonly time: number;
  readonly turn: number;
}

/** Keeps an event, with as much of it as is ever asked for. */
export function note(log: Log, { id, kind, tool, args, result, ok, time, turn }: LogEvent): void {
  const { results } = log.keeps;
  const isRead = ok && (results === null || results.includes(tool));
  append(log, { id, kind: kind === "call" ? CALLED : ok ? SUCCEEDED : RETURNED, tool, values: valuesOf(log, args), result: isRead ? result : null, time, turn });
}

/** The call that is judged stands last, as if it were granted, until it is popped. */
export function stand(log: Log, tool: string, args: Json, time: number, turn: number): void {
  append(log, { id: Infinity, kind: CALLED, tool, values: valuesOf(log, args), result: null, time, turn });
}

/** Lists and records are never compared nor added up. */
function valuesOf({ keeps }: Log, args: Json): readonly Json[] {
  return keeps.args.map((name) => {
    const value = field(args, name);
    return typeof value === "object" ? null : value;
  });
}

function append(log: Log, { id, kind, tool, values, result, time, turn }: Entry): void {
  let its = log.tools.get(tool);
  if (its === undefined) log.tools.set(tool, (its = home(tool)));
  const place = log.base + log.ids.length;
  log.ids.push(id);
  log.kinds.push(kind);
  log.homes.push(its);
  log.times.push(time);
  log.turns.push(turn);
  log.results.push(result);
  for (let i = 0; i < values.length; i++) log.columns[i]!.push(values[i]);
  for (const { strands } of [its, log.all]) {
    strands[kind === CALLED ? CALLED : RETURNED].places.push(place);
    if (kind === SUCCEEDED) strands[SUCCEEDED].places.push(place);
  }
}

/** Takes the newest event back. */
export function pop(log: Log): void {
  const [kind, { strands }] = [log.kinds.pop()!, log.homes.pop()!];
  for (const its of [strands, log.all.strands]) {
    takeBack(log, its[kind === CALLED ? CALLED : RETURNED]);
    if (kind === SUCCEEDED) takeBack(log, its[SUCCEEDED]);
  }
  for (const column of log.columns) column.pop();
  log.results.pop();
  log.turns.pop();
  log.times.pop();
  log.ids.pop();
}

/** Keeps the newest `capacity` events. */
export function keep(log: Log, capacity: number): void {
  for (let over = log.base + log.ids.length - log.first - capacity; over > 0; over--) dropOldest(log);
}

/** How many dropped events are carried along before their room is given back. */
const SLACK = 1000;

function dropOldest(log: Log): void {
  const i = log.first - log.base;
  const [kind, its] = [log.kinds[i]!, log.homes[i]!];
  for (const { strands } of [its, log.all]) {
    drop(log, strands[kind === CALLED ? CALLED : RETURNED]);
    if (kind === SUCCEEDED) drop(log, strands[SUCCEEDED]);
  }
  log.lost = { id: log.ids[i]!, time: log.times[i]! };
  log.results[i] = null;
  log.first++;
  if (i + 1 < SLACK || 2 * (i + 1) < log.ids.length) return;
  for (const list of [log.ids, log.kinds, log.homes, log.times, log.turns, log.results, ...log.columns]) list.splice(0, i + 1);
  log.base = log.first;
}

/** Takes an event out, as if it had never been: the later ones move up. */
export function retract(log: Log, id: number): void {
  const at = log.ids.lastIndexOf(id);
  if (at < log.first - log.base) return;
  const later: Entry[] = [];
  while (log.ids.length > at) {
    later.push(newest(log));
    pop(log);
  }
  for (const entry of later.reverse()) if (entry.id !== id) append(log, entry);
}

function newest({ ids, kinds, homes, times, turns, results, columns }: Log): Entry {
  const i = ids.length - 1;
  return { id: ids[i]!, kind: kinds[i]!, tool: homes[i]!.tool, values: columns.map((column) => column[i]), result: results[i], time: times[i]!, turn: turns[i]! };
}
