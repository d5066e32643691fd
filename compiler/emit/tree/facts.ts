import type { Ir } from "../../ir/ir.ts";
import { TreeStatus, type TreeIr, type TreeNodeIr } from "../../ir/tree.ts";
import { constantOf } from "./parameters.ts";

/** Statuses as bits. */
export type Mask = number;
const { idle, running, success, failure, skipped } = TreeStatus;
export const IDLE: Mask = 1 << idle, RUNNING: Mask = 1 << running, SUCCESS: Mask = 1 << success, FAILURE: Mask = 1 << failure, SKIPPED: Mask = 1 << skipped;
export const DONE: Mask = SUCCESS | FAILURE;

/** What can be known of a node's statuses before anything runs; each mask may say too much. */
export interface Facts {
  /** What a visit can give. */
  readonly gives: readonly Mask[];
  /** What its kind can give where no precondition decides. */
  readonly own: readonly Mask[];
  /** Its status when it is visited. */
  readonly before: readonly Mask[];
  /** Its status after a visit that gave skipped. */
  readonly skippedAs: readonly Mask[];
  /** It is visited once a tick at most. */
  readonly once: readonly boolean[];
}

export function factsOf({ nodes }: TreeIr): Facts {
  const zeros = (): Mask[] => nodes.map(() => 0);
  const facts = { gives: zeros(), own: zeros(), before: nodes.map(() => IDLE), skippedAs: zeros(), once: nodes.map(() => true) };
  const { gives, own, before, skippedAs, once } = facts;
  // All only ever grow, so this ends.
  for (let changed = true; changed;) {
    changed = false;
    const grow = (of: Mask[], n: number, mask: Mask): void => {
      if ((of[n]! | mask) === of[n]) return;
      of[n]! |= mask;
      changed = true;
    };
    // Children stand behind their parents.
    for (let n = nodes.length - 1; n >= 0; n--) {
      const node = nodes[n]!;
      const below = node.children.map((child) => gives[child]!);
      grow(own, n, givenBy(node, below, node.children.map((child) => skippedAs[child]!)) | leftOver(node, before[n]!, below));
      grow(gives, n, own[n]! | decided(node));
      grow(skippedAs, n, skipping(node, own[n]!, before[n]!));
      node.children.forEach((child, i) => grow(before, child, (gives[child]! & RUNNING) | seenAgain(node, i, gives, skippedAs)));
    }
    grow(before, 0, (gives[0]! & RUNNING) | skippedAs[0]!);
  }
  nodes.forEach((node, n) => node.children.forEach((child, i) => (once[child] = once[n]! && visitsOnce(node, i))));
  return facts;
}

/** What preconditions make of a node. */
function decided({ pre = {} }: TreeNodeIr): Mask {
  return (pre.failureIf === undefined ? 0 : FAILURE) | (pre.successIf === undefined ? 0 : SUCCESS) | (pre.skipIf === undefined && pre.while === undefined ? 0 : SKIPPED);
}

/** Where a precondition decides, the node is idle then. */
function skipping(node: TreeNodeIr, own: Mask, before: Mask): Mask {
  return ((own & SKIPPED) === 0 ? 0 : skippedByKind(node, before)) | ((decided(node) & SKIPPED) === 0 ? 0 : IDLE);
}

function skippedByKind(node: TreeNodeIr, before: Mask): Mask {
  switch (node.kind) {
    case "switch": case "when": case "onUpdate": case "loop": case "extern": case "pipelineSequence": return before;
    case "recovery": case "roundRobin": return IDLE;
    case "subtree": return RUNNING | (before & ~IDLE);
    case "runOnce": return RUNNING | (node.thenSkip ? before : 0);
    default: return RUNNING;
  }
}

/** What a node gives where no precondition decides, by what its children may give. */
function givenBy(node: TreeNodeIr, gives: readonly Mask[], skippedAs: readonly Mask[]): Mask {
  const any = gives.reduce((sum, one) => sum | one, 0), all = gives.reduce((sum, one) => sum & one, SKIPPED);
  const [first = 0, second = 0, third] = gives;
  const through = (from: Mask, to: Mask): Mask => ((any & from) === 0 ? 0 : to);
  switch (node.kind) {
    case "sequence": case "memorySequence": case "reactiveSequence": return (any & (RUNNING | DONE)) | all | (yields(node) ? through(SUCCESS, RUNNING) : 0);
    case "fallback": case "reactiveFallback": return (any & (RUNNING | DONE)) | all | (yields(node) ? through(FAILURE, RUNNING) : 0);
    case "parallel": return DONE | all | (any & RUNNING) | (node.stalls || skippedAs.some((mask) => (mask & RUNNING) !== 0) ? RUNNING : 0);
    case "parallelAll": return DONE | all | (any & RUNNING);
    case "ifThenElse": case "whileDoElse": return (first & (RUNNING | SKIPPED)) | ((first & SUCCESS) === 0 ? 0 : second) | ((first & FAILURE) === 0 ? 0 : (third ?? FAILURE));
    case "switch": return any;
    case "tryCatch": {
      const tried = gives.slice(0, -1), caught = tried.some((mask) => (mask & FAILURE) !== 0);
      return tried.reduce((sum, mask) => sum | (mask & (RUNNING | SUCCESS)), 0) | tried.reduce((sum, mask) => sum & mask, SKIPPED) | (caught ? FAILURE | (gives.at(-1)! & RUNNING) : 0);
    }
    case "recovery": return (first & ~FAILURE) | ((first & FAILURE) === 0 ? 0 : FAILURE | (node.retries > 0 ? second & RUNNING : 0));
    case "pipelineSequence": return (any & (RUNNING | DONE)) | all | (gives.slice(0, -1).some((mask) => (mask & RUNNING) !== 0) ? SUCCESS : 0);
    case "roundRobin": return (any & (RUNNING | DONE)) | all;
    case "again": return second | RUNNING;
    case "every": return any | RUNNING;
    case "invert": return (any & (RUNNING | SKIPPED)) | through(SUCCESS, FAILURE) | through(FAILURE, SUCCESS);
    case "force": return (any & (RUNNING | SKIPPED)) | through(DONE, 1 << TreeStatus[node.to]);
    case "subtree": return any;
    case "retry": return any | FAILURE | (pauses(node) ? through(FAILURE, RUNNING) : 0);
    case "repeat": return any | SUCCESS | (pauses(node) ? through(SUCCESS, RUNNING) : 0);
    case "keepRunning": return (any & (RUNNING | FAILURE)) | through(SUCCESS, RUNNING) | through(SKIPPED, node.swallows ? RUNNING : SKIPPED);
    case "runOnce": return any | (node.thenSkip ? through(DONE, SKIPPED) : 0);
    case "timeout": return any | ((node.loses ? ((any | (skippedAs[0] ?? 0)) & RUNNING) : any & (RUNNING | SKIPPED)) === 0 ? 0 : FAILURE);
    case "delay": return any | RUNNING;
    case "when": return any | (1 << TreeStatus[node.otherwise]);
    case "loop": return 1 << TreeStatus[node.ifEmpty] | (node.values.length === 0 ? 0 : RUNNING | (any & FAILURE));
    case "onUpdate": return any | (1 << TreeStatus[node.otherwise]);
    case "check": case "wasUpdated": return DONE;
    case "set": return SUCCESS;
    case "constant": return 1 << TreeStatus[node.gives];
    case "wait": return RUNNING | SUCCESS;
    case "extern": return RUNNING | DONE | SKIPPED;
    case "do": return RUNNING | FAILURE | (node.until === null && node.ticks === null ? 0 : SUCCESS);
  }
}

/** What was skipped before it ended early is counted on where it is visited again as it ended. */
function leftOver({ kind }: TreeNodeIr, before: Mask, gives: readonly Mask[]): Mask {
  const counted = kind === "tryCatch" ? gives.slice(0, -1) : kind === "sequence" || kind === "fallback" || kind === "memorySequence" ? gives : [];
  return (before & DONE) === 0 || counted.every((mask) => (mask & SKIPPED) === 0) ? 0 : SKIPPED | (kind === "fallback" ? FAILURE : SUCCESS);
}

const yields = (node: TreeNodeIr): boolean => "yields" in node && node.yields;
/** Whether a tick may end between two attempts. */
const pauses = ({ times }: { readonly times: Ir }): boolean => {
  const known = constantOf(times) ?? -1;
  return known === -1 || known > 1;
};

/** What a child can be left as, besides running, when it is visited again. */
function seenAgain(node: TreeNodeIr, i: number, gives: readonly Mask[], skippedAs: readonly Mask[]): Mask {
  const as = (child: number): Mask => skippedAs[node.children[child]!]!, by = (child: number): Mask => gives[node.children[child]!] ?? 0;
  switch (node.kind) {
    case "sequence": case "fallback": case "memorySequence": case "reactiveSequence": case "reactiveFallback": case "retry": case "repeat": case "tryCatch": case "recovery": return 0;
    case "pipelineSequence": return as(i) | (node.children.slice(i + 1).some((c) => (gives[c]! & RUNNING) !== 0) ? by(i) & SUCCESS : 0);
    case "roundRobin": return as(i) | (node.children.some((c, other) => other !== i && (gives[c]! & RUNNING) !== 0) ? by(i) & FAILURE : 0);
    case "again": return i === 0 ? 0 : as(i);
    case "ifThenElse": return i > 0 ? 0 : as(0) | (node.children.length === 2 ? by(0) & FAILURE : 0);
    // While a branch runs on, its condition is as it ended.
    case "whileDoElse": return i > 0 ? 0 : ((by(1) | (node.children.length === 3 ? by(2) : 0)) & RUNNING) === 0 ? 0 : by(0) & DONE;
    default: return as(i);
  }
}

function visitsOnce(node: TreeNodeIr, i: number): boolean {
  return node.kind !== "retry" && node.kind !== "repeat" && node.kind !== "recovery" && !(node.kind === "tryCatch" && node.onHalt && i === node.children.length - 1);
}
