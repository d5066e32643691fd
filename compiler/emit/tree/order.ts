import { TreeStatus } from "../../ir/tree.ts";
import { DONE, IDLE, RUNNING } from "./facts.ts";
import { block, Label, leave, line, when, type Code } from "./statements.ts";
import type { To, Visit, Writer } from "./writer.ts";

/** What lets the next child begin, and what ends the node at once. */
interface Order {
  readonly goesOn: "success" | "failure";
  readonly ends: "success" | "failure";
}
const ALL: Order = { goesOn: "success", ends: "failure" };
const ANY: Order = { goesOn: "failure", ends: "success" };

export const sequence: Visit<"sequence"> = (w, n, node, to) => inOrder(w, n, { ...ALL, ...node, remembers: false }, to);
export const fallback: Visit<"fallback"> = (w, n, node, to) => inOrder(w, n, { ...ANY, ...node, remembers: false }, to);
export const memorySequence: Visit<"memorySequence"> = (w, n, node, to) => inOrder(w, n, { ...ALL, ...node, remembers: true }, to);

interface InOrder extends Order {
  readonly children: readonly number[];
  readonly yields: boolean;
  readonly remembers: boolean;
}

function inOrder(w: Writer, n: number, node: InOrder, to: To): Code {
  const { children, goesOn, ends, yields, remembers } = node;
  const resumes = w.owns(n, "running") || (remembers && children.some((c) => w.gives(c, ends)));
  const counts = children.some((c) => w.gives(c, "skipped"));
  const ended = new Label(`ended_${n}`);
  /** Whether a child that went on stays as it is: another may end the tick before the node does. */
  const isKept = (i: number): boolean => i < children.length - 1 && (yields || children.slice(i + 1).some((c) => w.gives(c, "running") || (remembers && w.gives(c, ends))));
  const stop = (i: number): Code => (resumes ? [w.put(n, "index", i)] : []);
  const code = children.flatMap((c, i) => {
    const next = new Label(`next_${c}`), isLast = i === children.length - 1;
    const pauses = yields && !isLast && w.gives(c, goesOn), fresh = pauses ? isFresh(w, c) : NEVER;
    const passes = (): Code => [
      ...(isKept(i) ? w.keep(c, goesOn) : w.drop(c)),
      ...(pauses ? when(fresh.test, [w.wakeUp, ...stop(i + 1), ...to("running")]) : []), leave(next),
    ];
    const fails = (): Code => [...w.drop(c), ...(remembers ? stop(i) : []), leave(ended)];
    const visit = block(next, ...fresh.before, ...w.visit(c, {
      running: () => [...w.keep(c, "running"), ...stop(i), ...to("running")],
      success: goesOn === "success" ? passes : fails, failure: goesOn === "failure" ? passes : fails,
      skipped: () => [w.add(n, "skipped"), leave(next)],
    }, goesOn));
    return resumes && !isLast ? when(`${w.cell(n, "index")} ${i === 0 ? "===" : "<="} ${i}`, [visit]) : [visit];
  });
  const reset = children.flatMap((c, i) => w.haltChild(c, (isKept(i) ? DONE : 0) | w.skippedAs(c)));
  const fromTheStart = [...reset, ...(resumes ? [w.put(n, "index", 0)] : [])];
  const atEnd = [...fromTheStart, ...(counts ? finish(w, n, children, to) : []), ...to(goesOn)];
  return [...first(w, n, counts), block(ended, ...code, ...atEnd), ...(remembers ? [] : fromTheStart), ...to(ends)];
}

/** Where no child may be skipped, none is counted. */
function first(w: Writer, n: number, counts: boolean): Code {
  const clear = counts ? [w.put(n, "skipped", 0)] : [];
  return w.facts.before[n] === IDLE ? clear : when(w.is(n, TreeStatus.idle), clear);
}

function finish(w: Writer, n: number, children: readonly number[], to: To): Code {
  const clear = w.put(n, "skipped", 0);
  const all = w.owns(n, "skipped") ? when(`${w.cell(n, "skipped")} === ${children.length}`, [clear, w.become(n, TreeStatus.running), ...to("skipped")]) : [];
  return [...all, clear];
}

/** Whether a child was idle before it was visited. */
export function isFresh(w: Writer, c: number): { readonly before: Code; readonly test: string } {
  if (w.facts.before[c] === IDLE) return { before: [], test: "true" };
  const name = w.variable(`fresh_${c}`, "false");
  return { before: [line(`${name} = ${w.is(c, TreeStatus.idle)};`, 6)], test: name };
}
const NEVER = { before: [], test: "false" };

export const reactiveSequence: Visit<"reactiveSequence"> = (w, n, { children }, to) => everyTime(w, n, children, ALL, to);
export const reactiveFallback: Visit<"reactiveFallback"> = (w, n, { children }, to) => everyTime(w, n, children, ANY, to);

function everyTime(w: Writer, n: number, children: readonly number[], { goesOn, ends }: Order, to: To): Code {
  const ended = new Label(`ended_${n}`);
  const skips = children.every((c) => w.gives(c, "skipped")) ? w.variable(`skips_${n}`) : null;
  const quiet = (some: readonly number[]): Code => some.flatMap((c) => w.haltChild(c, w.facts.gives[c]! & RUNNING));
  const code = children.map((c, i) => {
    const next = new Label(`next_${c}`), passes = (): Code => [...w.drop(c), leave(next)], fails = (): Code => [...w.drop(c), leave(ended)];
    return block(next, ...w.visit(c, {
      // Of those before it none runs: each has been visited.
      running: () => [...w.keep(c, "running"), ...quiet(children.slice(i + 1)), ...to("running")],
      success: goesOn === "success" ? passes : fails, failure: goesOn === "failure" ? passes : fails,
      skipped: () => [...w.haltChild(c, w.skippedAs(c)), ...(skips === null ? [] : [line(`${skips} += 1;`)]), leave(next)],
    }, goesOn));
  });
  const all = skips === null ? [] : when(`${skips} === ${children.length}`, [w.become(n, TreeStatus.running), ...to("skipped")]);
  return [...(skips === null ? [] : [line(`${skips} = 0;`)]), block(ended, ...code, ...all, ...to(goesOn)), ...quiet(children), ...to(ends)];
}
