import type { EnvIr, Ir, ProgramIr } from "../../compiler/ir/ir.ts";
import { compile, compileNumber, type NumberAt } from "../interpreter/expressions.ts";
import { broken, frame, operand, scopeOf, type Frame, type Scope } from "../interpreter/scope.ts";
import { settled } from "../interpreter/robustness.ts";
import { defaultOf, unknownIn } from "../interpreter/transition.ts";
import { FALSE, TRUE, UNKNOWN, unknownOf, type Truth } from "../interpreter/values.ts";
import type { TraceColumns } from "./offline.ts";
import { isFormula, type Formulas } from "./witness-formula.ts";
import { Memories } from "./witness-memory.ts";
import type { Atom, Read, Ref } from "./witness-nodes.ts";
import { Robustnesses } from "./witness-robustness.ts";
import { pushed, type Stretch } from "./witness-reach.ts";
import type { Clock } from "./witness-windows.ts";

export type Visible = (slot: number, index: number) => boolean;
/** What a formula inside a number is. */
export type TruthAt = (of: Ref, k: number) => Truth;

/** The frame of the sample at hand, moved along the trace: frames are not made ahead. */
type Cursor = Frame & { at: number };

/** Atoms over the columns of a trace, of which not all may be visible. */
export class Values {
  readonly env: EnvIr;
  readonly trace: TraceColumns;
  readonly #formulas: Formulas;
  readonly #on: { readonly clock: Clock; readonly formulas: Formulas };
  readonly #visible: Visible | null;
  readonly #cursor: Cursor = { ...frame({}), at: 0 };
  readonly #compiled = new Map<Ir, NumberAt>();
  readonly #scope: Scope<Frame>;
  readonly #memories: Memories;
  readonly #robustness: Robustnesses;
  readonly #unknown: readonly number[];
  /** Left out to see whether an atom can do without. */
  readonly #hidden = new Set<number>();
  /** Nothing is visible. */
  #blind = false;

  constructor(program: ProgramIr, env: EnvIr, trace: TraceColumns, formulas: Formulas, clock: Clock, truthAt: TruthAt, visible: Visible | null = null) {
    this.env = env;
    this.trace = trace;
    this.#formulas = formulas;
    this.#on = { clock, formulas };
    this.#visible = visible;
    this.#unknown = [...env.obs, ...env.acts].map(unknownIn);
    const scope = (memory: (m: number, k: number) => number): Scope<Frame> => scopeOf<Frame>(program, env, (ir, inner) => this.#timed(ir, inner, truthAt, memory));
    this.#scope = scope((m, k) => this.#memories.value(m, k));
    this.#robustness = new Robustnesses(clock, this.#scope, this.#at);
    this.#memories = new Memories(env, formulas, trace.length, scope((m, k) => this.#memories.before(m, k)), this.#at);
  }

  truth(atom: Atom, k: number): Truth {
    return this.number(atom.ir, k) as Truth;
  }

  /** A number or a truth of the sample. */
  number(ir: Ir, k: number): number {
    let value = this.#compiled.get(ir);
    if (value === undefined) this.#compiled.set(ir, (value = compileNumber(ir, this.#scope)));
    return this.#at(k, value);
  }

  /** A slot's value, unknown where it is not visible. */
  slot(slot: number, k: number): number {
    if (!this.#sees(slot, k)) return this.#unknown[slot]!;
    return columnOf(this.env, this.trace, slot)?.[k] ?? this.#unknown[slot]!;
  }

  /** The samples of slots that decide an atom at k. */
  needed(atom: Atom, k: number): readonly Stretch[] {
    const stretches: Stretch[] = [];
    for (const read of atom.reads) {
      const t = k + read.offset;
      if (t < 0) continue;
      switch (read.kind) {
        case "slot": stretches.push({ slot: read.slot, from: t, to: t }); break;
        case "memory": {
          const { since, slots } = this.#memories.needs(read.memory, t);
          if (since <= t) for (const { slot, offset } of slots) stretches.push({ slot, from: since + offset, to: t + offset });
          break;
        }
        case "robustness": pushed(read.of, t, t, this.#on, stretches); break;
        case "truth": break;
      }
    }
    return atom.strict || stretches.length < 2 ? stretches : this.#enough(atom, k, stretches);
  }

  /** At least so many samples decide the atom, wherever it is definite. */
  least(atom: Atom): number {
    if (atom.strict) return atom.reads.filter((read) => read.kind === "slot" && (read.offset === 0 || !readsLast(atom.ir))).length;
    if (!atom.reads.every((read) => read.kind === "slot" && read.offset === 0)) return 0;
    this.#blind = true;
    const truth = this.truth(atom, 0);
    this.#blind = false;
    return truth === UNKNOWN ? 1 : 0;
  }

  /** Without those that the atom can do without. */
  #enough(atom: Atom, k: number, stretches: readonly Stretch[]): readonly Stretch[] {
    const truth = this.truth(atom, k), singles = stretches.filter((one) => one.from === one.to);
    const dropped = new Set<Stretch>();
    for (const one of singles) {
      const key = this.#key(one.slot, one.from);
      this.#hidden.add(key);
      if (this.truth(atom, k) === truth) dropped.add(one);
      else this.#hidden.delete(key);
    }
    this.#hidden.clear();
    return stretches.filter((one) => !dropped.has(one));
  }

  /** An expression at a sample; whatever is being read meanwhile goes on where it was. */
  #at = <V>(k: number, value: (frame: Frame) => V): V => {
    const cursor = this.#cursor, back = cursor.at;
    cursor.at = k;
    const result = value(cursor);
    cursor.at = back;
    return result;
  };

  #sees(slot: number, k: number): boolean {
    if (this.#blind || (this.#hidden.size > 0 && this.#hidden.has(this.#key(slot, k)))) return false;
    return this.#visible === null || this.#visible(slot, k);
  }

  #key(slot: number, k: number): number {
    return slot * this.trace.length + k;
  }

  #timed(ir: Ir, inner: Scope<Frame>, truthAt: TruthAt, memory: (m: number, k: number) => number): ((frame: Frame) => unknown) | undefined {
    const { env } = this, first = this.env.obs.length;
    const only = (): Read => this.#formulas.readsOf(ir)[0]!;
    const slot = (): number => { const read = only(); return read.kind === "slot" ? read.slot : broken(ir.op); };
    switch (ir.op) {
      case "obs": case "act": { const place = slot(); return (f) => this.slot(place, f.at); }
      case "last": { const place = slot(), start = defaultOf(env.acts[place - first]!); return (f) => (f.at > 0 ? this.slot(place, f.at - 1) : start); }
      case "mem": { const read = only(), place = read.kind === "memory" ? read.memory : broken(ir.op); return (f) => memory(place, f.at); }
      case "active": return () => NaN;
      case "robustness": case "margin": { const of = this.#formulas.measured(ir); return (f) => settled(this.#robustness.of(of, f.at)); }
      case "present": return inner.locals.size === 0 ? this.#present(ir, inner) : undefined;
      case "previous": {
        if (ir.t === "bool") break;
        const value = compile(operand(ir, 0), inner), unknown = unknownOf(ir.t);
        return (f) => (f.at > 0 ? this.#at(f.at - 1, value) : unknown);
      }
    }
    if (!isFormula(ir)) return undefined;
    const of = this.#formulas.refOf(ir);
    return (f) => truthAt(of, f.at);
  }

  /** What is not visible may be there or not. */
  #present(ir: Ir, inner: Scope<Frame>): (frame: Frame) => Truth {
    const of = operand(ir, 0), value = compile(of, inner), reads = this.#formulas.readsOf(of), unknown = unknownOf(of.t);
    const isThere = (frame: Frame): boolean => !Object.is(value(frame), unknown);
    const isSeen = ({ at }: Frame): boolean => reads.every((read) => read.kind !== "slot" || at + read.offset < 0 || this.#sees(read.slot, at + read.offset));
    return (f) => (isThere(f) ? TRUE : isSeen(f) ? FALSE : UNKNOWN);
  }
}

/** What is numbered observations first, then actions. */
export function columnOf(env: EnvIr, trace: TraceColumns, slot: number): Float64Array | null {
  return slot < env.obs.length ? trace.obs[slot] ?? null : trace.acts[slot - env.obs.length] ?? null;
}

/** The action before the first sample is its default: no sample decides it. */
function readsLast(ir: Ir): boolean {
  return ir.op === "last" || (ir.args ?? []).some(readsLast);
}
