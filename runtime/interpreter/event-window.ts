import type { Ir } from "../../compiler/ir/ir.ts";
import type { Chain, Event } from "./chain.ts";
import type { Happened } from "./happened.ts";
import { FALSE, TRUE } from "./values.ts";

/** Which events an operator looks at from one event: by their age then, or those of its turn. */
export interface EventWindow {
  readonly low: number;
  readonly high: number;
  readonly isTurn: boolean;
}

export function eventWindow({ window = [0, null] }: Ir): EventWindow {
  return window === "turn" ? { low: 0, high: Infinity, isTurn: true } : { low: window[0], high: window[1] ?? Infinity, isTurn: false };
}

export function isIn({ low, high, isTurn }: EventWindow, now: Event, e: Event): boolean {
  return isTurn ? e.turn === now.turn : now.time - e.time >= low && now.time - e.time <= high;
}

/** No event before it is in the window either. */
export function isBefore({ high, isTurn }: EventWindow, now: Event, e: Event): boolean {
  return isTurn ? e.id < now.turn : now.time - e.time > high;
}

/** Whether what is not known any more may belong to it. */
export function isOpen({ high, isTurn }: EventWindow, now: Event, { lost }: Happened): boolean {
  return lost !== null && (isTurn ? lost.id >= now.turn : now.time - lost.time <= high);
}

/** The most that is so of a chain's events in the window, up to this one: the newest come first, and nothing is more than true. */
export function most(chain: Chain, w: EventWindow, now: Event, of: (e: Event) => number): number {
  let all: number = FALSE;
  for (let i = chain.upTo(now, w.low) - 1; i >= chain.first && all !== TRUE; i -= 1) {
    const e = chain.at(i);
    if (isBefore(w, now, e)) break;
    if (isIn(w, now, e)) all = Math.max(all, of(e));
  }
  return all;
}
