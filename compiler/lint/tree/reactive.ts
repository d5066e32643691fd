import { Out } from "../../analyze/tree-outcomes.ts";
import { nodeOf, spanOf, textOf, type Subject } from "./subject.ts";

/** Several children that run in one reactive node, of which one would always halt the other. */
export function reactiveNodes(subject: Subject): void {
  for (const n of subject.own) {
    const { kind } = nodeOf(subject, n);
    if (kind !== "reactiveSequence" && kind !== "reactiveFallback") continue;
    if (subject.tree.mode === "compatible" && kind === "reactiveSequence") refused(subject, n);
    restarts(subject, n, kind === "reactiveSequence" ? Out.success : Out.failure);
  }
}

/** What that library counts when it loads a tree: this kind of node alone, in this kind of node alone. */
function refused(subject: Subject, n: number): void {
  const asyncs = nodeOf(subject, n).children.filter((c) => {
    const child = nodeOf(subject, c);
    return child.kind === "sequence" && child.yields;
  });
  for (const c of asyncs.slice(1)) subject.cx.bag.add("asyncInReactive", spanOf(subject, c), {}, { labels: [{ span: spanOf(subject, asyncs[0]!), text: "the first" }] });
}

/** One that always runs before it ends: where its successor runs, it is running again at the next tick. */
function restarts(subject: Subject, n: number, goesOn: number): void {
  const { cx, hoped: { starts, gives } } = subject, { children } = nodeOf(subject, n);
  children.forEach((first, i) => {
    if (starts[first] !== Out.running || (gives[first]! & (goesOn | Out.skipped)) === 0) return;
    const second = children.slice(i + 1).find((c) => (gives[c]! & Out.running) !== 0);
    if (second === undefined) return;
    cx.bag.add("reactiveRestarts", spanOf(subject, first), { first: textOf(subject, first), second: textOf(subject, second) }, {
      labels: [{ span: spanOf(subject, second), text: "halted here" }], help: "a plain `sequence` or `fallback` goes on where it stopped; `run once` keeps what came of a child",
    });
  });
}
