import { memorySlots, type EnvIr, type Ir, type Slot } from "../../ir/ir.ts";
import { size } from "../../ir/size.ts";
import type { SetIr, TreeIr } from "../../ir/tree.ts";
import { definitely } from "../definite.ts";
import { TREE, type Place } from "../place.ts";
import { emitPoint } from "../point.ts";
import type { Unit } from "../unit.ts";
import { Buffer, inBrackets } from "./buffer.ts";
import { constantOf } from "./parameters.ts";
import { line, when, type Code } from "./statements.ts";

/** What a tree's nodes compute, and what they write on its blackboard. */
export class Expressions extends Buffer {
  readonly unit: Unit;
  readonly #place: Place;

  /** `fn`: what the module calls the tree. */
  constructor(env: EnvIr, tree: TreeIr, unit: Unit, fn: string) {
    super(env, tree);
    this.unit = unit;
    const places = (slots: readonly Slot[]): ReadonlyMap<string, string> => new Map(slots.map(({ name }, i) => [name, `${i} /* ${inBrackets(name)} */`]));
    this.#place = {
      reads: ["obs", "last", "mem"], slots: { obs: places(env.obs), acts: places(env.acts), memories: places(memorySlots(env)), disturbances: new Map() },
      entries: new Map(tree.entries.map(({ name }, i) => [name, this.index(this.layout.entries + i, name)])),
      locals: new Map(), params: TREE, owner: fn, docs: unit.lines.cite(tree.at),
    };
  }

  isTrue(ir: Ir): string {
    return definitely(ir, 2, this.#place, this.unit).text;
  }

  isFalse(ir: Ir): string {
    return definitely(ir, 0, this.#place, this.unit).text;
  }

  value(ir: Ir): string {
    return emitPoint(ir, this.#place, this.unit).text;
  }

  /** A parameter: what is not known counts as 0. */
  parameter(ir: Ir): string {
    const known = constantOf(ir);
    return known === undefined ? `or_zero(${this.value(ir)})` : String(known);
  }

  /** Two branches by whether a condition is definitely true. */
  ifTrue(ir: Ir, then: Code, otherwise: Code = []): Code {
    return when(this.isTrue(ir), then, otherwise, weight(ir));
  }

  write(entry: string, value: Ir): Code {
    const i = this.entryOf(entry), stored = line(`${this.place(this.layout.entries + i, entry)} = ${this.value(value)};`, weight(value));
    return this.layout.writes[i] == null ? [stored] : [stored, line(`${this.writes(entry)} += 1;`, 4)];
  }

  run(sets: readonly SetIr[] = []): Code {
    return sets.flatMap(({ entry, value }) => this.write(entry, value));
  }
}

/** Of what is done with an expression, whose larger parts are functions of their own. */
export const weight = (ir: Ir): number => 3 + 2 * Math.min(60, size(ir));
