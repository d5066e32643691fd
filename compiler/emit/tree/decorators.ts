import type { Ir } from "../../ir/ir.ts";
import { TreeStatus } from "../../ir/tree.ts";
import { isFresh } from "./order.ts";
import { constantOf } from "./parameters.ts";
import { again, block, Label, leave, line, loop as rounds, when, type Code } from "./statements.ts";
import type { Then, To, Visit, Writer } from "./writer.ts";

interface Single {
  readonly children: readonly number[];
}

/** Visits the child, whose end is by default the node's; one that has finished is idle again. */
function throughChild(w: Writer, n: number, { children }: Single, to: To, then: Partial<Then> = {}): Code {
  const c = children[0]!;
  return w.visit(c, {
    running: () => [...w.keep(c, "running"), ...(then.running ?? (() => to("running")))()],
    success: () => [...w.drop(c), ...(then.success ?? (() => to("success")))()],
    failure: () => [...w.drop(c), ...(then.failure ?? (() => to("failure")))()],
    skipped: then.skipped ?? (() => [w.become(n, TreeStatus.running), ...to("skipped")]),
  });
}

export const invert: Visit<"invert"> = (w, n, node, to) => throughChild(w, n, node, to, { success: () => to("failure"), failure: () => to("success") });

export const force: Visit<"force"> = (w, n, node, to) => throughChild(w, n, node, to, { success: () => to(node.to), failure: () => to(node.to) });

export const subtree: Visit<"subtree"> = (w, n, node, to) =>
  throughChild(w, n, node, to, { skipped: () => [...when(w.is(n, TreeStatus.idle), [w.become(n, TreeStatus.running)]), ...to("skipped")] });

export const keepRunning: Visit<"keepRunning"> = (w, n, node, to) =>
  throughChild(w, n, node, to, { success: () => to("running"), ...(node.swallows && { skipped: () => to("running") }) });

export const runOnce: Visit<"runOnce"> = (w, n, node, to) => {
  const { success, failure } = TreeStatus, given = w.cell(n, "given");
  const again = node.thenSkip ? when(`${given} !== 0`, to("skipped")) : [...when(`${given} === ${success}`, to("success")), ...when(`${given} === ${failure}`, to("failure"))];
  return [...again, ...throughChild(w, n, node, to, { success: () => [w.put(n, "given", success), ...to("success")], failure: () => [w.put(n, "given", failure), ...to("failure")] })];
};

export const retry: Visit<"retry"> = (w, n, node, to) => attempts(w, n, node, "failure", "success", to);
export const repeat: Visit<"repeat"> = (w, n, node, to) => attempts(w, n, node, "success", "failure", to);

interface Attempts extends Single {
  readonly kind: "retry" | "repeat";
  readonly times: Ir;
}

/** Again and again while the child gives `goesOn`; its other end is the node's. */
function attempts(w: Writer, n: number, { kind, children, times }: Attempts, goesOn: "success" | "failure", end: "success" | "failure", to: To): Code {
  const c = children[0]!, known = constantOf(times), count = w.cell(n, "count");
  // What repeats counts to what was wanted when the visit began.
  const wanted = known !== undefined ? null : kind === "repeat" ? w.variable(`times_${n}`) : w.parameter(times);
  const before = wanted !== null && kind === "repeat" ? [line(`${wanted} = ${w.parameter(times)};`, 8)] : [];
  const endless = known !== undefined ? String(known === -1) : `${wanted!} === -1`;
  const isOpen = endless === "true" ? "true" : known !== undefined ? `${count} < ${known}` : `(${count} < ${wanted!} || ${endless})`;
  const opens = known === undefined ? isOpen : String(known === -1 || known > 0);
  const fresh = w.gives(c, goesOn) ? isFresh(w, c) : { before: [], test: "false" };
  const round = new Label(`again_${n}`), exhausted = new Label(`exhausted_${n}`);
  const pause = when(fresh.test, [w.wakeUp, ...to("running")]);
  const ends = (): Code => [w.put(n, "count", 0), ...w.drop(c), ...to(end)];
  const goes = (): Code => [w.add(n, "count"), ...w.drop(c), ...when(isOpen, [], [leave(exhausted)], 8), ...pause, again(round)];
  const attempt = [...fresh.before, ...w.visit(c, {
    running: () => [...w.keep(c, "running"), ...to("running")],
    success: goesOn === "success" ? goes : ends, failure: goesOn === "failure" ? goes : ends,
    skipped: () => [...w.haltChild(c, w.skippedAs(c)), w.become(n, TreeStatus.running), ...to("skipped")],
  })];
  return [block(exhausted, ...before, ...when(opens, [], [leave(exhausted)], 8), rounds(round, ...attempt)), w.put(n, "count", 0), ...to(goesOn)];
}

export const guarded: Visit<"when"> = (w, n, node, to) => {
  const runs = node.sticks ? w.gives(node.children[0]!, "running") || w.gives(node.children[0]!, "skipped") : w.gives(node.children[0]!, "running");
  const cell = (value: number): Code => (runs ? [w.put(n, "running", value)] : []);
  const visit = throughChild(w, n, node, to, {
    running: () => [...cell(1), ...to("running")],
    success: () => [...cell(0), ...to("success")],
    failure: () => [...cell(0), ...to("failure")],
    skipped: () => [...cell(node.sticks ? 1 : 0), ...to("skipped")],
  });
  const asks = new Label(`otherwise_${n}`);
  const ask = w.ifTrue(node.value, [], [leave(asks)]);
  return [block(asks, ...(runs ? when(`${w.cell(n, "running")} === 0`, ask) : ask), ...visit), ...to(node.otherwise)];
};

export const loop: Visit<"loop"> = (w, n, node, to) => {
  const c = node.children[0]!, runs = w.gives(c, "running"), size = node.values.length;
  const isFirst = w.is(n, TreeStatus.idle);
  const first = when(isFirst, [w.put(n, "index", 0), ...(runs ? [w.put(n, "running", 0)] : [])]);
  const goOn = runs ? [w.put(n, "running", 0)] : [];
  const child = throughChild(w, n, node, to, {
    running: () => [w.put(n, "running", 1), ...to("running")],
    success: () => [...goOn, ...to("running")], failure: () => [...goOn, ...to("failure")], skipped: () => [...goOn, ...to("running")],
  });
  if (size === 0) return [...first, ...to(node.ifEmpty)];
  const chosen = new Label(`value_${n}`), empty = new Label(`empty_${n}`);
  const choose = node.values.flatMap((value, i) => when(`${w.cell(n, "index")} === ${i}`, [...w.write(node.entry, value), w.put(n, "index", i + 1), leave(chosen)]));
  const next = runs ? when(`${w.cell(n, "running")} === 1`, [leave(chosen)]) : [];
  return [block(empty, block(chosen, ...first, ...next, ...choose, leave(empty)), ...child), ...to(node.ifEmpty)];
};

export const onUpdate: Visit<"onUpdate"> = (w, n, node, to) => {
  const runs = w.gives(node.children[0]!, "running"), cell = (value: number): Code => (runs ? [w.put(n, "running", value)] : []);
  const old = new Label(`old_${n}`);
  const ask = [...when(`${w.cell(n, "seen")} === ${w.writes(node.entry)}`, [leave(old)]), w.put(n, "seen", w.writes(node.entry))];
  const visit = throughChild(w, n, node, to, {
    running: () => [...cell(1), ...to("running")], success: () => [...cell(0), ...to("success")], failure: () => [...cell(0), ...to("failure")], skipped: () => [...cell(0), ...to("skipped")],
  });
  return [block(old, ...(runs ? when(`${w.cell(n, "running")} === 0`, ask) : ask), ...visit), ...to(node.otherwise)];
};
