import type { Ir, Op } from "../../compiler/ir/ir.ts";
import { bodyOf, inCall } from "./expressions.ts";
import { isOver } from "./lists.ts";
import { BINARY, clamp, equal, isBinary, isMany, isUnary, MANY, UNARY } from "./operators.ts";
import { broken, type Closure, found, operand, type Scope } from "./scope.ts";
import { binarySpan, byEnds, COMPARE, hull, isArithmetic, isComparison, isKnown, NOT_KNOWN, point, type Span, unarySpan } from "./spans.ts";
import { FALSE, isPresent, TRUE, UNKNOWN, unknownOf } from "./values.ts";

/** Like a point frame, but states, actions and disturbances are known within bounds. A truth value t is the span [t, t]. */
export interface Spread {
  readonly obs: readonly Span[];
  readonly act: readonly Span[];
  readonly last: ArrayLike<number>;
  readonly mem: ArrayLike<number>;
  readonly dist: readonly Span[];
  locals: unknown[];
}

/** Numbers are spans, truth values numbers, texts as they are. */
export type Bounds = Closure<Spread>;
export type SpanOf = Closure<Spread, Span>;
export type TruthOf = Closure<Spread, number>;
type SpreadScope = Scope<Spread>;

export function spans(ir: Ir, scope: SpreadScope): SpanOf {
  if (ir.t !== "num") broken(`${ir.op} is a ${ir.t}, not a number`);
  return bounds(ir, scope) as SpanOf;
}

export function truths(ir: Ir, scope: SpreadScope): TruthOf {
  if (ir.t !== "bool") broken(`${ir.op} is a ${ir.t}, not a truth value`);
  return bounds(ir, scope) as TruthOf;
}

/** A closure that holds every value the expression has somewhere in the spread. */
export function bounds(ir: Ir, scope: SpreadScope): Bounds {
  return reading(ir, scope) ?? operation(ir, scope);
}

function reading(ir: Ir, scope: SpreadScope): Bounds | undefined {
  const name = ir.name ?? "";
  switch (ir.op) {
    case "num": { const known = typeof ir.value === "number" ? point(ir.value) : NOT_KNOWN; return () => known; }
    case "bool": { const known = ir.value === true ? TRUE : ir.value === false ? FALSE : UNKNOWN; return () => known; }
    case "text": { const known = ir.value ?? null; return () => known; }
    case "local": { const { index } = found(scope.locals.get(name), `variable ${name}`); return (f) => f.locals[index]; }
    case "obs": case "act": case "dist": {
      const from = ir.op, index = found(scope.slots[from].get(name), `${from} slot ${name}`);
      return ir.t === "bool" ? (f) => f[from][index]?.lo ?? UNKNOWN : (f) => f[from][index] ?? NOT_KNOWN;
    }
    case "last": case "mem": {
      const from = ir.op, index = found(scope.slots[from].get(name), `${from} slot ${name}`);
      return ir.t === "bool" ? (f) => f[from][index] : (f) => point(f[from][index] ?? NaN);
    }
    default: return undefined;
  }
}

/** Sampled envs have no lists, so nothing is worth knowing about these. */
const ONLY_ON_LISTS: ReadonlySet<string> = new Set<Op>(["length", "contains", "index", "field", "arg"]);

function operation(ir: Ir, scope: SpreadScope): Bounds {
  const { op } = ir;
  if (isOver(op) || ONLY_ON_LISTS.has(op)) {
    const nothing = ir.t === "num" ? NOT_KNOWN : unknownOf(ir.t);
    return () => nothing;
  }
  const args = (ir.args ?? []).map((arg) => bounds(arg, scope));
  const type = (i: number): Ir["t"] => operand(ir, i).t;
  const at = (i: number): Bounds => found(args[i], `operand ${i} of ${op}`);
  if (op === "extent") { const a = at(0) as TruthOf; return (f) => point(UNARY.extent(a(f))); }
  if (op === "not") { const a = at(0) as TruthOf; return (f) => 2 - a(f); }
  if (isUnary(op)) { const a = at(0) as SpanOf; return (f) => unarySpan(op, a(f)); }
  if (op === "eq" || op === "ne") {
    const a = at(0), b = at(1), eq = equality(type(0));
    return op === "eq" ? (f) => eq(a(f), b(f)) : (f) => 2 - eq(a(f), b(f));
  }
  if (isComparison(op)) { const a = at(0) as SpanOf, b = at(1) as SpanOf; return (f) => COMPARE[op](a(f), b(f)); }
  if (isBinary(op)) {
    if (isArithmetic(op)) { const a = at(0) as SpanOf, b = at(1) as SpanOf; return (f) => binarySpan(op, a(f), b(f)); }
    const a = at(0) as TruthOf, b = at(1) as TruthOf;
    return (f) => BINARY[op](a(f), b(f));
  }
  if (isMany(op)) return many(op, args);
  switch (op) {
    case "clamp": return (f) => byEnds((args as SpanOf[]).map((arg) => arg(f)), clamp as (...ends: number[]) => number);
    case "if": return choice(ir, at(0) as TruthOf, at(1), at(2));
    case "call": return inCall(bodyOf(ir.name ?? "", scope, bounds), args);
    case "present": { const a = at(0); return type(0) === "text" ? (f) => isPresent("text", a(f)) : (f) => (known(a(f)) ? TRUE : UNKNOWN); }
    default: return broken(`${op} does not run over intervals`);
  }
}

function known(value: unknown): boolean {
  return typeof value === "number" ? value !== UNKNOWN : isKnown(value as Span);
}

function equality(t: Ir["t"]): (a: unknown, b: unknown) => number {
  switch (t) {
    case "num": return (a, b) => COMPARE.eq(a as Span, b as Span);
    case "bool": return (a, b) => BINARY.iff(a as number, b as number);
    case "text": return equal;
    default: return () => UNKNOWN;
  }
}

function many(op: keyof typeof MANY, args: readonly Bounds[]): Bounds {
  const by = MANY[op];
  if (op === "and" || op === "or") return (f) => (args as TruthOf[]).reduce((result, arg) => by.with(result, arg(f)), by.from as number);
  return (f) => (args as SpanOf[]).reduce((result, arg) => byEnds([result, arg(f)], by.with), point(by.from));
}

function choice(ir: Ir, condition: TruthOf, yes: Bounds, no: Bounds): Bounds {
  const between = ir.t === "num" ? (a: unknown, b: unknown) => hull(a as Span, b as Span)
    : ir.t === "bool" ? (a: unknown, b: unknown) => (a === b ? a : UNKNOWN)
    : () => null;
  return (f) => {
    const truth = condition(f);
    return truth === TRUE ? yes(f) : truth === FALSE ? no(f) : between(yes(f), no(f));
  };
}
