import { TreeStatus } from "../../ir/tree.ts";
import { DONE, IDLE, RUNNING } from "./facts.ts";
import { block, Label, leave, when, type Code } from "./statements.ts";
import type { To, Visit, Writer } from "./writer.ts";

const OUTCOMES = ["success", "failure", "skipped"] as const;

/** Each ending of a branch resets the children first: what may be left of the others, and what this one was skipped as. */
function ended(w: Writer, n: number, branch: number, reset: Code, to: To): { readonly [O in (typeof OUTCOMES)[number]]: () => Code } {
  return {
    success: () => [...w.drop(branch), ...reset, ...to("success")],
    failure: () => [...w.drop(branch), ...reset, ...to("failure")],
    skipped: () => [...w.haltChild(branch, w.skippedAs(branch)), ...reset, w.become(n, TreeStatus.running), ...to("skipped")],
  };
}

export const ifThenElse: Visit<"ifThenElse"> = (w, n, { children }, to) => {
  const [condition, yes, no] = children as [number, number, number?];
  const latches = children.slice(1).some((c) => w.gives(c, "running"));
  const toYes = new Label(`then_${n}`), toNo = new Label(`else_${n}`);
  // While a branch runs on, the condition stays as it ended.
  const kept = (given: "success" | "failure"): Code => (latches ? w.keep(condition, given) : w.drop(condition));
  const reset = [...w.haltChild(condition, latches ? DONE : IDLE), ...(latches ? [w.put(n, "index", 0)] : [])];
  const visit = (branch: number, index: number): Code => w.visit(branch, { ...ended(w, n, branch, reset, to), running: () => [...w.keep(branch, "running"), w.put(n, "index", index), ...to("running")] });
  const resume = latches ? [...when(`${w.cell(n, "index")} === 1`, [leave(toYes)]), ...(no === undefined ? [] : when(`${w.cell(n, "index")} === 2`, [leave(toNo)]))] : [];
  const ask = w.visit(condition, {
    running: () => [...w.keep(condition, "running"), ...to("running")],
    success: () => [...kept("success"), leave(toYes)],
    failure: () => (no === undefined ? [...w.keep(condition, "failure"), ...to("failure")] : [...kept("failure"), leave(toNo)]),
    skipped: () => [w.become(n, TreeStatus.running), ...to("skipped")],
  });
  if (no === undefined) return [block(toYes, ...resume, ...ask), ...visit(yes, 1)];
  return [block(toNo, block(toYes, ...resume, ...ask), ...visit(yes, 1)), ...visit(no, 2)];
};

export const whileDoElse: Visit<"whileDoElse"> = (w, n, { children }, to) => {
  const [condition, yes, no] = children as [number, number, number?];
  const runsOn = children.slice(1).some((c) => w.gives(c, "running"));
  const toYes = new Label(`then_${n}`), toNo = new Label(`else_${n}`);
  const kept = (given: "success" | "failure"): Code => (runsOn ? w.keep(condition, given) : w.drop(condition));
  const reset = w.haltChild(condition, runsOn ? DONE : IDLE);
  const halted = (branch: number | undefined): Code => (branch === undefined ? [] : w.haltChild(branch, w.facts.gives[branch]! & RUNNING));
  const visit = (branch: number): Code => w.visit(branch, { ...ended(w, n, branch, reset, to), running: () => [...w.keep(branch, "running"), ...to("running")] });
  const ask = w.visit(condition, {
    running: () => [...w.keep(condition, "running"), ...to("running")],
    success: () => [...kept("success"), leave(toYes)],
    failure: () => (no === undefined ? [...w.drop(condition), ...halted(yes), ...to("failure")] : [...kept("failure"), leave(toNo)]),
    skipped: () => [...w.haltChild(condition, w.skippedAs(condition)), ...halted(yes), ...halted(no), w.become(n, TreeStatus.running), ...to("skipped")],
  });
  const second = [...halted(no), ...visit(yes)];
  return no === undefined ? [block(toYes, ...ask), ...second] : [block(toNo, block(toYes, ...ask), ...second), ...halted(yes), ...visit(no)];
};

export const switchOver: Visit<"switch"> = (w, n, { children, cases }, to) => {
  const runners = children.flatMap((c, i) => (w.gives(c, "running") ? [{ c, i }] : [])), runsOn = runners.length > 0;
  const clear = runsOn ? [w.put(n, "running", -1)] : [];
  const won = new Label(`won_${n}`), lost = new Label(`lost_${n}`);
  // Another one was skipped, and left as that.
  const reset = children.flatMap((c) => w.haltChild(c, w.skippedAs(c)));
  const branch = (c: number, i: number): Code => {
    const others = runners.filter((one) => one.i !== i);
    return [
      ...others.flatMap((one) => when(`${w.cell(n, "running")} === ${one.i}`, w.haltChild(one.c, RUNNING))),
      ...w.visit(c, {
        running: () => [...w.keep(c, "running"), w.put(n, "running", i), ...to("running")],
        success: () => [...w.drop(c), leave(won)],
        failure: () => [...w.drop(c), leave(lost)],
        skipped: () => [...clear, ...to("skipped")],
      }),
    ];
  };
  const last = children.length - 1, choose = cases.flatMap((one, i) => w.ifTrue(one, branch(children[i]!, i)));
  return [block(won, block(lost, ...choose, ...branch(children[last]!, last)), ...reset, ...clear, ...to("failure")), ...reset, ...clear, ...to("success")];
};

/** The last child is visited when one of those before it has failed. */
export const tryCatch: Visit<"tryCatch"> = (w, n, { children }, to) => {
  const tried = children.slice(0, -1), catcher = children.at(-1)!;
  const resumes = tried.some((c) => w.gives(c, "running")), latches = w.gives(catcher, "running"), counts = tried.some((c) => w.gives(c, "skipped"));
  const caught = new Label(`catch_${n}`);
  const isKept = (i: number): boolean => tried.slice(i + 1).some((c) => w.gives(c, "running"));
  const code = tried.flatMap((c, i) => {
    const next = new Label(`next_${c}`);
    const visit = block(next, ...w.visit(c, {
      running: () => [...w.keep(c, "running"), w.put(n, "index", i), ...to("running")],
      success: () => [...(isKept(i) ? w.keep(c, "success") : w.drop(c)), leave(next)],
      failure: () => [...w.drop(c), leave(caught)],
      skipped: () => [w.add(n, "skipped"), leave(next)],
    }));
    return resumes && i < tried.length - 1 ? when(`${w.cell(n, "index")} <= ${i}`, [visit]) : [visit];
  });
  const reset = [...tried.flatMap((c, i) => w.haltChild(c, (isKept(i) ? DONE : 0) | w.skippedAs(c))), ...(resumes ? [w.put(n, "index", 0)] : [])];
  const clear = w.put(n, "skipped", 0);
  const all = w.owns(n, "skipped") ? when(`${w.cell(n, "skipped")} === ${tried.length}`, [clear, w.become(n, TreeStatus.running), ...to("skipped")]) : [];
  const first = counts ? (w.facts.before[n] === IDLE ? [clear] : when(w.is(n, TreeStatus.idle), [clear])) : [];
  const done = latches ? [w.put(n, "catching", 0)] : [];
  const failed = (): Code => [...done, ...to("failure")];
  const rescue = w.visit(catcher, {
    running: () => [...w.keep(catcher, "running"), w.put(n, "catching", 1), ...to("running")],
    success: () => [...w.drop(catcher), ...failed()], failure: () => [...w.drop(catcher), ...failed()],
    skipped: () => [...w.haltChild(catcher, w.skippedAs(catcher)), ...failed()],
  });
  const resume = new Label(`resume_${n}`);
  const attempt = block(caught, ...first, ...code, ...reset, ...all, ...(counts ? [clear] : []), ...to("success"));
  return latches
    ? [block(resume, ...when(`${w.cell(n, "catching")} === 1`, [leave(resume)]), attempt, ...reset), ...rescue]
    : [attempt, ...reset, ...rescue];
};
