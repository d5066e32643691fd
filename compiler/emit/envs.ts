import { memorySlots, type At, type EnvIr, type Ir, type Slot } from "../ir/ir.ts";
import { IntervalWriter } from "./interval.ts";
import type { Names } from "./names.ts";
import { constantCase } from "./names.ts";
import { inGroups } from "./parts.ts";
import { OUT, OVER, POINT, pass } from "./place.ts";
import type { Param, Place, Reads } from "./place.ts";
import { emitPoint } from "./point.ts";
import { comment } from "./text.ts";
import type { SlotNames, Unit } from "./unit.ts";

export interface Constant {
  readonly name: string;
  readonly value: number;
  readonly docs: string;
}

/** Names for an env's slots, and the constants that give them their places. */
export function nameSlots(env: EnvIr, prefix: string, names: Names): { readonly slots: SlotNames; readonly constants: readonly Constant[] } {
  const constants: Constant[] = [];
  const place = (what: string, slots: readonly Slot[]): ReadonlyMap<string, string> =>
    new Map(slots.map((slot, value) => {
      const name = names.take(constantCase(prefix + slot.name));
      constants.push({ name, value, docs: comment(`${what} \`${slot.name}\`${slot.unit === "" ? "" : ` [${slot.unit}]`}${slot.doc === undefined ? "" : `: ${slot.doc}`}`) });
      return [slot.name, name];
    }));
  const slots: SlotNames = {
    obs: place("Observation", env.obs), acts: place("Action", env.acts), memories: place("Memory", memorySlots(env)),
    disturbances: new Map((env.dynamics?.disturbances ?? []).map(({ name, low, high }) => {
      const base = names.take(constantCase(`${prefix}${name}_moves`), ["_LEAST", "_MOST"]);
      constants.push({ name: `${base}_LEAST`, value: low, docs: comment(`Disturbance of \`${name}\`, at least`) });
      constants.push({ name: `${base}_MOST`, value: high, docs: comment(`Disturbance of \`${name}\`, at most`) });
      return [name, base];
    })),
  };
  return { slots, constants };
}

/** Writes the functions of guards over one env. */
export class EnvWriter {
  readonly env: EnvIr;
  readonly slots: SlotNames;
  readonly unit: Unit;

  constructor(env: EnvIr, unit: Unit) {
    this.env = env;
    this.slots = unit.slots.get(env)!;
    this.unit = unit;
  }

  /** `out[…] = …` for each number, at the present sample. */
  write(wanted: string, at: At, reads: readonly Reads[], sets: readonly Set[], note = ""): string {
    const place = this.#place(this.unit.names.take(wanted), at, reads, "point");
    return this.#inGroups(place, note, sets, "point", "out", ([index, value]) => [`out[${index}] = ${emitPoint(value, place, this.unit).text};`]);
  }

  /** A condition at the present sample. */
  truth(wanted: string, at: At, reads: readonly Reads[], ir: Ir, note = ""): string {
    const name = this.unit.names.take(wanted);
    const place = this.#place(name, at, reads, "point");
    this.unit.add({ name, docs: note + place.docs, params: POINT, returns: "Tri", statements: [`return ${emitPoint(ir, place, this.unit).text};`] });
    return name;
  }

  /** A condition over intervals. */
  truthOver(wanted: string, at: At, ir: Ir, note: string): string {
    const name = this.unit.names.take(wanted);
    const place = this.#place(name, at, AHEAD, "over");
    const { statements, value } = IntervalWriter.value(ir, place, this.unit);
    this.unit.add({ name, docs: note + place.docs, params: OVER, returns: "Tri", statements: [...statements, `return ${value};`] });
    return name;
  }

  /** The least a number can be over intervals. */
  least(wanted: string, at: At, ir: Ir, note: string, reads: readonly Reads[] = AHEAD): string {
    const name = this.unit.names.take(wanted);
    const place = this.#place(name, at, reads, "over");
    const { statements, ends } = IntervalWriter.ends(ir, place, this.unit, ["lo", "hi"]);
    this.unit.add({
      name, docs: note + place.docs, params: [...OVER, OUT], returns: "void", statements: [...statements, `out[LEAST] = bound(${ends.join(", ")});`],
    });
    return name;
  }

  /** Both ends of each value into `lo` and `hi`. */
  box(wanted: string, at: At, reads: readonly Reads[], sets: readonly Set[], note: string): string {
    const place = this.#place(this.unit.names.take(wanted), at, reads, "over");
    return this.#inGroups(place, note, sets, "intervals", "lo hi", ([index, value]) => {
      if (value.t !== "num") {
        const { statements, value: truth } = IntervalWriter.value(value, place, this.unit);
        return block(statements, [`lo[${index}] = hi[${index}] = ${truth};`]);
      }
      const { statements, ends } = IntervalWriter.ends(value, place, this.unit, ["lo", "hi"]);
      return block(statements, [`lo[${index}] = ${ends[0]};`, `hi[${index}] = ${ends[1]};`]);
    });
  }

  /** One function that writes all values, or calls one that does for each group of them. */
  #inGroups(place: Place, note: string, sets: readonly Set[], over: "point" | "intervals", outs: string, write: (set: Set) => readonly string[]): string {
    const params: readonly Param[] = [...place.params, ...outs.split(" ").map((id) => ({ id, type: "Vec" }))];
    const add = (name: string, docs: string, statements: readonly string[]): void =>
      this.unit.add({ name, docs, params, returns: "void", statements });
    const groups = inGroups(sets, ([, value]) => value, over);
    if (groups.length <= 1) add(place.owner, note + place.docs, sets.flatMap(write));
    else {
      const names = groups.map((group) => {
        const name = this.unit.names.take(`${place.owner}_part`);
        add(name, `Part of ${place.docs}`, group.flatMap(write));
        return name;
      });
      add(place.owner, note + place.docs, names.map((name) => `${name}(${pass(params)});`));
    }
    return place.owner;
  }

  #place(owner: string, at: At, reads: readonly Reads[], over: "point" | "over"): Place {
    return { reads, slots: this.slots, locals: new Map(), params: over === "point" ? POINT : OVER, owner, docs: this.unit.lines.cite(at) };
  }
}

/** A place in an array, and what goes there. */
export type Set = readonly [index: string, value: Ir];

/** The names one value needs stay apart from the next one's. */
function block(statements: readonly string[], sets: readonly string[]): readonly string[] {
  return statements.length === 0 ? sets : ["{", ...[...statements, ...sets].map((line) => `  ${line}`), "}"];
}

/** What is known of a predicted state: the action that led there is not part of it. */
export const AHEAD: readonly Reads[] = ["obs", "last", "mem"];
export const NOW: readonly Reads[] = ["obs", "last", "mem"];
export const PROPOSED: readonly Reads[] = ["obs", "act", "last", "mem"];
export const MOVING: readonly Reads[] = ["obs", "act", "last", "mem", "dist"];
