import type { MonitorsTable } from "./guard-monitors.ts";
import type { TreeRun } from "./tree.ts";
import type { Tri } from "./tri.ts";

export type Vec = Float64Array;

// What the emitted module tells the step about one guard. Functions write their numbers into arrays: a number that is
// returned by a function V8 does not inline is allocated.

/** At the present sample: observation, proposed action, last action, memories. */
export type At<Result> = (x: Vec, u: Vec, last: Vec, mem: Vec) => Result;
export type Write = (x: Vec, u: Vec, last: Vec, mem: Vec, out: Vec) => void;

/** At the present sample too, over the buffer `t` of a machine, which it may write. */
export type Inside<Result> = (t: Vec, x: Vec, last: Vec, mem: Vec) => Result;

/** Over intervals of observations and actions. */
export type Over<Result> = (x_lo: Vec, x_hi: Vec, u_lo: Vec, u_hi: Vec, last: Vec, mem: Vec) => Result;
export type WriteOver = (x_lo: Vec, x_hi: Vec, u_lo: Vec, u_hi: Vec, last: Vec, mem: Vec, out: Vec) => void;
export type WriteBox = (x_lo: Vec, x_hi: Vec, u_lo: Vec, u_hi: Vec, last: Vec, mem: Vec, lo: Vec, hi: Vec) => void;

// Places in `out`.
export const LOW = 0;
export const HIGH = 1;
export const RATE = 0;
export const H = 0;
export const ALPHA = 1;
/** Lower end of an interval; NaN when it is unknown. */
export const LEAST = 0;

export interface Places {
  readonly valid: number;
  readonly obs: number;
  readonly tick: number;
  readonly holder: number;
  readonly run: number;
  readonly last: number;
  readonly memory: number;
  readonly acting: number;
  readonly action: number;
  readonly status: number;
  readonly verdicts: number;
  readonly margins: number;
}

export interface SlotRow {
  readonly kind: "num" | "bool" | "enum";
  readonly integer: boolean;
  /** ∓∞ without a declared range. */
  readonly low: number;
  readonly high: number;
}

export interface ActionRow extends SlotRow {
  readonly default: number;
  /** Of the declared range, 1 without one: how much a change weighs. */
  readonly width: number;
}

/** A tree: its stretch of the buffer, and the places in it. */
export interface TreeRow {
  readonly place: number;
  readonly size: number;
  readonly sample: number;
  readonly may: number;
  readonly sources: number;
  readonly offers: readonly { readonly present: number; readonly age: number }[];
  /** The root's status. */
  readonly root: number;
  readonly gives: number;
  readonly action: number;
  readonly open: (t: Vec, x: Vec, last: Vec, mem: Vec) => TreeRun;
}

/** A mode automaton: where it keeps what in its stretch of the buffer, and its states. */
export interface MachineTable {
  readonly places: {
    readonly state: number; readonly since: number; readonly from: number; readonly doing: number;
    readonly met: number; readonly run: number; readonly entries: number; readonly saved: number; readonly size: number;
  };
  readonly start: number;
  /** Its entries at a session's start. */
  readonly starts: readonly number[];
  readonly states: readonly StateRow[];
}

export interface StateRow {
  readonly go: readonly { readonly to: number; readonly when: Inside<Tri>; readonly ticks: number }[];
  /** `doing`: its number among those of all states, where a controller makes good what was done; else −1. */
  readonly ensures: readonly { readonly value: Inside<Tri>; readonly ticks: number; readonly doing: number }[];
  readonly entry: Inside<void> | null;
  readonly exit: Inside<void> | null;
  readonly sample: Inside<void> | null;
}

/** Who may act, by proposer; of a tree, each of its sources. */
export interface MayRow {
  readonly proposers: readonly boolean[];
  readonly sources: readonly (readonly boolean[])[];
}

/** The machine that is followed. */
export interface MachineRow {
  readonly place: number;
  readonly machine: MachineTable;
  readonly states: readonly MayRow[];
  /** By number of an ensure. */
  readonly doing: readonly (MayRow | null)[];
}

export interface ProposerRow {
  /** A policy's offer in the buffer, or what a controller computes; `gives`: the action slots either sets. */
  readonly offer: { readonly present: number; readonly age: number; readonly action: number } | null;
  readonly propose: Write | null;
  readonly tree: TreeRow | null;
  readonly gives: readonly number[];
  readonly within: number | null;
  readonly when: At<Tri> | null;
  readonly until: At<Tri> | null;
  readonly ticks: number;
}

export type ConditionRow =
  | { readonly kind: "limit"; readonly slot: number; readonly write: Write }
  | { readonly kind: "rate"; readonly slot: number; readonly write: Write }
  | { readonly kind: "require"; readonly value: At<Tri> | null; readonly margin: Write | null; readonly asked: Asked | null }
  | BarrierRow
  | { readonly kind: "keep"; readonly body: Over<Tri> | null; readonly margin: WriteOver | null; readonly asked: Asked | null }
  | ForeseeRow;

/** Rows of a monitor that judge a condition about earlier samples, in place of a function. */
export interface Asked {
  readonly truth: number;
  readonly robust: number;
}

export interface BarrierRow {
  readonly kind: "barrier";
  /** h and alpha now. */
  readonly now: Write;
  /** The derivatives of h after the step by the actions. */
  readonly gains: Write;
  /** Least h after the step, before clipping. */
  readonly next: WriteOver;
  /** Least h over a clipped next state. */
  readonly after: WriteOver;
}

export interface ForeseeRow {
  readonly kind: "foresee";
  readonly steps: number;
  readonly body: Over<Tri>;
  readonly until: Over<Tri>;
  readonly margin: WriteOver | null;
  readonly backup: WriteBox;
}

export interface Table {
  readonly places: Places;
  /** Δt. */
  readonly seconds: number;
  readonly obs: readonly SlotRow[];
  readonly actions: readonly ActionRow[];
  readonly memories: number;
  readonly monitors: MonitorsTable;
  readonly machine: MachineRow | null;
  /** Null without memories. */
  readonly start: Write | null;
  readonly remember: Write | null;
  readonly proposers: readonly ProposerRow[];
  readonly conditions: readonly ConditionRow[];
  /** The next state before clipping; null where no condition looks ahead. */
  readonly next: WriteBox | null;
}
