import type { Json } from "./json.ts";
import { CALLED, SUCCEEDED, TURN, type AtEvent, type Kind, type Log, type Wanted } from "./log.ts";
import { columnOf, NONE, ofTurn, sumOf, told, type Strand } from "./strand.ts";
import { and, FALSE, or, TRUE, UNKNOWN } from "./tri.ts";
import type { Tri } from "./tri.ts";

// What rules ask about the log. `k` is the place of the event at which it is asked; a window ends `low` seconds before that event
// and begins `high` before it, both ends in it.

export function time_of(log: Log, k: number): number {
  return log.times[k - log.base]!;
}

export function called(log: Log, k: number, tool: string | null): Tri {
  return log.kinds[k - log.base] === CALLED && isOf(log, k, tool) ? TRUE : FALSE;
}

export function returned(log: Log, k: number, tool: string | null): Tri {
  return log.kinds[k - log.base] !== CALLED && isOf(log, k, tool) ? TRUE : FALSE;
}

function isOf(log: Log, k: number, tool: string | null): boolean {
  return tool === null || log.homes[k - log.base]!.tool === tool;
}

export function argument(log: Log, k: number, name: string): Json {
  return columnOf(log, name)[k - log.base];
}

/** Whether event j is in the window: 1 if it and all before it are before the window, -1 if it is not in it. */
function side(log: Log, k: number, j: number, low: number, high: number): number {
  if (high === TURN) {
    const turn = log.turns[k - log.base]!;
    return log.turns[j - log.base] === turn ? 0 : log.ids[j - log.base]! < turn ? 1 : -1;
  }
  const age = log.times[k - log.base]! - log.times[j - log.base]!;
  return age < low ? -1 : age > high ? 1 : 0;
}

/** Whether events that have been dropped may have been in the window. */
function isOpen(log: Log, k: number, high: number): boolean {
  if (log.lost === null) return false;
  return high === TURN ? log.lost.id >= log.turns[k - log.base]! : log.times[k - log.base]! - log.lost.time <= high;
}

// ---------- any formula, event by event ----------

export function once_event(log: Log, k: number, low: number, high: number, x: AtEvent): Tri {
  let result: Tri = FALSE;
  for (let j = k; j >= log.first; j--) {
    const where = side(log, k, j, low, high);
    if (where > 0) break;
    if (where === 0) result = or(result, x(j));
    if (result === TRUE) return TRUE;
  }
  return isOpen(log, k, high) ? or(result, UNKNOWN) : result;
}

export function historically_event(log: Log, k: number, low: number, high: number, x: AtEvent): Tri {
  let result: Tri = TRUE;
  for (let j = k; j >= log.first; j--) {
    const where = side(log, k, j, low, high);
    if (where > 0) break;
    if (where === 0) result = and(result, x(j));
    if (result === FALSE) return FALSE;
  }
  return isOpen(log, k, high) ? and(result, UNKNOWN) : result;
}

export function since_event(log: Log, k: number, low: number, high: number, x: AtEvent, y: AtEvent): Tri {
  let result: Tri = FALSE;
  let way: Tri = TRUE;
  for (let j = k; j >= log.first; j--) {
    const where = side(log, k, j, low, high);
    if (where > 0) break;
    if (where === 0) result = or(result, and(y(j), way));
    way = and(way, x(j));
    if (result === TRUE || way === FALSE) return result;
  }
  return isOpen(log, k, high) ? or(result, and(way, UNKNOWN)) : result;
}

export function previous_event(log: Log, k: number, outside: Tri, x: AtEvent): Tri {
  return k > log.first ? x(k - 1) : log.lost !== null ? UNKNOWN : outside;
}

// ---------- what can only be so at some events: calls of a tool, or its returns ----------

function strandOf(log: Log, kind: Kind, tool: string | null): Strand {
  return (tool === null ? log.all : log.tools.get(tool))?.strands[kind] ?? NONE;
}

/** Index after the strand's last event that stands at place k or before, and is at least `low` old. */
function end(log: Log, k: number, low: number, { places, start }: Strand): number {
  let high = places.length;
  if (!(low > 0) && (high === start || places[high - 1]! <= k)) return high;
  const now = log.times[k - log.base]!;
  for (let first = start; first < high; ) {
    const middle = (first + high) >>> 1;
    const place = places[middle]!;
    if (place <= k && now - log.times[place - log.base]! >= low) first = middle + 1;
    else high = middle;
  }
  return high;
}

/** Index of the strand's first event that is at most `high` old. */
function begin(log: Log, k: number, high: number, { places, start }: Strand, end: number): number {
  const { times, base } = log;
  const now = times[k - base]!;
  // Often all that is kept is in the window, else few are: those are the newest.
  if (start >= end || now - times[places[start]! - base]! <= high) return start;
  let [first, last] = [start, end];
  for (let step = 1; last - step > first; step *= 2) {
    if (now - times[places[last - step]! - base]! <= high) last -= step;
    else first = last - step;
  }
  while (first < last) {
    const middle = (first + last) >>> 1;
    if (now - times[places[middle]! - base]! <= high) last = middle;
    else first = middle + 1;
  }
  return first;
}

/** `once` of what is only ever true, or unknown, at such events. */
export function once_at(log: Log, k: number, low: number, high: number, kind: Kind, tool: string | null, x: AtEvent): Tri {
  const s = strandOf(log, kind, tool);
  let result: Tri = FALSE;
  for (let i = end(log, k, low, s) - 1; i >= s.start; i--) {
    const where = side(log, k, s.places[i]!, low, high);
    if (where > 0) break;
    if (where === 0) result = or(result, x(s.places[i]!));
    if (result === TRUE) return TRUE;
  }
  return isOpen(log, k, high) ? or(result, UNKNOWN) : result;
}

/** `x since y` where x can fail only at the one kind of events, and y hold only at the other. */
export function since_at(log: Log, k: number, low: number, high: number, xKind: Kind, xTool: string | null, x: AtEvent, yKind: Kind, yTool: string | null, y: AtEvent): Tri {
  const [xs, ys] = [strandOf(log, xKind, xTool), strandOf(log, yKind, yTool)];
  let [i, j] = [end(log, k, 0, xs) - 1, end(log, k, 0, ys) - 1];
  let result: Tri = FALSE;
  let way: Tri = TRUE;
  while (i >= xs.start || j >= ys.start) {
    const [fails, holds] = [i >= xs.start ? xs.places[i]! : -1, j >= ys.start ? ys.places[j]! : -1];
    const place = Math.max(fails, holds);
    const where = side(log, k, place, low, high);
    if (where > 0) break;
    if (holds === place) {
      if (where === 0) result = or(result, and(y(place), way));
      j--;
    }
    if (fails === place) {
      way = and(way, x(place));
      i--;
    }
    if (result === TRUE || way === FALSE) return result;
  }
  return isOpen(log, k, high) ? or(result, and(way, UNKNOWN)) : result;
}

/** A truth value as an earlier event's is compared with it. */
export function flag(a: Tri): boolean | null {
  return a === UNKNOWN ? null : a === TRUE;
}

// ---------- looked up: calls of a tool or its returns, with arguments that are known ----------

/** Of the newest events that match for sure, and that may: their places, or -1. */
const found = { sure: -1, maybe: -1 };

/** Looks through the strand for the newest event that is at least `low` old and matches from argument `i` on. */
function look(log: Log, k: number, low: number, s: Strand, names: readonly string[], wanted: readonly Wanted[], i: number, isSure: boolean): void {
  if (i < names.length) {
    const [name, value] = [names[i]!, wanted[i]!];
    if (value === null || value !== value) return look(log, k, low, s, names, wanted, i + 1, false);
    const split = told(log, s, name, typeof value);
    look(log, k, low, split.parts.get(value) ?? NONE, names, wanted, i + 1, isSure);
    return look(log, k, low, split.vague, names, wanted, i + 1, false);
  }
  const at = end(log, k, low, s) - 1;
  if (at < s.start) return;
  if (isSure) found.sure = Math.max(found.sure, s.places[at]!);
  else found.maybe = Math.max(found.maybe, s.places[at]!);
}

/** `once` a call, or return, with these arguments. */
export function once_with(log: Log, k: number, low: number, high: number, kind: Kind, tool: string | null, names: readonly string[], wanted: readonly Wanted[]): Tri {
  const s = strandOf(log, kind, tool);
  found.sure = found.maybe = -1;
  look(log, k, low, high === TURN ? ofTurn(log, s, log.turns[k - log.base]!) : s, names, wanted, 0, true);
  if (found.sure >= 0 && side(log, k, found.sure, low, high) === 0) return TRUE;
  return (found.maybe >= 0 && side(log, k, found.maybe, low, high) === 0) || isOpen(log, k, high) ? UNKNOWN : FALSE;
}

/** The result of the newest return that succeeded and matches; null where there is none, or where one may have matched. */
export function latest_with(log: Log, k: number, tool: string | null, names: readonly string[], wanted: readonly Wanted[]): Json {
  found.sure = found.maybe = -1;
  look(log, k, 0, strandOf(log, SUCCEEDED, tool), names, wanted, 0, true);
  return found.sure > found.maybe ? (log.results[found.sure - log.base] ?? null) : null;
}

/** Granted calls in the last `high` seconds, or of this turn, the judged one too. */
export function calls(log: Log, k: number, tool: string | null, high: number): number {
  if (isOpen(log, k, high)) return NaN;
  const s = inTurn(log, k, high, strandOf(log, CALLED, tool));
  const last = end(log, k, 0, s);
  return last - begin(log, k, high === TURN ? Infinity : high, s, last);
}

/** What an argument of those calls adds up to; what is below 0 gives nothing back. */
export function total(log: Log, k: number, tool: string, name: string, high: number): number {
  if (isOpen(log, k, high)) return NaN;
  const s = inTurn(log, k, high, strandOf(log, CALLED, tool));
  const last = end(log, k, 0, s);
  return sumOf(log, s, name, begin(log, k, high === TURN ? Infinity : high, s, last), last);
}

function inTurn(log: Log, k: number, high: number, s: Strand): Strand {
  return high === TURN ? ofTurn(log, s, log.turns[k - log.base]!) : s;
}
