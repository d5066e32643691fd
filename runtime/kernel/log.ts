import { field, type Json } from "./json.ts";
import { and, FALSE, or, TRUE, UNKNOWN } from "./tri.ts";
import type { Tri } from "./tri.ts";

/** Something that happened: a call that was granted, or what a tool answered. Times in seconds never fall. */
export interface LogEvent {
  readonly id: number;
  readonly kind: "call" | "returned";
  readonly tool: string;
  readonly args: Json;
  /** Of a return that succeeded. */
  readonly result: Json;
  readonly ok: boolean;
  readonly time: number;
  /** Which turn of the conversation it belongs to. */
  readonly turn: number;
}

/** The newest events of one principal, the call that is judged last. */
export interface Log {
  readonly events: LogEvent[];
  /** Earlier ones have been dropped: what they would decide is unknown. */
  lost: boolean;
  /** What the host has found out about the judged call's values. */
  facts?: Json;
}

export const TURN = -1;

/** What is true at one event, by its place in the log. */
export type AtEvent = (k: number) => Tri;

export function called(log: Log, k: number, tool: string | null): Tri {
  return happened(log.events[k]!, "call", tool);
}

export function returned(log: Log, k: number, tool: string | null): Tri {
  return happened(log.events[k]!, "returned", tool);
}

function happened(event: LogEvent, kind: LogEvent["kind"], tool: string | null): Tri {
  return event.kind === kind && (tool === null || event.tool === tool) ? TRUE : FALSE;
}

export function argument(log: Log, k: number, name: string): Json {
  return field(log.events[k]!.args, name);
}

/** Whether event j is in a window that ends `low` seconds before event k and begins `high` before it; 1 if before, -1 if after. */
function side(log: Log, k: number, j: number, low: number, high: number): number {
  const here = log.events[k]!;
  const there = log.events[j]!;
  if (high === TURN) return there.turn === here.turn ? 0 : 1;
  const age = here.time - there.time;
  return age < low ? -1 : age > high ? 1 : 0;
}

/** From the newest event back: what has been dropped is unknown. */
export function once_event(log: Log, k: number, low: number, high: number, x: AtEvent): Tri {
  let result: Tri = FALSE;
  for (let j = k; j >= 0; j--) {
    const where = side(log, k, j, low, high);
    if (where > 0) return result;
    if (where === 0) result = or(result, x(j));
    if (result === TRUE) return TRUE;
  }
  return log.lost ? or(result, UNKNOWN) : result;
}

export function historically_event(log: Log, k: number, low: number, high: number, x: AtEvent): Tri {
  let result: Tri = TRUE;
  for (let j = k; j >= 0; j--) {
    const where = side(log, k, j, low, high);
    if (where > 0) return result;
    if (where === 0) result = and(result, x(j));
    if (result === FALSE) return FALSE;
  }
  return log.lost ? and(result, UNKNOWN) : result;
}

export function since_event(log: Log, k: number, low: number, high: number, x: AtEvent, y: AtEvent): Tri {
  let result: Tri = FALSE;
  let way: Tri = TRUE;
  for (let j = k; j >= 0; j--) {
    const where = side(log, k, j, low, high);
    if (where > 0) return result;
    if (where === 0) result = or(result, and(y(j), way));
    way = and(way, x(j));
    if (result === TRUE || way === FALSE) return result;
  }
  return log.lost ? or(result, and(way, UNKNOWN)) : result;
}

export function previous_event(log: Log, k: number, outside: Tri, x: AtEvent): Tri {
  return k > 0 ? x(k - 1) : log.lost ? UNKNOWN : outside;
}

/** Granted calls in the last `high` seconds, or of this turn, the judged one too. */
export function calls(log: Log, k: number, tool: string | null, high: number): number {
  let count = 0;
  for (let j = k; j >= 0; j--) {
    if (side(log, k, j, 0, high) > 0) return count;
    if (called(log, j, tool) === TRUE) count++;
  }
  return log.lost ? NaN : count;
}

/** What an argument of those calls adds up to; what is below 0 gives nothing back. */
export function total(log: Log, k: number, tool: string, name: string, high: number): number {
  let sum = 0;
  for (let j = k; j >= 0; j--) {
    if (side(log, k, j, 0, high) > 0) return sum;
    if (called(log, j, tool) !== TRUE) continue;
    const value = argument(log, j, name);
    sum += typeof value === "number" ? Math.max(0, value) : NaN;
  }
  return log.lost ? NaN : sum;
}

/** The result of the newest return that succeeded and matches; null where there is none, or where one may have matched. */
export function latest(log: Log, k: number, tool: string | null, matches: AtEvent): Json {
  for (let j = k; j >= 0; j--) {
    const event = log.events[j]!;
    if (!event.ok || returned(log, j, tool) !== TRUE) continue;
    const match = matches(j);
    if (match === TRUE) return event.result ?? null;
    if (match === UNKNOWN) return null;
  }
  return null;
}
