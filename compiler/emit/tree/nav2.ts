import { TreeStatus } from "../../ir/tree.ts";
import { IDLE, RUNNING } from "./facts.ts";
import { again as goOn, block, Label, leave, line, loop, when, type Code } from "./statements.ts";
import { weight } from "./expressions.ts";
import type { Visit, Writer } from "./writer.ts";

/** Its own status is idle where it is skipped. */
const idle = (w: Writer, n: number): Code => (w.facts.before[n] === IDLE ? [] : [w.become(n, TreeStatus.idle)]);

/** All children, however they were left. */
const reset = (w: Writer, children: readonly number[]): Code => children.flatMap((c) => w.haltChild(c, w.left(c)));

export const recovery: Visit<"recovery"> = (w, n, { children, retries }, to) => {
  const [tried, rescue] = children as [number, number], tries = retries > 0, resumes = tries && w.gives(rescue, "running");
  const round = new Label(`try_${n}`), failed = new Label(`recover_${n}`);
  const uncounted: Code = tries ? [w.put(n, "count", 0)] : [], fromTheStart: Code = resumes ? [w.put(n, "index", 0)] : [];
  const attempt = w.visit(tried, {
    running: () => [...w.keep(tried, "running"), ...to("running")],
    success: () => [...w.drop(tried), ...uncounted, ...to("success")],
    failure: () => [...w.drop(tried), ...(tries ? when(`${w.cell(n, "count")} < ${retries}`, [leave(failed)]) : []), ...uncounted, ...to("failure")],
    skipped: () => [...w.haltChild(tried, w.skippedAs(tried)), ...uncounted, ...idle(w, n), ...to("skipped")],
  });
  if (!tries) return attempt;
  const recover = w.visit(rescue, {
    running: () => [...w.keep(rescue, "running"), w.put(n, "index", 1), ...to("running")],
    success: () => [...w.drop(rescue), ...fromTheStart, w.add(n, "count"), goOn(round)],
    failure: () => [...w.drop(rescue), ...fromTheStart, ...uncounted, ...to("failure")],
    skipped: () => [...w.haltChild(rescue, w.skippedAs(rescue)), ...fromTheStart, ...to("failure")],
  });
  const resume = resumes ? when(`${w.cell(n, "index")} === 1`, [leave(failed)]) : [];
  return [loop(round, block(failed, ...resume, ...attempt), ...recover)];
};

export const pipelineSequence: Visit<"pipelineSequence"> = (w, n, { children }, to) => {
  const runsBehind = (i: number): boolean => children.slice(i + 1).some((c) => w.gives(c, "running"));
  const ended = new Label(`ended_${n}`), skips = children.every((c) => w.gives(c, "skipped")) ? w.variable(`skips_${n}`) : null;
  const code = children.map((c, i) => {
    const next = new Label(`next_${c}`), stop = [...(i > 0 ? [w.put(n, "last", i)] : []), ...to("running")];
    return block(next, ...w.visit(c, {
      running: () => [...w.keep(c, "running"), ...(runsBehind(i) ? when(`${w.cell(n, "last")} > ${i}`, [leave(next)]) : []), ...stop],
      success: () => [...(runsBehind(i) ? w.keep(c, "success") : w.drop(c)), leave(next)],
      failure: () => [...w.drop(c), leave(ended)],
      skipped: () => [...(skips === null ? [] : [line(`${skips} += 1;`)]), leave(next)],
    }));
  });
  const fromTheStart = [...reset(w, children), ...(runsBehind(0) ? [w.put(n, "last", 0)] : [])];
  const all = skips === null ? [] : when(`${skips} === ${children.length}`, to("skipped"));
  return [...(skips === null ? [] : [line(`${skips} = 0;`)]), block(ended, ...code, ...fromTheStart, ...all, ...to("success")), ...fromTheStart, ...to("failure")];
};

export const roundRobin: Visit<"roundRobin"> = (w, n, { children }, to) => {
  const size = children.length, index = w.cell(n, "index"), failures = w.cell(n, "failures");
  const round = new Label(`round_${n}`), exhausted = new Label(`exhausted_${n}`), won = new Label(`won_${n}`);
  const skips = children.some((c) => w.gives(c, "skipped")) ? w.variable(`skips_${n}`) : null;
  const isKept = (c: number): boolean => children.some((other) => other !== c && w.gives(other, "running"));
  const cases = children.map((c, i) => {
    const next = w.put(n, "index", (i + 1) % size);
    return { value: i, body: w.visit(c, {
      running: () => [...w.keep(c, "running"), ...to("running")],
      success: () => [...w.drop(c), next, leave(won)],
      failure: () => [...(isKept(c) ? w.keep(c, "failure") : w.drop(c)), next, w.add(n, "failures"), goOn(round)],
      skipped: () => [next, ...(skips === null ? [] : [line(`${skips} += 1;`)]), goOn(round)],
    }) };
  });
  const [first, ...others] = cases;
  const choose: Code = others.length === 0 ? first!.body : [{ kind: "switch", on: index, weight: 6, cases: others, otherwise: first!.body }];
  const goesOn = when(`${failures}${skips === null ? "" : ` + ${skips}`} < ${size}`, [], [leave(exhausted)], 8);
  const all = skips === null ? [] : when(`${skips} === ${size}`, [...idle(w, n), ...to("skipped")]);
  return [
    ...(skips === null ? [] : [line(`${skips} = 0;`)]),
    block(won, block(exhausted, loop(round, ...goesOn, ...choose)), ...reset(w, children), w.put(n, "index", 0), w.put(n, "failures", 0), ...all, ...to("failure")),
    w.put(n, "failures", 0), ...reset(w, children), ...to("success"),
  ];
};

/** Whether a node begins, or its child runs: then the child is visited in any case. */
const begun = (w: Writer, n: number, child: number): readonly string[] => [
  w.facts.before[n] === IDLE ? "true" : w.is(n, TreeStatus.idle), ...(w.mayBeRunning(child) ? [w.is(child, TreeStatus.running)] : []),
];

export const again: Visit<"again"> = (w, n, { children }, to) => {
  const [trigger, child] = children as [number, number], goes = new Label(`visit_${n}`), asked = new Label(`asked_${n}`);
  const ask = block(asked, ...w.visit(trigger, {
    running: () => [...w.keep(trigger, "running"), leave(asked)],
    success: () => [...w.drop(trigger), leave(goes)],
    failure: () => [...w.drop(trigger), leave(asked)],
    skipped: () => [...w.haltChild(trigger, w.skippedAs(trigger)), leave(asked)],
  }));
  const ended = (): Code => [...w.drop(child), ...w.haltChild(trigger, w.facts.gives[trigger]! & RUNNING)];
  const visit = w.visit(child, {
    running: () => [...w.keep(child, "running"), ...to("running")],
    success: () => [...ended(), ...to("success")], failure: () => [...ended(), ...to("failure")],
    skipped: () => [w.become(n, TreeStatus.running), ...to("skipped")],
  });
  return [block(goes, ask, ...begun(w, n, child).flatMap((test) => when(test, [leave(goes)])), ...to("running")), ...visit];
};

export const every: Visit<"every"> = (w, n, { children, samples }, to) => {
  const child = children[0]!, goes = new Label(`visit_${n}`), [isFirst, ...runs] = begun(w, n, child);
  const begin = [w.put(n, "began", w.sample), w.put(n, "period", w.parameter(samples), weight(samples))];
  const visit = w.visit(child, {
    running: () => [...w.keep(child, "running"), ...to("running")],
    success: () => [...w.drop(child), w.put(n, "began", w.sample), ...to("success")],
    failure: () => [...w.drop(child), ...to("failure")],
    skipped: () => [w.become(n, TreeStatus.running), ...to("skipped")],
  });
  return [block(goes,
    ...when(isFirst!, [...begin, leave(goes)]), ...runs.flatMap((test) => when(test, [leave(goes)])),
    ...when(`${w.sample} - ${w.cell(n, "began")} >= ${w.cell(n, "period")}`, [leave(goes)], [], 10), ...to("running")), ...visit];
};
