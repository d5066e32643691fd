import { TreeStatus } from "../../ir/tree.ts";
import { IDLE } from "./facts.ts";
import { constantOf } from "./parameters.ts";
import { block, Label, leave, line, when, type Code } from "./statements.ts";
import { weight } from "./expressions.ts";
import type { To, Visit, Writer } from "./writer.ts";

/** `due` of a node whose time does not run, is over, or does not end it any more. */
const STOPPED = -1, OVER = -2, ENDLESS = -3;

/** Visits the child, whose end stops the time. */
function endedBy(w: Writer, n: number, c: number, stop: Code, to: To): Code {
  return w.visit(c, {
    running: () => [...w.keep(c, "running"), ...to("running")],
    success: () => [...w.drop(c), ...stop, ...to("success")],
    failure: () => [...w.drop(c), ...stop, ...to("failure")],
    skipped: () => [w.become(n, TreeStatus.running), ...to("skipped")],
  });
}

export const timeout: Visit<"timeout"> = (w, n, { children, samples, loses }, to) => {
  const c = children[0]!, known = constantOf(samples);
  // Nothing runs out of time that ends with its visit.
  if (!w.gives(c, "running") && !w.gives(c, "skipped")) return endedBy(w, n, c, [], to);
  const due = known !== undefined ? (known > 0 ? `${w.sample} + ${known}` : String(ENDLESS)) : `due_after(${w.sample}, ${w.value(samples)})`;
  const begin = when(`${w.cell(n, "due")} === ${STOPPED}`, [w.put(n, "due", due, weight(samples))]);
  const over = when(`${w.cell(n, "due")} === ${OVER}`, [w.put(n, "due", STOPPED), ...to("failure")]);
  return [...begin, ...(!loses || w.mayBeRunning(c) ? over : []), ...endedBy(w, n, c, [w.put(n, "due", STOPPED)], to)];
};

export const delay: Visit<"delay"> = (w, n, { children, samples }, to) => {
  const due = w.cell(n, "due"), known = constantOf(samples);
  const time = known !== undefined ? String(Math.max(known, 0)) : `Math.max(${w.parameter(samples)}, 0)`;
  const begin = when(`${due} === ${STOPPED}`, [w.put(n, "due", `${w.sample} + ${time}`, weight(samples))]);
  return [...begin, ...when(`${due} === ${OVER} || ${w.sample} > ${due}`, [], to("running"), 8), ...endedBy(w, n, children[0]!, [w.put(n, "due", STOPPED)], to)];
};

export const wait: Visit<"wait"> = (w, n, { samples, slips }, to) => {
  const due = w.cell(n, "due"), known = constantOf(samples), before = w.facts.before[n]!;
  const time = known !== undefined ? null : w.variable(`time_${n}`);
  const begin = w.put(n, "due", `${w.sample} + ${time ?? known!}`);
  const first: Code = [
    ...(time === null ? [] : [line(`${time} = ${w.parameter(samples)};`, weight(samples))]),
    ...when(known !== undefined ? String(known <= 0) : `${time!} <= 0`, to("success")),
    ...(slips ? when(`${due} === ${ENDLESS} - ${w.sample}`, [w.put(n, "due", OVER)], [begin], 6) : [begin]), ...to("running"),
  ];
  const later = [...when(`${due} === ${OVER} || ${w.sample} > ${due}`, [w.put(n, "due", STOPPED), ...to("success")], [], 8), ...to("running")];
  return before === IDLE ? first : [...when(w.is(n, TreeStatus.idle), first), ...later];
};

/** Ends what has run out of time, in the order of the nodes. */
export function expiry(w: Writer): Code {
  return w.tree.nodes.flatMap((node, n): Code => {
    if (node.kind !== "timeout" && node.kind !== "delay" && node.kind !== "wait") return [];
    const due = w.cell(n, "due"), isOver = `${due} >= 0 && ${w.sample} > ${due}`;
    if (node.kind === "delay") return when(isOver, [w.put(n, "due", OVER), w.wakeUp], [], 10);
    if (node.kind === "wait") return when(`${w.is(n, TreeStatus.running)} && ${isOver}`, [w.put(n, "due", OVER), w.wakeUp], [], 14);
    const c = node.children[0]!, next = new Label(`timeout_${n}`), lost = w.put(n, "due", ENDLESS);
    const half = (sign: string) => line(`${w.sample} ${sign}= 0.5;`);
    const ends = [w.put(n, "due", OVER), half("-"), ...w.haltChild(c, w.left(c)), half("+"), w.wakeUp];
    if (!node.loses) return when(isOver, ends, [], 10);
    if (!w.mayBeRunning(c)) return when(isOver, [lost], [], 10);
    return when(isOver, [block(next, ...when(w.is(c, TreeStatus.running), [...ends, leave(next)]), lost)], [], 10);
  });
}
