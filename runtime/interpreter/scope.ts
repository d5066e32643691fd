import { memorySlots, type EnvIr, type FnIr, type Ir, type ProgramIr } from "../../compiler/ir/ir.ts";
import type { Json } from "./values.ts";

/** Everything an expression can read at one instant. Slots by index, in the order of the env. */
export interface Frame {
  readonly obs: ArrayLike<number>;
  readonly act: ArrayLike<number>;
  readonly last: ArrayLike<number>;
  readonly mem: ArrayLike<number>;
  readonly dist: ArrayLike<number>;
  /** The blackboard of a tree. */
  readonly entry: ArrayLike<number>;
  /** What each node of a tree gave at this tick. */
  readonly outcome: ArrayLike<number>;
  readonly args: Json;
  readonly active: number;
  /** The sample's index in a recorded trace. */
  readonly at: number;
  /** False of a sample that was missed or is not valid: whether a value is missing in it is unknown too. */
  readonly known: boolean;
  locals: unknown[];
}

export type Closure<F, V = unknown> = (frame: F) => V;

const NONE: readonly number[] = [];
const NO_ARGS: Json = {};

/** A frame in which all that is not given is unknown. */
export function frame({ obs = NONE, act = NONE, last = NONE, mem = NONE, dist = NONE, entry = NONE, outcome = NONE, args = NO_ARGS, active = NaN, at = 0, known = true }: Partial<Frame>): Frame {
  return { obs, act, last, mem, dist, entry, outcome, args, active, at, known, locals: [] };
}

/** A sample of which nothing is known. */
export function unknownFrame(at = 0): Frame {
  return frame({ at, known: false });
}

export interface Local {
  readonly index: number;
  /** A quantifier's variable is a JSON value, a parameter one of ours. */
  readonly raw: boolean;
  /** The argument of the judged call whose element it is. */
  readonly root?: readonly string[] | null;
}

/** What names mean while an expression is compiled to closures over frames F. */
export interface Scope<F> {
  readonly slots: Readonly<Record<"obs" | "act" | "last" | "mem" | "dist" | "entry" | "outcome", ReadonlyMap<string, number>>>;
  readonly fns: ReadonlyMap<string, FnIr>;
  /** Bodies already compiled, by function. */
  readonly bodies: Map<string, Closure<F>>;
  readonly locals: ReadonlyMap<string, Local>;
  /** How operators over a recorded trace are compiled; without it there are none. */
  readonly time: ((ir: Ir, scope: Scope<F>) => Closure<F> | undefined) | null;
}

export function scopeOf<F>(program: ProgramIr, env: EnvIr, time: Scope<F>["time"] = null, entries: Named = [], nodes: Named = []): Scope<F> {
  const acts = placed(env.acts);
  return {
    slots: { obs: placed(env.obs), act: acts, last: acts, mem: placed(memorySlots(env)), dist: placed(env.dynamics?.disturbances ?? []), entry: placed(entries), outcome: placed(nodes) },
    fns: new Map(program.fns.map((fn) => [fn.name, fn])),
    bodies: new Map(),
    locals: new Map(),
    time,
  };
}

type Named = readonly { readonly name: string }[];

function placed(named: Named): ReadonlyMap<string, number> {
  return new Map(named.map(({ name }, index) => [name, index]));
}

/** A function sees its parameters alone. */
export function inFunction<F>(scope: Scope<F>, fn: FnIr): Scope<F> {
  return { ...scope, locals: new Map(fn.params.map(({ name }, index) => [name, { index, raw: false }])) };
}

export function withVariable<F>(scope: Scope<F>, name: string, root: readonly string[] | null = null): Scope<F> & { readonly index: number } {
  const index = scope.locals.size;
  return { ...scope, locals: new Map(scope.locals).set(name, { index, raw: true, root }), index };
}

/** The checker and the IR's verifier let nothing through that ends here. */
export function broken(what: string): never {
  throw new Error(`unverified IR: ${what}`);
}

export function found<T>(value: T | undefined, what: string): T {
  return value ?? broken(`no ${what}`);
}

export function actSlot<F>(scope: Scope<F>, name: string): number {
  return found(scope.slots.act.get(name), `action slot ${name}`);
}

/** Seconds a sample. */
export function sampleTime(env: EnvIr): number {
  return 1 / (env.rate ?? broken(`${env.name} has no rate`));
}

/** Operand `i` of an expression. */
export function operand(ir: Ir, i: number): Ir {
  return found(ir.args?.[i], `operand ${i} of ${ir.op}`);
}
