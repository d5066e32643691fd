import { isTemporal, type EnvIr, type Ir, type Op, type ProgramIr, type Shape, type Slot } from "../../compiler/ir/ir.ts";
import { key } from "../../compiler/ir/key.ts";
import { optionalSlots } from "../../compiler/ir/optional-slots.ts";
import { truths, type Spread } from "../interpreter/intervals.ts";
import { scopeOf, type Scope } from "../interpreter/scope.ts";
import { point, span, type Span } from "../interpreter/spans.ts";
import { FALSE, TRUE, UNKNOWN } from "../interpreter/values.ts";
import { boundOf, type Bound } from "./bounds.ts";

/** Something that a tree asks of the world, or of what the host wrote: any of its values may come out. */
export interface Atom {
  readonly ir: Ir;
  readonly values: readonly number[];
  /** However often it is asked in a tick, it answers the same. */
  readonly keeps: boolean;
  /** It is about what the tree proposes: computed as far as that is known. */
  readonly ofProposal: boolean;
  /** What it says of one observation, where that is all. */
  readonly bound: Bound | null;
}

/** A slot with more values than that is not looked at value by value. */
const FEW = 8;

/** How much of what an expression reads is free: nothing; what has few values; more than can be listed. */
type Freedom = 0 | 1 | 2;

const CONNECTIVES: ReadonlySet<Op> = new Set<Op>(["and", "or", "not", "implies", "iff", "xor"]);
/** Known wherever their operands are. */
const TOTAL: ReadonlySet<Op> = new Set<Op>([
  "num", "bool", "obs", "last", "act", "entry", "add", "sub", "mul", "neg", "abs", "sign", "min", "max", "clamp", "tanh", "sin", "cos", "atan", "floor", "ceil", "round",
  "lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not", "implies", "iff", "xor", "if",
]);

/** Takes what is free out of a tree's expressions: each comes back as an observation of an env that has nothing but atoms. */
export class Atoms {
  readonly all: Atom[] = [];
  readonly #env: EnvIr;
  readonly #specs: ProgramIr["specs"];
  readonly #uncertain: ReadonlySet<string>;
  /** Entries whose values are the host's, or come of more than can be listed; and of these what changes between ticks alone. */
  readonly #loose: ReadonlySet<string>;
  readonly #still: ReadonlySet<string>;
  readonly #scope: Scope<Spread>;
  readonly #anywhere: Spread;
  readonly #byKey = new Map<string, number>();

  constructor(program: ProgramIr, env: EnvIr, loose: ReadonlySet<string>, still: ReadonlySet<string>) {
    this.#env = env;
    this.#specs = program.specs;
    this.#uncertain = uncertainSlots(env);
    this.#loose = loose;
    this.#still = still;
    this.#scope = scopeOf<Spread>(program, env);
    const unknown = (slots: readonly Slot[]): number[] => slots.map(({ kind }) => (kind === "bool" ? UNKNOWN : NaN));
    this.#anywhere = { obs: env.obs.map(rangeOf), act: env.acts.map(rangeOf), last: unknown(env.acts), mem: unknown([...env.memories, ...(env.monitors ?? [])]), dist: [], locals: [] };
  }

  /** A condition. */
  truth(ir: Ir): Ir {
    const inside = (): Ir => ({ ...ir, args: (ir.args ?? []).map((arg) => this.truth(arg)) });
    if (ir.op === "spec") return this.truth(this.#specs.find(({ name }) => name === ir.name)!.formula);
    if (isTemporal(ir) || CONNECTIVES.has(ir.op)) return inside();
    const freedom = this.#freedom(ir);
    if (freedom < 2) return freedom === 0 ? ir : this.#listed(ir);
    if (ir.op === "if" || ((ir.op === "eq" || ir.op === "ne") && ir.args![0]!.t === "bool")) return inside();
    return this.#atom({ ir, ...this.#possible(ir) });
  }

  /** A number, as far as its values can be listed. */
  number(ir: Ir): Ir | null {
    const freedom = this.#freedom(ir);
    return freedom === 0 ? ir : freedom === 1 ? this.#listed(ir) : null;
  }

  /** One of these numbers, whenever it is asked for. */
  anyOf(ir: Ir, values: readonly number[]): Ir {
    return this.#atom({ ir, values, keeps: false, ofProposal: false, bound: null });
  }

  #freedom(ir: Ir): Freedom {
    return Math.max(this.#own(ir), ...(ir.args ?? []).map((arg) => this.#freedom(arg))) as Freedom;
  }

  #own(ir: Ir): Freedom {
    switch (ir.op) {
      case "obs": return valuesOf(slotOf(this.#env.obs, ir)) === null ? 2 : 1;
      case "mem": case "last": return ir.t === "bool" ? 1 : 2;
      case "act": return 2;
      case "entry": return !this.#loose.has(ir.name!) ? 0 : ir.t === "bool" ? 1 : 2;
      default: return 0;
    }
  }

  /** Each free read by itself. */
  #listed(ir: Ir): Ir {
    if (this.#own(ir) === 0) return ir.args === undefined ? ir : { ...ir, args: ir.args.map((arg) => this.#listed(arg)) };
    const known = ir.op === "obs" ? valuesOf(slotOf(this.#env.obs, ir))! : [TRUE, FALSE];
    const values = this.#mayBeUnknown(ir) ? [...known, ir.t === "bool" ? UNKNOWN : NaN] : known;
    return this.#atom({ ir, values, keeps: ir.op !== "entry" || this.#still.has(ir.name!), ofProposal: false, bound: null });
  }

  /** What may come of a comparison of things whose values cannot be listed. */
  #possible(ir: Ir): Omit<Atom, "ir"> {
    const reads = readsOf(ir), acts = reads.some(({ op }) => op === "act");
    if (acts && reads.every((read) => read.op === "act" || this.#own(read) === 0)) return { values: [TRUE, FALSE], keeps: false, ofProposal: true, bound: null };
    const entries = reads.filter(({ op }) => op === "entry");
    const range = entries.length > 0 || acts ? UNKNOWN : truths(ir, this.#scope)(this.#anywhere);
    const known = range === UNKNOWN ? [TRUE, FALSE] : [range];
    return { values: acts || this.#mayBeUnknown(ir) ? [...known, UNKNOWN] : known, keeps: !acts && entries.every(({ name }) => this.#still.has(name!)), ofProposal: false, bound: boundOf(ir) };
  }

  #mayBeUnknown(ir: Ir): boolean {
    if (ir.op === "present") return false;
    if (!TOTAL.has(ir.op) || ir.value === null) return true;
    if (ir.op === "entry") return true;
    return (ir.op === "obs" && this.#uncertain.has(ir.name!)) || (ir.args ?? []).some((arg) => this.#mayBeUnknown(arg));
  }

  #atom(atom: Atom): Ir {
    const { ir } = atom, name = key(ir), known = atom.keeps ? this.#byKey.get(name) : undefined;
    const index = known ?? this.all.push(atom) - 1;
    if (atom.keeps) this.#byKey.set(name, index);
    return { op: "obs", t: ir.t, name: String(index), ...(ir.at && { at: ir.at }) };
  }
}

function readsOf(ir: Ir): readonly Ir[] {
  return [...(["obs", "mem", "last", "act", "entry"].includes(ir.op) ? [ir] : []), ...(ir.args ?? []).flatMap(readsOf)];
}

function slotOf(slots: readonly Slot[], { name }: Ir): Slot {
  return slots.find((slot) => slot.name === name)!;
}

/** All values of a slot that has few. */
function valuesOf({ kind, low, high, integer }: Slot): readonly number[] | null {
  if (kind === "bool") return [TRUE, FALSE];
  if (low === null || high === null || !integer || !(high - low < FEW)) return null;
  return Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, i) => Math.ceil(low) + i);
}

export function rangeOf({ kind, low, high }: Slot): Span {
  return kind === "bool" ? point(UNKNOWN) : span(low ?? -Infinity, high ?? Infinity);
}

/** Observations that may be unknown although they are valid: what may be left out, and elements of lists. */
function uncertainSlots(env: EnvIr): ReadonlySet<string> {
  const found = new Set([...optionalSlots(env)].map((i) => env.obs[i]!.name));
  const visit = (shape: Shape, isElement: boolean): void => {
    if (shape.kind === "slot" && isElement) found.add(env.obs[shape.slot]!.name);
    else if (shape.kind === "record") shape.fields.forEach((field) => visit(field.shape, isElement));
    else if (shape.kind === "vector" || shape.kind === "list") shape.items.forEach((item) => visit(item, isElement || shape.kind === "list"));
  };
  visit(env.obsShape, false);
  return found;
}
