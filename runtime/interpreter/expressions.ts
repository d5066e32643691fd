import type { Ir, IrType, Op } from "../../compiler/ir/ir.ts";
import { rootOf } from "./facts.ts";
import { contains, elementAt, isOver, lengthOf, OVER, same } from "./lists.ts";
import { BINARY, clamp, isBinary, isMany, isUnary, MANY, UNARY } from "./operators.ts";
import { broken, type Closure, found, type Frame, inFunction, operand, type Scope, withVariable } from "./scope.ts";
import { FALSE, fromJson, isPresent, property, TRUE, UNKNOWN, unknownOf } from "./values.ts";

export type Point = Closure<Frame>;
/** A number, or a truth value as a number. */
export type NumberAt = Closure<Frame, number>;
type PointScope = Scope<Frame>;

/** Point evaluation: the expression once to closures, then a value a frame. */
export function compile(ir: Ir, scope: PointScope): Point {
  const { op } = ir;
  const timed = scope.time?.(ir, scope);
  if (timed !== undefined) return timed;
  if (isOver(op)) return over(ir, op, scope);
  const args = (ir.args ?? []).map((arg) => compile(arg, scope));
  if (isUnary(op)) return unary(UNARY[op], args as NumberAt[]);
  if (isBinary(op)) return binary(BINARY[op], args as NumberAt[], ir.args?.[1]);
  if (isMany(op)) return many(MANY[op], args as NumberAt[]);
  return other(ir, args, scope);
}

export function compileNumber(ir: Ir, scope: PointScope): NumberAt {
  if (ir.t !== "num" && ir.t !== "bool") broken(`${ir.op} is a ${ir.t}, not a number`);
  return compile(ir, scope) as NumberAt;
}

/** A condition that may be left out: then it is always true. */
export function compileWhen(ir: Ir | null, scope: PointScope): NumberAt {
  return ir === null ? () => TRUE : compileNumber(ir, scope);
}

function unary(apply: (x: number) => number, [a]: NumberAt[]): NumberAt {
  const x = found(a, "operand");
  return (f) => apply(x(f));
}

function binary(apply: (x: number, y: number) => number, [a, b]: NumberAt[], second: Ir | undefined): NumberAt {
  const x = found(a, "operand"), y = found(b, "operand");
  if (second?.op === "num" && typeof second.value === "number") {
    const { value } = second;
    return (f) => apply(x(f), value);
  }
  return (f) => apply(x(f), y(f));
}

function many(by: (typeof MANY)[keyof typeof MANY], args: NumberAt[]): NumberAt {
  return (f) => {
    let result: number = by.from;
    for (const arg of args) result = by.with(result, arg(f));
    return result;
  };
}

function other(ir: Ir, args: Point[], scope: PointScope): Point {
  const { op, t } = ir;
  const at = (i: number): Point => found(args[i], `operand ${i} of ${op}`);
  const typeOf = (i: number): IrType => operand(ir, i).t;
  switch (op) {
    case "num": case "bool": case "text": return literal(ir);
    case "obs": case "act": case "last": case "mem": case "dist": case "entry": case "outcome": return slot(op, ir, scope);
    case "local": return local(ir, scope);
    case "arg": return argument(ir, scope);
    case "call": return call(ir, args, scope);
    case "clamp": {
      const [x, low, high] = [at(0), at(1), at(2)] as [NumberAt, NumberAt, NumberAt];
      return (f) => clamp(x(f), low(f), high(f));
    }
    case "eq": case "ne": {
      const a = at(0), b = at(1), type = typeOf(0);
      return op === "eq" ? (f) => same(type, a(f), b(f)) : (f) => 2 - same(type, a(f), b(f));
    }
    case "if": {
      const condition = at(0), yes = at(1), no = at(2), unknown = unknownOf(t);
      return (f) => {
        const truth = condition(f);
        return truth === TRUE ? yes(f) : truth === FALSE ? no(f) : unknown;
      };
    }
    case "present": { const a = at(0), type = typeOf(0); return (f) => (isPresent(type, a(f)) === TRUE ? TRUE : f.known ? FALSE : UNKNOWN); }
    case "length": { const a = at(0); return (f) => lengthOf(a(f)); }
    case "contains": { const a = at(0), b = at(1), type = typeOf(1); return (f) => contains(a(f), b(f), type); }
    case "index": { const a = at(0), i = at(1) as NumberAt; return (f) => fromJson(t, elementAt(a(f), i(f))); }
    case "field": { const a = at(0), name = found(ir.name, "field's name"); return (f) => fromJson(t, property(a(f), name)); }
    default: return broken(`${op} does not run here`);
  }
}

function literal({ t, value }: Ir): Point {
  const constant = value === undefined || value === null ? unknownOf(t) : t === "bool" ? (value === true ? TRUE : FALSE) : value;
  return () => constant;
}

function slot(op: "obs" | "act" | "last" | "mem" | "dist" | "entry" | "outcome", ir: Ir, scope: PointScope): NumberAt {
  const index = found(scope.slots[op].get(ir.name ?? ""), `${op} slot ${ir.name}`);
  const unknown = ir.t === "bool" ? UNKNOWN : NaN;
  return (f) => f[op][index] ?? unknown;
}

function local({ name, t }: Ir, scope: PointScope): Point {
  const { index, raw } = found(scope.locals.get(name ?? ""), `variable ${name}`);
  return raw ? (f) => fromJson(t, f.locals[index]) : (f) => f.locals[index];
}

/** Every rule that names an argument reads it: once a call. */
function argument({ path, t }: Ir, { fns }: PointScope): Point {
  const fields = found(path, "argument's path"), name = `${t} ${JSON.stringify(fields)}`;
  let known = READ.get(fns);
  if (known === undefined) READ.set(fns, (known = new Map()));
  const point = known.get(name) ?? readOnce(fields, t);
  known.set(name, point);
  return point;
}

const READ = new WeakMap<PointScope["fns"], Map<string, Point>>();

function readOnce(fields: readonly string[], t: IrType): Point {
  let args: unknown, value: unknown;
  return (f) => {
    if (f.args === args) return value;
    args = f.args;
    value = fromJson(t, fields.reduce<unknown>((of, field) => property(of, field), args));
    return value;
  };
}

/** Bodies are compiled once; the checker has refused recursion. */
export function bodyOf<F>(name: string, scope: Scope<F>, into: (ir: Ir, scope: Scope<F>) => Closure<F>): Closure<F> {
  const known = scope.bodies.get(name);
  if (known !== undefined) return known;
  const fn = found(scope.fns.get(name), `function ${name}`);
  const body = into(fn.body, inFunction(scope, fn));
  scope.bodies.set(name, body);
  return body;
}

function call(ir: Ir, args: Point[], scope: PointScope): Point {
  return inCall(bodyOf(ir.name ?? "", scope, compile), args);
}

/** A body over the values of `args`, each evaluated in the caller's frame. */
export function inCall<F extends { locals: unknown[] }, V>(body: Closure<F, V>, args: readonly Closure<F>[]): Closure<F, V> {
  return (f) => {
    const callers = f.locals;
    const values = args.map((arg) => arg(f));
    f.locals = values;
    const result = body(f);
    f.locals = callers;
    return result;
  };
}

function over(ir: Ir, op: Op & keyof typeof OVER, scope: PointScope): NumberAt {
  const inner = withVariable(scope, found(ir.name, `variable of ${op}`), rootOf(operand(ir, 0), scope));
  const list = compile(operand(ir, 0), scope);
  const body = compileNumber(operand(ir, 1), inner);
  const unknown = ir.t === "bool" ? UNKNOWN : NaN;
  return (f) => {
    const elements = list(f);
    if (!Array.isArray(elements)) return unknown;
    const values = elements.map((element: unknown) => {
      f.locals[inner.index] = element;
      return body(f);
    });
    return OVER[op](values);
  };
}
