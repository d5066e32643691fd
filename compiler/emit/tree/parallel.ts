import type { Ir } from "../../ir/ir.ts";
import { TreeStatus } from "../../ir/tree.ts";
import { constantOf } from "./parameters.ts";
import { block, Label, leave, line, when, type Code } from "./statements.ts";
import type { Visit, Writer } from "./writer.ts";

/** Counters of one parallel node: cells where it can run on, variables where it ends with its visit. */
class Counts {
  readonly #w: Writer;
  readonly #n: number;
  readonly runsOn: boolean;
  readonly #variables = new Map<string, string>();

  constructor(w: Writer, n: number) {
    this.#w = w;
    this.#n = n;
    this.runsOn = w.owns(n, "running");
  }

  read(cell: string): string {
    return this.runsOn ? this.#w.cell(this.#n, cell) : this.variable(cell);
  }

  add(cell: string): Code {
    return this.runsOn ? [this.#w.add(this.#n, cell)] : [line(`${this.variable(cell)} += 1;`)];
  }

  /** One that a visit begins with 0. */
  variable(wanted: string): string {
    const known = this.#variables.get(wanted) ?? this.#w.variable(`${wanted}_${this.#n}`);
    this.#variables.set(wanted, known);
    return known;
  }

  get begin(): Code {
    return [...this.#variables.values()].map((name) => line(`${name} = 0;`));
  }

  /** Code of a child that is visited until it is done. */
  until(i: number, visit: Code): Code {
    return this.runsOn ? when(`${this.#w.cell(this.#n, `done ${i}`)} === 0`, visit) : visit;
  }

  /** A child is done. */
  done(i: number, c: number, given: "success" | "failure"): Code {
    return this.runsOn ? [...this.#w.keep(c, given), this.#w.put(this.#n, `done ${i}`, 1)] : this.#w.drop(c);
  }

  /** All cells 0, all children reset. */
  reset(children: readonly number[], cells: readonly string[]): Code {
    const w = this.#w, all = this.runsOn ? [...cells, ...children.map((_, i) => `done ${i}`)] : [];
    return [...all.map((cell) => w.put(this.#n, cell, 0)), ...children.flatMap((c) => w.haltChild(c, this.runsOn ? w.left(c) : w.skippedAs(c)))];
  }
}

/** How many children a threshold means: a number, or a variable that is set when the visit begins. */
function threshold(w: Writer, wanted: string, ir: Ir, children: number): { readonly before: Code; readonly text: string; readonly known: number | undefined } {
  const known = constantOf(ir);
  if (known !== undefined) {
    const count = Math.min(known < 0 ? Math.max(children + known + 1, 0) : known, children);
    return { before: [], text: String(count), known: count };
  }
  const text = w.variable(wanted);
  return { before: [line(`${text} = threshold(${w.value(ir)}, ${children});`, 8)], text, known: undefined };
}

/** Whether a threshold counts from all children. */
function fromAll(w: Writer, n: number, ir: Ir): { readonly before: Code; readonly test: string } {
  const known = constantOf(ir);
  if (known !== undefined) return { before: [], test: String(known < 0) };
  const test = w.variable(`from_all_${n}`, "false");
  return { before: [line(`${test} = ${w.value(ir)} < 0;`, 8)], test };
}

export const parallel: Visit<"parallel"> = (w, n, { children, success, failure, stalls }, to) => {
  const size = children.length, counts = new Counts(w, n);
  const wanted = threshold(w, `wanted_${n}`, success, size), allowed = threshold(w, `allowed_${n}`, failure, size), lenient = fromAll(w, n, success);
  const won = new Label(`won_${n}`), lost = new Label(`lost_${n}`);
  const mayAllSkip = children.every((c) => w.gives(c, "skipped"));
  const countsSkips = children.some((c) => w.gives(c, "skipped")) && (mayAllSkip || lenient.test !== "false");
  const skips = countsSkips ? counts.variable("skips") : "0";
  const wins = counts.read("successes"), losses = counts.read("failures");
  const hasWon = [
    ...when(`${wins} >= ${wanted.text}`, [leave(won)]),
    ...(countsSkips && lenient.test !== "false" ? when(`${lenient.test === "true" ? "" : `${lenient.test} && `}${wins} + ${skips} >= ${wanted.text}`, [leave(won)]) : []),
  ];
  const hasLost = [...when(`${size} - ${losses} < ${wanted.text}`, [leave(lost)]), ...when(`${losses} === ${allowed.text}`, [leave(lost)])];
  // What was looked at when a counter last changed holds until it changes again.
  const looksOnce = (wanted.known ?? 0) > 0 && (allowed.known ?? 0) > 0;
  const once = (code: Code): Code => (looksOnce ? code : []);
  const code = children.flatMap((c, i) => {
    const next = new Label(`next_${c}`);
    const visit = w.visit(c, {
      running: () => [...w.keep(c, "running"), leave(next)],
      success: () => [...counts.done(i, c, "success"), ...counts.add("successes"), ...once(hasWon), leave(next)],
      failure: () => [...counts.done(i, c, "failure"), ...counts.add("failures"), ...once(hasLost), leave(next)],
      skipped: () => [...(countsSkips ? [line(`${skips} += 1;`), ...once(lenient.test === "false" ? [] : hasWon)] : []), leave(next)],
    });
    return [...counts.until(i, [block(next, ...visit)]), ...(looksOnce ? [] : [...hasWon, ...hasLost])];
  });
  const allSkipped = mayAllSkip ? when(`${skips} === ${size}`, [w.become(n, TreeStatus.running), ...to("skipped")]) : [];
  const runners = children.filter((c) => w.mayBeRunning(c)).map((c) => w.is(c, TreeStatus.running));
  const goesOn = stalls ? to("running") : [...runners.flatMap((runs) => when(runs, to("running"))), leave(lost)];
  const reset = counts.reset(children, ["successes", "failures"]);
  return [
    ...wanted.before, ...allowed.before, ...lenient.before, ...counts.begin,
    block(won, block(lost, ...code, ...allSkipped, ...goesOn), ...reset, ...to("failure")), ...reset, ...to("success"),
  ];
};

export const parallelAll: Visit<"parallelAll"> = (w, n, { children, failures }, to) => {
  const size = children.length, counts = new Counts(w, n), allowed = threshold(w, `allowed_${n}`, failures, size);
  const mayAllSkip = children.every((c) => w.gives(c, "skipped"));
  const skips = mayAllSkip ? counts.variable("skips") : "0", waits = counts.runsOn ? counts.variable("waits") : null, losses = counts.read("failures");
  const code = children.flatMap((c, i) => {
    const next = new Label(`next_${c}`);
    return counts.until(i, [block(next, ...w.visit(c, {
      running: () => [...w.keep(c, "running"), ...(waits === null ? [] : [line(`${waits} += 1;`)]), leave(next)],
      success: () => [...counts.done(i, c, "success"), leave(next)],
      failure: () => [...counts.done(i, c, "failure"), ...counts.add("failures"), leave(next)],
      skipped: () => [...(mayAllSkip ? [line(`${skips} += 1;`)] : []), leave(next)],
    }))]);
  });
  const reset = counts.reset(children, ["failures"]), lost = new Label(`lost_${n}`);
  const finish = [...when(`${losses} >= ${allowed.text}`, [leave(lost)]), ...reset, ...to("success")];
  // Their number of failures is read before it is 0 again.
  return [
    ...allowed.before, ...counts.begin,
    block(lost, ...code,
      ...(mayAllSkip ? when(`${skips} === ${size}`, [w.become(n, TreeStatus.running), ...to("skipped")]) : []),
      ...(waits === null ? [] : when(`${waits} > 0`, to("running"))), ...finish),
    ...reset, ...to("failure"),
  ];
};
