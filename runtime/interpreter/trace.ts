import type { EnvIr, Ir, ProgramIr } from "../../compiler/ir/ir.ts";
import { compile, compileNumber, type NumberAt } from "./expressions.ts";
import { compileRobustness, type Measure } from "./robustness.ts";
import { broken, found, frame, type Frame, operand, type Scope, scopeOf } from "./scope.ts";
import { type Algebra, isTemporal, KLEENE, ROBUST, type Signal, temporal } from "./temporal.ts";
import { type Truth, unknownOf } from "./values.ts";

/** One sample of a recorded run: slots by index, truth values as 0, 1, 2. */
export interface Sample {
  readonly obs: readonly number[];
  readonly act: readonly number[];
  readonly mem: readonly number[];
  readonly last: readonly number[];
  /** Index of the proposer that acted. */
  readonly active: number;
}

/** Formulas over one recorded trace, by the direct definition. Asking again is cheap. */
export interface Oracle {
  truth(formula: Ir, index: number): Truth;
  robustness(formula: Ir, index: number): number;
}

export function evaluateAt(program: ProgramIr, env: EnvIr, formula: Ir, trace: readonly Sample[], index: number): Truth {
  return oracle(program, env, trace).truth(formula, index);
}

export function robustnessAt(program: ProgramIr, env: EnvIr, formula: Ir, trace: readonly Sample[], index: number): number {
  return oracle(program, env, trace).robustness(formula, index);
}

export function oracle(program: ProgramIr, env: EnvIr, trace: readonly Sample[]): Oracle {
  const frames = trace.map((sample, at) => frame({ ...sample, at }));
  const truths = new Map<Ir, NumberAt>(), robustnesses = new Map<Ir, NumberAt>();
  const bodies: Scope<Frame>["bodies"] = new Map();

  const truth = (formula: Ir): NumberAt => once(truths, formula, () => compileNumber(formula, scope));
  const robustness = (formula: Ir): NumberAt => once(robustnesses, formula, () => compileRobustness(formula, scope, bodies, measure));
  const specOf = (name: string | undefined): Ir => found(program.specs.find((s) => s.name === name), `spec ${name}`).formula;

  const scope: Scope<Frame> = scopeOf(program, env, (ir, inner) => {
    switch (ir.op) {
      case "active": return (f) => f.active;
      case "spec": return truth(specOf(ir.name));
      case "robustness": return robustness(specOf(ir.name));
      case "margin": return robustness(bodyOfAlways(specOf(ir.name)));
      default: return isTemporal(ir.op) ? overTime(ir, (part) => compile(part, inner) as NumberAt, KLEENE, inner) : undefined;
    }
  });

  const measure: Measure = (ir, part, inner) =>
    ir.op === "spec" ? robustness(specOf(ir.name)) : isTemporal(ir.op) ? overTime(ir, part, ROBUST, inner) : undefined;

  function overTime(ir: Ir, part: (ir: Ir) => NumberAt, algebra: Algebra, inner: Scope<Frame>): NumberAt {
    if (inner.locals.size > 0) broken(`${ir.op} inside a function or a quantifier`);
    const over = (i: number): Signal => {
      const value = part(operand(ir, i));
      return (k) => value(found(frames[k], `sample ${k}`));
    };
    const x = over(0), y = (ir.args?.length ?? 0) > 1 ? over(1) : x;
    if (ir.op === "previous" && ir.t !== "bool") {
      const unknown = unknownOf(ir.t) as number;
      return (f) => (f.at > 0 ? x(f.at - 1) : unknown);
    }
    if (!isTemporal(ir.op)) return broken(`${ir.op} is not temporal`);
    const signal = remembered(temporal({ ...ir, op: ir.op }, x, y, algebra, env.rate, frames.length), frames.length);
    return (f) => signal(f.at);
  }

  const sample = (index: number): Frame => found(frames[index], `sample ${index}`);
  return {
    truth: (formula, index) => truth(formula)(sample(index)) as Truth,
    robustness: (formula, index) => robustness(formula)(sample(index)),
  };
}

function bodyOfAlways(formula: Ir): Ir {
  return formula.op === "always" ? operand(formula, 0) : broken("margin of a spec that is not always φ");
}

function once(known: Map<Ir, NumberAt>, ir: Ir, make: () => NumberAt): NumberAt {
  const made = known.get(ir) ?? make();
  known.set(ir, made);
  return made;
}

/** Nested operators ask for the same sample again and again. */
function remembered(signal: Signal, length: number): Signal {
  const values = new Float64Array(length), known = new Uint8Array(length);
  return (k) => {
    if (known[k] !== 1) {
      values[k] = signal(k);
      known[k] = 1;
    }
    return found(values[k], `sample ${k}`);
  };
}
