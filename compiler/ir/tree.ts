import type { At, Ir } from "./ir.ts";

/**
 * A behavior tree, flat: nodes in the order in which they stand in the text, the root first, subtrees put in where they are used.
 * `tree-step.md` says what each does. What sets the compatible mode apart from the strict one are flags of nodes.
 */
export interface TreeIr {
  readonly name: string;
  readonly env: string;
  readonly mode: "strict" | "compatible";
  readonly at: At;
  readonly entries: readonly EntryIr[];
  /** What a text entry's number stands for; the host gives further texts further numbers. */
  readonly texts: readonly string[];
  /** Proposers that `do` leaves name: each has an offer, and can be forbidden by the machine that is followed. */
  readonly sources: readonly SourceOfTree[];
  readonly nodes: readonly TreeNodeIr[];
  /** Compatible: halting the tree runs what is to be done `on halt` of every node, whether it ran or not. */
  readonly haltsEvery: boolean;
  /** Compatible: a wake-up that was not waited for counts in a later tick. */
  readonly keepsWake: boolean;
  /** What it needs that does not run yet; such a tree is never loaded. */
  readonly later: readonly string[];
}

/** A value of the blackboard. */
export interface EntryIr {
  readonly name: string;
  readonly kind: "num" | "bool" | "text";
  /** At the session's start: in the buffer's terms (a bool 0 or 2, a text its number); null: unknown. */
  readonly start: number | null;
  /** Somebody asks whether it was written. */
  readonly counted: boolean;
}

export interface SourceOfTree {
  readonly name: string;
  readonly kind: "policy" | "controller";
  /** Of a policy: action slots it gives. */
  readonly gives: readonly string[];
}

export interface SetIr {
  readonly entry: string;
  readonly value: Ir;
}

interface Base {
  /** Its label; labels of the subtrees it is in stand before it, with `/` between. Each once. */
  readonly name: string;
  readonly at: At;
  readonly children: readonly number[];
  readonly pre?: { readonly failureIf?: Ir; readonly successIf?: Ir; readonly skipIf?: Ir; readonly while?: Ir };
  readonly post?: { readonly success?: readonly SetIr[]; readonly failure?: readonly SetIr[]; readonly halted?: readonly SetIr[]; readonly always?: readonly SetIr[] };
}

/** Status that a node is set to give. */
export type Given = "success" | "failure" | "skipped" | "running";

/** One scalar that an extern leaf is given. */
export interface LeafArg {
  readonly name: string;
  readonly value: Ir;
  /** It is a text's number. */
  readonly text?: true;
}

export type TreeNodeIr = Base & (
  // several children
  | { readonly kind: "sequence" | "fallback"; /** Async: returns running behind each child that finished at once. */ readonly yields: boolean }
  | { readonly kind: "memorySequence"; readonly yields: boolean }
  | { readonly kind: "reactiveSequence" | "reactiveFallback" }
  /** Nav2's: of those that run only the last that was reached holds up the rest. */
  | { readonly kind: "pipelineSequence" }
  /** Nav2's: tries on from the child behind the one that ended last. */
  | { readonly kind: "roundRobin" }
  /** Negative counts are from the number of children: −1 is all. `stalls`: compatible, may give running with nothing running. */
  | { readonly kind: "parallel"; readonly success: Ir; readonly failure: Ir; readonly stalls: boolean }
  | { readonly kind: "parallelAll"; readonly failures: Ir }
  | { readonly kind: "ifThenElse" | "whileDoElse" }
  /** As many conditions as children but one; the first that is true chooses, none: the last child. */
  | { readonly kind: "switch"; readonly cases: readonly Ir[] }
  | { readonly kind: "tryCatch"; readonly onHalt: boolean }
  /** Nav2's: what is tried, and what makes it worth another try, so many times. */
  | { readonly kind: "recovery"; readonly retries: number }
  /** Nav2's: a trigger, and what it makes begin again. */
  | { readonly kind: "again" }
  // one child
  | { readonly kind: "invert" | "subtree" }
  | { readonly kind: "force"; readonly to: "success" | "failure" }
  /** `times` −1: for ever. */
  | { readonly kind: "retry" | "repeat"; readonly times: Ir }
  /** `swallows`: compatible, a skipped child is running. */
  | { readonly kind: "keepRunning"; readonly swallows: boolean }
  | { readonly kind: "runOnce"; readonly thenSkip: boolean }
  /** `samples`: how many, a fraction too. */
  /** `loses`: compatible, its time is lost where the child does not run when it is over. */
  | { readonly kind: "timeout"; readonly samples: Ir; readonly loses: boolean }
  | { readonly kind: "delay"; readonly samples: Ir }
  /** Nav2's: begins its child again once so many samples have gone by since it succeeded. */
  | { readonly kind: "every"; readonly samples: Ir }
  /** `sticks`: compatible, only a child that finishes makes it ask again. */
  | { readonly kind: "when"; readonly value: Ir; readonly otherwise: Given; readonly sticks: boolean }
  | { readonly kind: "loop"; readonly entry: string; readonly values: readonly Ir[]; readonly ifEmpty: "success" | "failure" | "skipped" }
  | { readonly kind: "onUpdate"; readonly entry: string; readonly otherwise: "skipped" | "running" }
  // leaves
  | { readonly kind: "check"; readonly value: Ir }
  | { readonly kind: "set"; readonly sets: readonly SetIr[] }
  | { readonly kind: "constant"; readonly gives: "success" | "failure" }
  /** `slips`: compatible, over at once where it was halted and begins again at the same sample. */
  | { readonly kind: "wait"; readonly samples: Ir; readonly slips: boolean }
  | { readonly kind: "wasUpdated"; readonly entry: string }
  /** A leaf that the host runs; `outputs` are entries it may write. */
  | { readonly kind: "extern"; readonly leaf: string; readonly args: readonly LeafArg[]; readonly outputs: readonly { readonly name: string; readonly entry: string }[] }
  /** `source` null: `sets` are its own. Done when `until` has been definitely true for `ticks` more samples; without `until`, when it has run for `ticks` samples. */
  | { readonly kind: "do"; readonly source: string | null; readonly sets: readonly { readonly name: string; readonly value: Ir }[]; readonly until: Ir | null; readonly ticks: number | null }
);

export type TreeKind = TreeNodeIr["kind"];
export type NodeOf<K extends TreeKind, T = TreeNodeIr> = T extends { readonly kind: infer Kinds } ? (K extends Kinds ? T : never) : never;

/** A node's status in the buffer, and what the log of a tick says of it. */
export const TreeStatus = { idle: 0, running: 1, success: 2, failure: 3, skipped: 4, /** In the log alone: a running leaf was halted. */ halted: 5 } as const;
export type TreeStatus = (typeof TreeStatus)[keyof typeof TreeStatus];

/** A log's entry is the node's index times this, plus its status. */
export const LOG_STEP = 8;
