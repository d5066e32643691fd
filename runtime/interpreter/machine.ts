import type { EnvIr, ProgramIr } from "../../compiler/ir/ir.ts";
import { machineLayout, type MachineIr, type MachineLayout, type StateIr } from "../../compiler/ir/machine.ts";
import type { SetIr } from "../../compiler/ir/tree.ts";
import { compileNumber, type NumberAt } from "./expressions.ts";
import { found, frame, type Frame, type Scope, scopeOf } from "./scope.ts";
import { TRUE, UNKNOWN } from "./values.ts";

/** A state with its expressions compiled. */
interface State {
  readonly may: ReadonlySet<string>;
  readonly go: readonly { readonly to: number; readonly when: NumberAt; readonly ticks: number }[];
  /** `number`: among the ensures of all states. */
  readonly ensures: readonly { readonly value: NumberAt; readonly ticks: number; readonly number: number; readonly compensates: boolean }[];
  readonly entry: Sets;
  readonly exit: Sets;
  readonly sample: Sets;
}
type Sets = readonly { readonly entry: number; readonly value: NumberAt }[];

const NONE = -1;

/** The machine a guard follows, sample by sample as `compiler/ir/guard-step.md` says it, over its stretch of the session's buffer. */
export class InterpretedMachine {
  readonly #machine: MachineIr;
  readonly #layout: MachineLayout;
  readonly #states: readonly State[];
  /** By number of an ensure: who makes good what was done. */
  readonly #compensating: readonly (string | null)[];

  constructor(program: ProgramIr, env: EnvIr, machine: MachineIr) {
    const scope = scopeOf<Frame>(program, env, null, machine.entries);
    let numbers = 0;
    this.#machine = machine;
    this.#layout = machineLayout(machine);
    this.#states = machine.states.map((state) => {
      const first = numbers;
      numbers += state.ensures.length;
      return compileState(state, first, scope);
    });
    this.#compensating = machine.states.flatMap(({ ensures }) => ensures.map(({ doing }) => doing));
  }

  reset(t: Float64Array): void {
    const { state, from, doing, entries, saved } = this.#layout;
    t.fill(0);
    t[state] = this.#machine.start;
    t[from] = t[doing] = NONE;
    this.#machine.entries.forEach(({ kind, start }, i) => (t[entries + i] = t[saved + i] = start ?? (kind === "bool" ? UNKNOWN : NaN)));
  }

  step(t: Float64Array, now: Frame, sample: number): void {
    const { doing, met, since, entries, saved } = this.#layout;
    const seen = frame({ ...now, entry: t.subarray(entries, saved) });
    if (sample === 0) {
      this.#run(t, this.#state(t).entry, seen);
      return this.#count(t, seen);
    }
    t[doing] = NONE;
    const { ensures, sample: every } = this.#state(t);
    this.#run(t, every, seen);
    ensures.forEach(({ value }, i) => {
      if (t[met + i] !== 1 && value(seen) === TRUE) t[met + i] = 1;
    });
    const late = ensures.find(({ ticks }, i) => t[met + i] !== 1 && sample - at(t, since) > ticks);
    if (late === undefined) this.#go(t, seen, sample);
    else this.#rollback(t, late.compensates ? late.number : NONE, seen, sample);
  }

  /** Whether a policy or a controller may act at this sample. */
  lets(t: Float64Array, name: string): boolean {
    const doing = at(t, this.#layout.doing);
    return doing >= 0 ? this.#compensating[doing] === name : this.#state(t).may.has(name);
  }

  #rollback(t: Float64Array, doing: number, seen: Frame, sample: number): void {
    const { state, since, from, met, run, entries, saved, size } = this.#layout;
    t.copyWithin(entries, saved, size);
    t[this.#layout.doing] = doing;
    t[state] = at(t, from) === NONE ? this.#machine.start : at(t, from);
    t[from] = NONE;
    t[since] = sample;
    t.fill(1, met, run);
    this.#count(t, seen);
  }

  #go(t: Float64Array, seen: Frame, sample: number): void {
    const { state, since, from, met, run, entries, saved } = this.#layout;
    const { go, ensures, exit } = this.#state(t);
    go.forEach(({ when }, i) => (t[run + i] = when(seen) === TRUE ? at(t, run + i) + 1 : 0));
    const taken = ensures.every((_, i) => t[met + i] === 1) ? go.find(({ ticks }, i) => at(t, run + i) >= ticks + 1) : undefined;
    if (taken === undefined) return;
    this.#run(t, exit, seen);
    t.copyWithin(saved, entries, saved);
    t[from] = at(t, state);
    t[state] = taken.to;
    t[since] = sample;
    t.fill(0, met, run);
    this.#run(t, this.#state(t).entry, seen);
    this.#count(t, seen);
  }

  /** On entering: each `go` may be true already. */
  #count(t: Float64Array, seen: Frame): void {
    const { run, entries } = this.#layout;
    t.fill(0, run, entries);
    this.#state(t).go.forEach(({ when }, i) => (t[run + i] = when(seen) === TRUE ? 1 : 0));
  }

  #run(t: Float64Array, sets: Sets, seen: Frame): void {
    for (const { entry, value } of sets) t[this.#layout.entries + entry] = value(seen);
  }

  #state(t: Float64Array): State {
    return found(this.#states[at(t, this.#layout.state)], "state");
  }
}

function compileState({ may, go, ensures, entry, exit, sample }: StateIr, first: number, scope: Scope<Frame>): State {
  const sets = (all: readonly SetIr[]): Sets => all.map((set) => ({ entry: found(scope.slots.entry.get(set.entry), `entry ${set.entry}`), value: compileNumber(set.value, scope) }));
  return {
    may: new Set(may),
    go: go.map(({ to, when, ticks }) => ({ to, when: compileNumber(when, scope), ticks })),
    ensures: ensures.map(({ value, ticks, doing }, i) => ({ value: compileNumber(value, scope), ticks, number: first + i, compensates: doing !== null })),
    entry: sets(entry), exit: sets(exit), sample: sets(sample),
  };
}

function at(t: Float64Array, index: number): number {
  return t[index] ?? NaN;
}
