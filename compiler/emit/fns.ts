import type { FnIr } from "../ir/ir.ts";
import { IntervalWriter } from "./interval.ts";
import type { End } from "./interval.ts";
import type { Param, Place } from "./place.ts";
import { TYPES, emitPoint } from "./point.ts";
import type { FnNames, Unit } from "./unit.ts";

/** The endings under which a function's forms are written. */
export const FORMS = ["", "_lo", "_hi", "_iv"] as const;

export function emitFn(fn: FnIr, names: FnNames, unit: Unit): void {
  const place = placeOf(fn, names, unit, (id, t) => [{ id, type: TYPES[t] }]);
  const value = emitPoint(fn.body, place, unit);
  unit.add({ name: names.base, docs: place.docs, params: place.params, returns: TYPES[fn.t], statements: [`return ${value.text};`] });
}

export function emitFnOverIntervals(fn: FnIr, names: FnNames, unit: Unit): void {
  const place = placeOf(fn, names, unit, (id, t) => (t === "num" ? [{ id: `${id}_lo`, type: "number" }, { id: `${id}_hi`, type: "number" }] : [{ id, type: TYPES[t] }]));
  const add = (form: string, docs: string, statements: readonly string[]): void =>
    unit.add({ name: `${names.base}_${form}`, docs, params: place.params, returns: TYPES[fn.t], statements });
  if (fn.t !== "num") {
    const { statements, value } = IntervalWriter.value(fn.body, place, unit);
    return add("iv", `Over intervals: ${place.docs}`, [...statements, `return ${value};`]);
  }
  if (names.calls) {
    const { statements, ends } = IntervalWriter.ends(fn.body, place, unit, ["lo", "hi"]);
    const sets = ends.map((end, i) => `ends[${names.ends + i}] = ${end};`);
    return unit.add({ name: `${names.base}_iv`, docs: `Both ends of ${place.docs}`, params: place.params, returns: "void", statements: [...statements, ...sets] });
  }
  for (const end of ["lo", "hi"] as const satisfies readonly End[]) {
    const { statements, ends } = IntervalWriter.ends(fn.body, place, unit, [end]);
    add(end, `The ${end === "lo" ? "lower" : "upper"} end of ${place.docs}`, [...statements, `return ${ends[0]};`]);
  }
}

function placeOf(fn: FnIr, names: FnNames, unit: Unit, params: (id: string, t: FnIr["t"]) => readonly Param[]): Place {
  const local = unit.names.inner();
  const ids = fn.params.map((param) => ({ ...param, id: local.take(param.name, ["", "_lo", "_hi"]) }));
  return {
    reads: [], slots: null, locals: new Map(ids.map(({ name, id }) => [name, { id, raw: false }])),
    params: ids.flatMap(({ id, t }) => params(id, t)), owner: names.base, docs: unit.lines.cite(fn.at),
  };
}
