import type { At, Ir } from "./ir.ts";
import type { EntryIr, SetIr } from "./tree.ts";

/** A mode automaton that a guard follows: which proposers may act. What it does at a sample is in `guard-step.md`. */
export interface MachineIr {
  readonly name: string;
  readonly env: string;
  readonly at: At;
  /** Its own blackboard, which expressions in it read by the operator `entry`. */
  readonly entries: readonly EntryIr[];
  /** What a text entry's number stands for. */
  readonly texts: readonly string[];
  readonly start: number;
  readonly states: readonly StateIr[];
  /** What it needs that does not run yet. */
  readonly later: readonly string[];
}

export interface StateIr {
  readonly name: string;
  readonly at: At;
  /** Proposers that may act; none: only inline actions and the last proposer. */
  readonly may: readonly string[];
  readonly go: readonly { readonly to: number; readonly when: Ir; /** In whole samples. */ readonly ticks: number; readonly at: At }[];
  /** What must hold at the latest so many samples after entering. `doing`: the controller that makes good what was done. */
  readonly ensures: readonly { readonly value: Ir; readonly ticks: number; readonly doing: string | null; readonly at: At }[];
  readonly entry: readonly SetIr[];
  readonly exit: readonly SetIr[];
  readonly sample: readonly SetIr[];
}

/** Where a machine's state lives, from the place of its stretch of the session's buffer on. */
export interface MachineLayout {
  readonly state: number;
  /** The sample at which the state was entered. */
  readonly since: number;
  /** The state before it, to which a rollback leads; −1: none, the start. */
  readonly from: number;
  /** Index of the ensure whose `doing` acts at this sample, counted over all states; −1: none. */
  readonly doing: number;
  /** 1 for each ensure of the state that has been met. */
  readonly met: number;
  /** Samples in a row at which each `go` of the state was true. */
  readonly run: number;
  readonly entries: number;
  /** The entries as they were when the state was entered. */
  readonly saved: number;
  readonly size: number;
}

export function machineLayout({ states, entries }: MachineIr): MachineLayout {
  const ensures = Math.max(0, ...states.map((s) => s.ensures.length));
  const gos = Math.max(0, ...states.map((s) => s.go.length));
  const met = 4, run = met + ensures, values = run + gos, saved = values + entries.length;
  return { state: 0, since: 1, from: 2, doing: 3, met, run, entries: values, saved, size: saved + entries.length };
}
