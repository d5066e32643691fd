import { isTemporal, type EnvIr, type FnIr, type Ir, type ProgramIr } from "../../compiler/ir/ir.ts";
import { broken, found, operand } from "../interpreter/scope.ts";
import { FALSE, TRUE, type Truth } from "../interpreter/values.ts";
import { opposite, type Atom, type Node, type Placed, type Read, type Ref, type SlotRead } from "./witness-nodes.ts";
import type { Clock, Window } from "./witness-windows.ts";

const STRICT: ReadonlySet<Ir["op"]> = new Set([
  "num", "bool", "local", "obs", "act", "last", "mem", "previous", "robustness", "margin", "add", "sub", "mul", "div", "neg", "pow", "abs", "sign", "min", "max", "clamp", "sqrt",
  "exp", "log", "tanh", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "floor", "ceil", "round", "lt", "le", "gt", "ge", "eq", "ne",
]);

const isPlaced = (ir: Ir): ir is Placed => ir.at !== undefined;

/** Formulas of one env, taken apart. The same IR gives the same node. */
export class Formulas {
  readonly #program: ProgramIr;
  readonly #env: EnvIr;
  readonly #clock: Clock;
  readonly #known = new Map<Ir, Ref>();
  readonly #slots = new Map<number, readonly SlotRead[]>();
  #count = 0;

  constructor(program: ProgramIr, env: EnvIr, clock: Clock) {
    this.#program = program;
    this.#env = env;
    this.#clock = clock;
  }

  refOf(ir: Ir): Ref {
    const known = this.#known.get(ir);
    if (known !== undefined) return known;
    const ref = this.#taken(ir);
    if (isPlaced(ir)) ref.node.marks.push({ ir, when: ref.negated ? TRUE : FALSE });
    this.#known.set(ir, ref);
    return ref;
  }

  /** The formula that `robustness(s)` or `margin(s)` measures. */
  measured(ir: Ir): Ref {
    const formula = this.#specOf(ir);
    if (ir.op === "robustness") return this.refOf(formula);
    return formula.op === "always" ? this.refOf(operand(formula, 0)) : broken("margin of a spec that is not always φ");
  }

  /** What an expression reads, each once. */
  readsOf(ir: Ir): readonly Read[] {
    const reads = new Map<string, Read>();
    const add = (key: string, read: Read): void => void reads.set(`${key} ${read.offset}`, read);
    const visit = (one: Ir, offset: number): void => {
      switch (one.op) {
        case "obs": return add(`obs ${one.name}`, { kind: "slot", slot: placeOf(this.#env.obs, one), offset });
        case "act": return add(`act ${one.name}`, { kind: "slot", slot: this.#env.obs.length + placeOf(this.#env.acts, one), offset });
        case "last": return add(`act ${one.name}`, { kind: "slot", slot: this.#env.obs.length + placeOf(this.#env.acts, one), offset: offset - 1 });
        case "mem": return add(`mem ${one.name}`, { kind: "memory", memory: placeOf(this.#env.memories, one), offset });
        case "robustness": case "margin": return add(`${one.op} ${one.name}`, { kind: "robustness", of: this.measured(one), offset });
      }
      if (isFormula(one)) {
        const of = this.refOf(one);
        return add(`truth ${of.node.id}`, { kind: "truth", of, offset });
      }
      for (const arg of one.args ?? []) visit(arg, one.op === "previous" ? offset - 1 : offset);
    };
    visit(ir, 0);
    return [...reads.values()];
  }

  /** The slots that a memory's next value rests on, itself or by other memories. */
  slotsOf(memory: number): readonly SlotRead[] {
    const known = this.#slots.get(memory);
    if (known !== undefined) return known;
    const seen = new Set([memory]), slots: SlotRead[] = [];
    for (const m of seen) {
      for (const read of this.readsOf(this.#env.memories[m]!.next)) {
        if (read.kind === "memory") seen.add(read.memory);
        else if (read.kind === "slot") slots.push(read);
      }
    }
    this.#slots.set(memory, slots);
    return slots;
  }

  #taken(ir: Ir): Ref {
    const part = (i: number): Ref => this.refOf(operand(ir, i));
    const parts = (): Ref[] => (ir.args ?? []).map((arg) => this.refOf(arg));
    switch (ir.op) {
      case "spec": return this.refOf(this.#specOf(ir));
      case "not": return opposite(part(0));
      case "and": return this.#node({ op: "all", xs: parts() });
      case "or": return this.#any(parts());
      case "implies": return this.#any([opposite(part(0)), part(1)]);
      case "iff": return this.#node({ op: "same", x: part(0), y: part(1) });
      case "xor": return opposite(this.#node({ op: "same", x: part(0), y: part(1) }));
      case "eq": case "ne": {
        if (operand(ir, 0).t !== "bool") break;
        const same = this.#node({ op: "same", x: part(0), y: part(1) });
        return ir.op === "eq" ? same : opposite(same);
      }
      case "call": return this.refOf(this.#inlined(ir));
      case "if": return this.#node({ op: "choose", c: part(0), x: part(1), y: part(2) });
      default: if (isFormula(ir)) return this.#temporal(ir, part);
    }
    return this.#node({ op: "atom", ir, reads: this.readsOf(ir), strict: this.#isStrict(ir) });
  }

  #temporal(ir: Ir, part: (i: number) => Ref): Ref {
    const past = ir.op === "once" || ir.op === "historically" || ir.op === "since";
    const step = (x: Ref, by: 1 | -1, outside: Truth): Ref => this.#node({ op: "step", x, by, outside });
    const weak = ir.weak === true ? TRUE : FALSE;
    const x = part(0);
    switch (ir.op) {
      case "next": return step(x, 1, weak);
      case "previous": return step(x, -1, weak);
      case "rise": return this.#node({ op: "all", xs: [x, opposite(step(x, -1, FALSE))] });
      case "fall": return this.#node({ op: "all", xs: [opposite(x), step(x, -1, TRUE)] });
    }
    const window = this.#clock.window(ir, past);
    const some = (of: Ref, over: Window): Ref => this.#node({ op: "some", x: of, window: over });
    switch (ir.op) {
      case "once": case "eventually": return some(x, window);
      case "historically": case "always": return opposite(some(opposite(x), window));
      case "since": case "until": return this.#node({ op: "reach", x, y: part(1), window });
      case "unless": return this.#any([this.#node({ op: "reach", x, y: part(1), window }), opposite(some(opposite(x), { ...window, low: 0 }))]);
      case "release": return opposite(this.#node({ op: "reach", x: opposite(x), y: opposite(part(1)), window }));
      default: return broken(`${ir.op} is no temporal operator`);
    }
  }

  #isStrict(ir: Ir): boolean {
    if (!(ir.args ?? []).every((arg) => this.#isStrict(arg))) return false;
    if (ir.op !== "call") return STRICT.has(ir.op) && !(ir.op === "previous" && ir.t === "bool");
    const { params, body } = this.#fnOf(ir), used = new Set<string | undefined>();
    const visit = (one: Ir): void => { if (one.op === "local") used.add(one.name); (one.args ?? []).forEach(visit); };
    visit(body);
    return this.#isStrict(body) && params.every((param) => used.has(param.name));
  }

  /** A function's body with its arguments in it, placed where the call is. */
  #inlined(ir: Ir): Ir {
    const { params, body } = this.#fnOf(ir);
    const given = new Map(params.map((param, i) => [param.name, operand(ir, i)]));
    const put = ({ at: _, ...one }: Ir): Ir => {
      if (one.op === "local") return given.get(one.name ?? "") ?? broken(`no parameter ${one.name}`);
      return one.args === undefined ? one : { ...one, args: one.args.map(put) };
    };
    return put(body);
  }

  #fnOf(ir: Ir): FnIr {
    return found(this.#program.fns.find((fn) => fn.name === ir.name), `function ${ir.name}`);
  }

  #any(xs: readonly Ref[]): Ref {
    return opposite(this.#node({ op: "all", xs: xs.map(opposite) }));
  }

  #node(of: Atom | DistributiveOmit<Exclude<Node, Atom>>): Ref {
    return { node: { ...of, id: this.#count++, marks: [] } as Node, negated: false };
  }

  #specOf(ir: Ir): Ir {
    return found(this.#program.specs.find((s) => s.name === ir.name), `spec ${ir.name}`).formula;
  }
}

type DistributiveOmit<N> = N extends unknown ? Omit<N, "id" | "marks"> : never;

/** Of a node that is no expression over one sample. */
export function isFormula(ir: Ir): boolean {
  return ir.t === "bool" && (isTemporal(ir) || ir.op === "spec");
}

function placeOf(slots: readonly { readonly name: string }[], ir: Ir): number {
  const place = slots.findIndex((slot) => slot.name === ir.name);
  return place >= 0 ? place : broken(`no ${ir.op} slot ${ir.name}`);
}
