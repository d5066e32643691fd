import { isTemporal, type EnvIr, type Ir, type ProgramIr, type TemporalIr } from "../../compiler/ir/ir.ts";
import type { TreeIr } from "../../compiler/ir/tree.ts";
import { compile, compileNumber, type NumberAt } from "./expressions.ts";
import { compileRobustness, type Measure, type Robustness, settled } from "./robustness.ts";
import { broken, type Closure, found, frame, type Frame, operand, type Scope, scopeOf, unknownFrame } from "./scope.ts";
import { type Algebra, KLEENE, ROBUST, type Signal, temporal } from "./temporal.ts";
import type { Span } from "./spans.ts";
import { type Truth, unknownOf } from "./values.ts";

/** One sample of a recorded run: slots by index, truth values as 0, 1, 2. */
export interface Sample {
  readonly obs: readonly number[];
  readonly act: readonly number[];
  readonly mem: readonly number[];
  readonly last: readonly number[];
  /** Of a tree: its blackboard, and what each node gave. */
  readonly entry?: readonly number[];
  readonly outcome?: readonly number[];
  /** Index of the proposer that acted. */
  readonly active: number;
  /** It was missed, or is not valid: nothing of it is known, whatever stands above. */
  readonly unknown?: true;
}

/** Formulas over one recorded trace, by the direct definition. Asking again is cheap. */
export interface Oracle {
  truth(formula: Ir, index: number): Truth;
  /** NaN where something unknown could still change it. */
  robustness(formula: Ir, index: number): number;
  /** What the robustness lies between. */
  between(formula: Ir, index: number): Span;
}

export function evaluateAt(program: ProgramIr, env: EnvIr, formula: Ir, trace: readonly Sample[], index: number): Truth {
  return oracle(program, env, trace).truth(formula, index);
}

export function robustnessAt(program: ProgramIr, env: EnvIr, formula: Ir, trace: readonly Sample[], index: number): number {
  return oracle(program, env, trace).robustness(formula, index);
}

export function oracle(program: ProgramIr, env: EnvIr, trace: readonly Sample[], tree?: TreeIr): Oracle {
  const frames = trace.map((sample, at) => (sample.unknown === true ? unknownFrame(at) : frame({ ...sample, at })));
  const truths = new Map<Ir, NumberAt>(), robustnesses = new Map<Ir, Robustness>();
  const bodies: Scope<Frame>["bodies"] = new Map();

  const truth = (formula: Ir): NumberAt => once(truths, formula, () => compileNumber(formula, scope));
  const robustness = (formula: Ir): Robustness => once(robustnesses, formula, () => compileRobustness(formula, scope, bodies, measure));
  const specOf = (name: string | undefined): Ir => found(program.specs.find((s) => s.name === name), `spec ${name}`).formula;

  const scope: Scope<Frame> = scopeOf(program, env, (ir, inner) => {
    switch (ir.op) {
      case "active": return (f) => f.active;
      case "spec": return truth(specOf(ir.name));
      case "robustness": return number(robustness(specOf(ir.name)));
      case "margin": return number(robustness(bodyOfAlways(specOf(ir.name))));
      default:
        if (!isTemporal(ir)) return undefined;
        return ir.t === "bool" ? overTime(ir, (part) => compileNumber(part, inner), KLEENE, inner) : valueBefore(ir, inner);
    }
  }, tree?.entries, tree?.nodes);

  const measure: Measure = (ir, part, inner) =>
    ir.op === "spec" ? robustness(specOf(ir.name)) : isTemporal(ir) ? overTime(ir, part, ROBUST, inner) : undefined;

  function overTime<V>(ir: TemporalIr, part: (ir: Ir) => Closure<Frame, V>, algebra: Algebra<V>, inner: Scope<Frame>): Closure<Frame, V> {
    if (inner.locals.size > 0) broken(`${ir.op} inside a function or a quantifier`);
    const over = (i: number): Signal<V> => {
      const value = part(operand(ir, i));
      return (k) => value(sample(k));
    };
    const x = over(0), y = (ir.args?.length ?? 0) > 1 ? over(1) : x;
    const signal = remembered(temporal(ir, x, y, algebra, env.rate, frames.length));
    return (f) => signal(f.at);
  }

  /** Of a number or text, where there is no neutral end. */
  function valueBefore(ir: Ir, inner: Scope<Frame>): Closure<Frame> {
    const value = compile(operand(ir, 0), inner), unknown = unknownOf(ir.t);
    return (f) => (f.at > 0 ? value(sample(f.at - 1)) : unknown);
  }

  const sample = (index: number): Frame => found(frames[index], `sample ${index}`);
  return {
    truth: (formula, index) => truth(formula)(sample(index)) as Truth,
    robustness: (formula, index) => settled(robustness(formula)(sample(index))),
    between: (formula, index) => robustness(formula)(sample(index)),
  };
}

function bodyOfAlways(formula: Ir): Ir {
  return formula.op === "always" ? operand(formula, 0) : broken("margin of a spec that is not always φ");
}

function number(robustness: Robustness): NumberAt {
  return (f) => settled(robustness(f));
}

function once<C>(known: Map<Ir, C>, ir: Ir, make: () => C): C {
  const made = known.get(ir) ?? make();
  known.set(ir, made);
  return made;
}

/** Nested operators ask for the same sample again and again. */
function remembered<V>(signal: Signal<V>): Signal<V> {
  const values = new Map<number, V>();
  return (k) => {
    const value = values.get(k) ?? signal(k);
    values.set(k, value);
    return value;
  };
}
