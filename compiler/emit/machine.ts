import type { Ir, SampledGuardIr } from "../ir/ir.ts";
import { machineLayout, type MachineIr, type StateIr } from "../ir/machine.ts";
import type { SetIr, SourceOfTree } from "../ir/tree.ts";
import { NOW, type Constant, type EnvWriter } from "./envs.ts";
import { Raw, type Value } from "./literals.ts";
import { constantCase } from "./names.ts";
import { inGroups } from "./parts.ts";
import { TREE, pass, type Place } from "./place.ts";
import { emitPoint } from "./point.ts";
import { comment } from "./text.ts";

const NONE = null;

/** Writes a machine's functions, and the table of what it does: whoever follows it says who may act. */
export class MachineWriter {
  readonly #w: EnvWriter;
  readonly #machine: MachineIr;
  readonly #entries: ReadonlyMap<string, string>;

  /** Its entries' places are added to `constants`. */
  constructor(machine: MachineIr, writer: EnvWriter, constants: Constant[]) {
    this.#w = writer;
    this.#machine = machine;
    const { entries } = machineLayout(machine);
    this.#entries = new Map(machine.entries.map(({ name }, i) => {
      const id = writer.unit.names.take(constantCase(`${machine.name}_${name}`));
      constants.push({ name: id, value: entries + i, docs: comment(`Entry \`${name}\` of \`${machine.name}\``) });
      return [name, id];
    }));
  }

  table(): Value {
    const { start, states, entries } = this.#machine;
    let numbers = 0;
    return {
      places: { ...machineLayout(this.#machine) }, start, starts: entries.map(({ kind, start: first }) => first ?? (kind === "bool" ? 1 : NaN)),
      states: states.map((state) => {
        const first = numbers;
        numbers += state.ensures.length;
        return this.#state(state, first);
      }),
    };
  }

  #state({ name, at, go, ensures, entry, exit, sample }: StateIr, first: number): Value {
    const owner = `${this.#machine.name}_${name}`;
    return {
      go: go.map(({ to, when, ticks, at: place }) => ({ to, when: this.#truth(`${owner}_to_${this.#machine.states[to]!.name}`, place, when), ticks })),
      ensures: ensures.map(({ value, ticks, doing, at: place }, i) => ({ value: this.#truth(`${owner}_ensures`, place, value), ticks, doing: doing === null ? -1 : first + i })),
      entry: this.#sets(`${owner}_entry`, at, entry), exit: this.#sets(`${owner}_exit`, at, exit), sample: this.#sets(`${owner}_sample`, at, sample),
    };
  }

  #truth(wanted: string, at: StateIr["at"], ir: Ir): Raw {
    const { unit } = this.#w;
    const place = this.#place(unit.names.take(wanted), at);
    unit.add({ name: place.owner, docs: place.docs, params: TREE, returns: "Tri", statements: [`return ${emitPoint(ir, place, unit).text};`] });
    return new Raw(place.owner);
  }

  /** One entry after the other: each value reads those before. */
  #sets(wanted: string, at: StateIr["at"], sets: readonly SetIr[]): Value {
    if (sets.length === 0) return NONE;
    const { unit } = this.#w;
    const place = this.#place(unit.names.take(wanted), at);
    const groups = inGroups(sets, ({ value }) => value, "point").map((group) => group.map(({ entry, value }) => `t[${this.#entries.get(entry)!}] = ${emitPoint(value, place, unit).text};`));
    const add = (name: string, statements: readonly string[]): string => (unit.add({ name, docs: place.docs, params: TREE, returns: "void", statements }), name);
    const statements = groups.length === 1 ? groups[0]! : groups.map((group) => `${add(unit.names.take(`${place.owner}_part`), group)}(${pass(TREE)});`);
    return new Raw(add(place.owner, statements));
  }

  #place(owner: string, at: StateIr["at"]): Place {
    return { reads: NOW, slots: this.#w.slots, locals: new Map(), entries: this.#entries, params: TREE, owner, docs: this.#w.unit.lines.cite(at) };
  }
}

/** Who of a guard may act: in each state, and while an ensure's `doing` makes good what was done. `sources`: of a tree, by proposer. */
export function mayTable({ states }: MachineIr, { proposers }: SampledGuardIr, sources: (tree: string) => readonly SourceOfTree[]): { readonly [field: string]: Value } {
  const row = (names: readonly string[]): Value => ({
    proposers: proposers.map(({ name, source }) => source.kind === "tree" || names.includes(name)),
    sources: proposers.map(({ name, source }) => (source.kind === "tree" ? sources(name).map((one) => names.includes(one.name)) : [])),
  });
  return { states: states.map(({ may }) => row(may)), doing: states.flatMap(({ ensures }) => ensures.map(({ doing }) => (doing === null ? NONE : row([doing])))) };
}
