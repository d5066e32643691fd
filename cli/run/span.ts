import type { Scene } from "../../runtime/simulate/protocol.ts";
import type { Shown } from "./comparison.ts";

const BEFORE = 3; // seconds
const AFTER = 13;

/** The ticks worth drawing, from one whole second to another: around the event, or all of them. */
export function around({ guarded, unguarded }: Shown, { rate, seconds }: Scene): { readonly from: number; readonly to: number } {
  const event = unguarded.event ?? guarded.event;
  if (event === null) return { from: 0, to: Math.round(seconds * rate) };
  const ended = unguarded.violated ? unguarded.acting.length / rate + AFTER / 2 : 0;
  const from = Math.max(0, Math.floor(event / rate) - BEFORE);
  const to = Math.min(Math.ceil(seconds), Math.ceil(Math.max(from + BEFORE + AFTER, ended)));
  return { from: Math.round(from * rate), to: Math.round(to * rate) };
}

/** A tick as a time. */
export function when(tick: number, { rate }: Scene): string {
  return `${(tick / rate).toFixed(1)} s`;
}
