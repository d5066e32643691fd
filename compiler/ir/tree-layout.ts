import type { EnvIr } from "./ir.ts";
import type { TreeIr, TreeNodeIr } from "./tree.ts";

/** Answers of one extern leaf that can be given for one tick. */
export const ANSWERS = 64;
/** The log of a tick keeps this many visits a node, and as many more. */
const LOGGED = 16;

/** Where each value of a tree lives in its one Float64Array. Emitted code, interpreter and host agree on this and nothing else. */
export interface TreeLayout {
  // written by the host before a tick
  /** The number of the sample. */
  readonly sample: number;
  /** By source: 0 where the machine that is followed does not let it act. */
  readonly may: number;
  /** By source; null for controllers. */
  readonly offers: readonly (TreeOffer | null)[];
  /** By node; null for all but extern leaves: how many answers there are, then the answers (`TreeStatus`). */
  readonly answers: readonly (number | null)[];
  // state: [state, stateEnd)
  readonly state: number;
  /** By node. */
  readonly status: number;
  /** By node: the first of its cells (`cellsOf`). */
  readonly cells: readonly number[];
  readonly entries: number;
  /** By entry: how often it was written; null where nobody asks. */
  readonly writes: readonly (number | null)[];
  /** 1 when something asked for another tick. */
  readonly wake: number;
  readonly stateEnd: number;
  // written by the tick
  readonly root: number;
  /** By action slot: 1 where an active leaf gives it, and what. */
  readonly gives: number;
  readonly action: number;
  /** By node; null for all but extern leaves with arguments: the first argument at its newest visit. */
  readonly args: readonly (number | null)[];
  /** How much is in the log, then the log itself, at the end of the buffer. */
  readonly logged: number;
  readonly log: number;
  readonly logEnd: number;
  readonly size: number;
}

export interface TreeOffer {
  /** 0 none, 1 given, 2 misshapen. */
  readonly present: number;
  /** Seconds. */
  readonly age: number;
  /** One value an action slot. */
  readonly action: number;
}

/** How many cells of its own a node has, and what they are for, in order. */
export function cellsOf(node: TreeNodeIr): readonly string[] {
  switch (node.kind) {
    case "sequence": case "fallback": case "memorySequence": return ["index", "skipped"];
    /** `done`: 1 each for children that finished. */
    case "parallel": return ["successes", "failures", ...node.children.map((_, i) => `done ${i}`)];
    case "parallelAll": return ["failures", ...node.children.map((_, i) => `done ${i}`)];
    case "ifThenElse": return ["index"];
    /** −1: none. */
    case "switch": return ["running"];
    case "tryCatch": return ["index", "skipped", "catching"];
    case "recovery": return ["index", "count"];
    /** The furthest child that was running. */
    case "pipelineSequence": return ["last"];
    case "roundRobin": return ["index", "failures"];
    /** The sample from which its time runs, and how long. */
    case "every": return ["began", "period"];
    case "retry": case "repeat": return ["count"];
    /** 0 or the status to give again. */
    case "runOnce": return ["given"];
    /** The sample behind which its time is over; below 0: `tree-step.md`. */
    case "timeout": case "delay": case "wait": return ["due"];
    case "when": return ["running"];
    case "loop": return ["index", "running"];
    case "onUpdate": return ["seen", "running"];
    case "wasUpdated": return ["seen"];
    /** Visits in this tick. */
    case "extern": return ["visits"];
    /** The sample at which it began; samples in a row at which `until` was true. */
    case "do": return ["began", "run"];
    default: return [];
  }
}

export function treeLayout(env: EnvIr, tree: TreeIr): TreeLayout {
  let next = 0;
  const take = (n: number): number => {
    const at = next;
    next += n;
    return at;
  };
  const { nodes, entries, sources } = tree;
  const acts = env.acts.length;
  const sample = take(1);
  const may = take(sources.length);
  const offers = sources.map(({ kind }) => (kind === "policy" ? { present: take(1), age: take(1), action: take(acts) } : null));
  const answers = nodes.map(({ kind }) => (kind === "extern" ? take(1 + ANSWERS) : null));
  const state = next;
  const status = take(nodes.length);
  const cells = nodes.map((node) => take(cellsOf(node).length));
  const values = take(entries.length);
  const writes = entries.map(({ counted }) => (counted ? take(1) : null));
  const wake = take(1);
  const stateEnd = next;
  const root = take(1);
  const gives = take(acts), action = take(acts);
  const args = nodes.map((node) => (node.kind === "extern" && node.args.length > 0 ? take(node.args.length) : null));
  const logged = take(1);
  const log = take(LOGGED * (nodes.length + 4));
  return { sample, may, offers, answers, state, status, cells, entries: values, writes, wake, stateEnd, root, gives, action, args, logged, log, logEnd: next, size: next };
}
