import type { EnvIr, Ir } from "../ir/ir.ts";
import type { Plan, PlanNode } from "../monitor/plan.ts";
import { cellsWithEnds, type Row } from "../monitor/rows.ts";
import type { SpecPlan } from "../monitor/spec-plan.ts";
import { NOW, PROPOSED, type EnvWriter } from "./envs.ts";
import { IntervalWriter } from "./interval.ts";
import { Raw, show, type Value } from "./literals.ts";
import { COLUMN, type Place } from "./place.ts";
import { emitPoint } from "./point.ts";

const NONE = null;
const TOPS = { truth: 1, robust: Infinity, number: NaN } as const;

/** Writes the rows of monitored formulas over one env as tables; what they read off a sample goes to the unit as functions. */
export class MonitorWriter {
  readonly #w: EnvWriter;

  constructor(writer: EnvWriter) {
    this.#w = writer;
  }

  /** `over`: also over boxes of states. `columns`: also over whole traces. */
  table(owner: string, at: readonly [number, number], plan: Plan, rows: readonly Row[], cells: number, { over, columns }: { readonly over: boolean; readonly columns: boolean }): Value {
    const nodeOf = (row: Row): PlanNode => plan.nodes[row.node]!;
    const reads = (["truth", "robust", "number"] as const).flatMap((sort) => {
      const places = rows.flatMap((row, i) => (row.op === "read" && row.sort === sort ? [i] : []));
      if (places.length === 0) return [];
      const sets = places.map((place, i) => [String(i), readOf(nodeOf(rows[place]!))] as const);
      const name = `${owner}_${WORDS[sort]}`;
      return [{
        rows: places,
        write: new Raw(this.#w.write(name, at, PROPOSED, sets, NOTES[sort])),
        over: over ? new Raw(this.#w.box(`${name}_over`, at, NOW, sets, `Over intervals: ${NOTES[sort]}`)) : NONE,
      }];
    });
    const table = { rows: rows.map((row, i) => this.#row(`${owner}_${i + 1}`, at, row, nodeOf(row), columns)), reads, cells };
    return new Raw(`monitorTable(${show(table, "  ")})`);
  }

  #row(name: string, at: readonly [number, number], row: Row, node: PlanNode, columns: boolean): Value {
    const { op, x, y, c, width, by, begin, delay, state, cells, future, from } = row;
    const top = TOPS[row.sort];
    const outside = row.outside === "unknown" ? NaN : row.outside === "top" ? top : -top;
    const column = columns && op === "read" ? new Raw(this.#column(`${name}_column`, at, readOf(node))) : NONE;
    const derive = op === "derive" ? new Raw(this.#derive(`${name}_derive`, at, readOf(node), from)) : NONE;
    const all = { op, x, y, c, width, by, outside, begin, delay, state, cells, top, future, timed: timedOf(node), column, from, derive };
    // What a row has not is left out: `monitorTable` puts it in.
    return Object.fromEntries(Object.entries(all).filter(([field, value]) => !Object.is(value, UNSAID[field as keyof typeof UNSAID]) && !(Array.isArray(value) && value.length === 0)));
  }

  /** The value at every sample of a trace. */
  #column(wanted: string, at: readonly [number, number], ir: Ir): string {
    const { unit, slots } = this.#w;
    const name = unit.names.take(wanted);
    const docs = unit.lines.cite(at);
    const place: Place = { reads: PROPOSED, slots, locals: new Map(), params: COLUMN, column: true, owner: name, docs };
    const value = emitPoint(ir, place, unit);
    const params = [...COLUMN.slice(0, -1), { id: "n", type: "number" }, { id: "out", type: "Vec" }];
    unit.add({ name, docs: `At every sample: ${docs}`, params, returns: "boolean", statements: [
      "let unknown = false;", "for (let k = 0; k < n; k++) {", `  const value = ${value.text};`, "  out[k] = value;",
      `  if (${ir.t === "bool" ? "value === UNKNOWN" : "value !== value"}) unknown = true;`, "}", "return unknown;",
    ] });
    return name;
  }

  /** A value made of other rows' intervals. */
  #derive(wanted: string, at: readonly [number, number], ir: Ir, cells: readonly number[]): string {
    const { unit } = this.#w;
    const name = unit.names.take(wanted);
    const docs = unit.lines.cite(at);
    const params = ["lo", "hi", "out"].map((id) => ({ id, type: "Vec" }));
    const place: Place = { reads: [], slots: null, locals: new Map(), params: params.slice(0, 2), cells, owner: name, docs };
    const add = (statements: readonly string[]): void => unit.add({ name, docs: `Out of other parts: ${docs}`, params, returns: "void", statements });
    if (ir.t === "bool") {
      const { statements, value } = IntervalWriter.value(ir, place, unit);
      add([...statements, `out[0] = ${value};`]);
    } else {
      const { statements, ends } = IntervalWriter.ends(ir, place, unit, ["lo", "hi"]);
      add([...statements, ...ends.map((end, i) => `out[${i}] = ${end};`)]);
    }
    return name;
  }
}

const UNSAID = { x: -1, y: -1, c: -1, width: 0, by: 0, outside: NaN, begin: 0, delay: 0, cells: 0, future: false, timed: NONE, column: NONE, derive: NONE };
const WORDS = { truth: "truths", robust: "measures", number: "numbers" } as const;
const NOTES = { truth: "Truth of each part of ", robust: "How far each part is from changing its truth: ", number: "Numbers in " } as const;

function readOf(node: PlanNode): Ir {
  if (node.op !== "read") throw new Error(`a row reads the node ${node.op}`);
  return node.ir;
}

function timedOf(node: PlanNode): Value {
  switch (node.op) {
    case "timedMost": case "timedLeast": case "timedReach": {
      const op = node.op === "timedMost" ? "most" : node.op === "timedLeast" ? "least" : "reach";
      return { op, low: node.low, high: node.high ?? Infinity, held: node.held };
    }
    default: return NONE;
  }
}

/** A spec's table. */
export function specTable(of: SpecPlan, writer: EnvWriter, memories: { readonly start: Value; readonly remember: Value }): Value {
  const { spec, env, plan, rows, layout, online } = of;
  const cells = rows.reduce((sum, row) => sum + cellsWithEnds(row.cells), 0);
  const table = new MonitorWriter(writer).table(`spec_${spec.name}`, spec.at, plan, rows, cells, { over: false, columns: true });
  const { valid, obs, act, time, last, memory, monitor, truthStart, robustStart, openStart, instant, robustLo, robustHi, truth, lo, hi, verdict, openInstant, openLo, openHi, failed } = layout;
  return {
    monitor: table, truth: of.truth, robust: of.robust, bodyTruth: of.bodyTruth, bodyRobust: of.bodyRobust,
    online: online === null ? NONE : { horizon: online.horizon, truth: online.truth.map(plainRow), robust: online.robust.map(plainRow), open: online.open.map(plainRow) },
    places: { valid, obs, act, time, last, memory, monitor, truthStart, robustStart, openStart, instant, robustLo, robustHi, truth, lo, hi, verdict, openInstant, openLo, openHi, failed },
    obs: env.obs.map((slot) => (slot.kind === "bool" ? "bool" : "num")),
    defaults: defaultsOf(env), memories: env.memories.length, ...memories,
  };
}

function plainRow(row: object): Value {
  return { ...row } as Value;
}

function defaultsOf(env: EnvIr): readonly number[] {
  return env.acts.map((act) => (act.kind === "bool" ? 2 * act.default : act.default));
}

