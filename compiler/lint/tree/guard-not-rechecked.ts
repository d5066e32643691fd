import type { Ir } from "../../ir/ir.ts";
import { key } from "../../ir/key.ts";
import type { TreeNodeIr } from "../../ir/tree.ts";
import { above, below, nodeOf, spanOf, textOf, type Subject } from "./subject.ts";

/** A `check` of the world in a node that goes on where it stopped, before something that runs with no end of its own. */
export function guardNotRechecked(subject: Subject): void {
  for (const n of subject.own) {
    const node = nodeOf(subject, n), { kind } = node;
    if (kind !== "sequence" && kind !== "memorySequence" && kind !== "fallback" && kind !== "tryCatch") continue;
    const children = kind === "tryCatch" ? node.children.slice(0, -1) : node.children;
    children.forEach((child, i) => {
      const asked = conditionOf(subject, child);
      if (asked !== null && readsWorld(asked)) report(subject, n, child, asked, children.slice(i + 1));
    });
  }
}

function report(subject: Subject, n: number, check: number, asked: Ir, later: readonly number[]): void {
  const leaf = later.flatMap((child) => below(subject, child)).find((one) => isEndless(subject, one, n) && !isAsked(subject, asked, one, n));
  if (leaf === undefined) return;
  const { cx } = subject, kind = nodeOf(subject, n).kind === "fallback" ? "fallback" : "sequence";
  // A leaf in a subtree stands elsewhere: it is the subtree's call that runs here.
  const shown = subject.own.includes(leaf) ? leaf : above(subject, leaf).find((one) => subject.own.includes(one))!;
  cx.bag.add("guardNotRechecked", spanOf(subject, check), { check: textOf(subject, check), leaf: textOf(subject, shown) }, {
    labels: [{ span: spanOf(subject, shown), text: "runs on" }],
    help: kind === "sequence" ? `make it a \`reactive sequence\`, or write \`with { while … }\` behind what runs` : "make it a `reactive fallback`, or say with `until` when it is done",
  });
}

/** What a `check` asks, also one that is inverted. */
function conditionOf(subject: Subject, n: number): Ir | null {
  const node = nodeOf(subject, n);
  return node.kind === "check" ? node.value : node.kind === "invert" ? conditionOf(subject, node.children[0]!) : null;
}

function readsWorld(ir: Ir): boolean {
  return ir.op === "obs" || ir.op === "mem" || ir.op === "last" || (ir.args ?? []).some(readsWorld);
}

/** A leaf that runs until somebody halts it; behind a `fallback`, a leaf of the host is what makes the condition true and ends then. */
function isEndless(subject: Subject, leaf: number, top: number): boolean {
  const node = nodeOf(subject, leaf);
  const isOne = node.kind === "do" ? node.until === null && node.ticks === null : node.kind === "extern" && nodeOf(subject, top).kind !== "fallback";
  return isOne && [leaf, ...between(subject, leaf, top)].every((one) => nodeOf(subject, one).kind !== "timeout" && nodeOf(subject, one).pre?.while === undefined);
}

function between(subject: Subject, leaf: number, top: number): readonly number[] {
  const all = above(subject, leaf);
  return all.slice(0, all.indexOf(top));
}

/** Some node above the leaf asks the same at every tick. */
function isAsked(subject: Subject, asked: Ir, leaf: number, top: number): boolean {
  let child = leaf;
  for (const n of above(subject, leaf)) {
    const node = nodeOf(subject, n), earlier = n === top ? [] : askedEachTick(node, child);
    if ([node.pre?.while, ...earlier.map((one) => conditionOf(subject, one))].some((ir) => ir !== null && ir !== undefined && holdsWithin(asked, ir))) return true;
    child = n;
  }
  return false;
}

function askedEachTick({ kind, children }: TreeNodeIr, running: number): readonly number[] {
  if (kind === "whileDoElse") return children.slice(0, 1);
  return kind === "reactiveSequence" || kind === "reactiveFallback" || kind === "pipelineSequence" ? children.slice(0, children.indexOf(running)) : [];
}

/** The condition, or one of which it is a part. */
function holdsWithin(asked: Ir, whole: Ir): boolean {
  return key(asked) === key(whole) || (whole.op === "and" && (whole.args ?? []).some((part) => holdsWithin(asked, part)));
}
