import type { Json } from "./json.ts";
import type { Strand } from "./strand.ts";
import type { Tri } from "./tri.ts";

/** Something that happened: a call that was granted, or what a tool answered. Times in seconds never fall, ids rise. */
export interface LogEvent {
  readonly id: number;
  readonly kind: "call" | "returned";
  readonly tool: string;
  readonly args: Json;
  /** Of a return that succeeded. */
  readonly result: Json;
  readonly ok: boolean;
  readonly time: number;
  /** Which turn of the conversation it belongs to: the id of the first event in it. */
  readonly turn: number;
}

/** What an event is. A return that succeeded is a return too. */
export const CALLED = 0;
export const RETURNED = 1;
export const SUCCEEDED = 2;
export type Kind = typeof CALLED | typeof RETURNED | typeof SUCCEEDED;

/** Events of one tool, or of all, by kind. */
export interface Home {
  readonly tool: string;
  readonly strands: readonly [called: Strand, returned: Strand, succeeded: Strand];
}

/**
 * The newest events of one principal, the call that is judged last. Each has a place, which is its for ever: places count on from
 * the first event there was. What stands at place k is at index k - `base` of each list.
 */
export interface Log {
  base: number;
  /** Of the oldest event that has not been dropped. */
  first: number;
  readonly ids: number[];
  readonly kinds: Kind[];
  readonly homes: Home[];
  readonly times: number[];
  readonly turns: number[];
  readonly results: Json[];
  /** Arguments that rules ask about, each a list. */
  readonly columns: readonly Json[][];
  readonly names: ReadonlyMap<string, number>;
  /** The newest event that has been dropped: what it and earlier ones would decide is unknown. Null: none has. */
  lost: { readonly id: number; readonly time: number } | null;
  readonly all: Home;
  readonly tools: Map<string, Home>;
  readonly keeps: Keeps;
  /** What the host has found out about the judged call's values. */
  facts?: Json;
}

/** What rules read of earlier events. */
export interface Keeps {
  /** Arguments, of whichever tool. */
  readonly args: readonly string[];
  /** Tools whose results are read; null: all. */
  readonly results: readonly string[] | null;
}

/** As the upper end of a window: the turn of the conversation. */
export const TURN = -1;

/** What is true at one event, by its place in the log. */
export type AtEvent = (k: number) => Tri;

/** What an earlier event's argument is to be; null: that is not known. */
export type Wanted = number | string | boolean | null;
