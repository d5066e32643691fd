import type { EnvIr, Ir, ProgramIr, Slot } from "../../compiler/ir/ir.ts";
import { type Spread, spans, truths } from "./intervals.ts";
import { clamp } from "./operators.ts";
import { type Closure, found, type Scope } from "./scope.ts";
import { NOT_KNOWN, point, type Span, span } from "./spans.ts";
import { UNKNOWN } from "./values.ts";

/** An action's default as it stands in the buffer, where a truth value is 0 or 2. */
export function defaultOf(act: EnvIr["acts"][number]): number {
  return act.kind === "bool" ? 2 * act.default : act.default;
}

/** What a slot holds when nothing is known of it. */
export function unknownIn(slot: Slot): number {
  return slot.kind === "bool" ? UNKNOWN : NaN;
}

/** Both ends clipped into the slot's declared range. */
function clipped({ lo, hi }: Span, slot: Slot): Span {
  const low = slot.low ?? -Infinity, high = slot.high ?? Infinity;
  return span(clamp(lo, low, high), clamp(hi, low, high));
}

/** A slot's new value, as the span it is stored as. */
function stored(slot: Slot, value: Ir, scope: Scope<Spread>): Closure<Spread, Span> {
  if (slot.kind === "bool") {
    const truth = truths(value, scope);
    return (f) => point(truth(f));
  }
  const number = spans(value, scope);
  return (f) => clipped(number(f), slot);
}

/** The next state over a spread, clipped; an observation without an equation is unknown. */
export function transition(env: EnvIr, scope: Scope<Spread>): Closure<Spread, Span[]> {
  const equations = new Map(env.dynamics?.next.map(({ name, value }) => [name, value]));
  const next = env.obs.map((slot) => {
    const equation = equations.get(slot.name);
    const nothing = slot.kind === "bool" ? point(UNKNOWN) : NOT_KNOWN;
    return equation === undefined ? () => nothing : stored(slot, equation, scope);
  });
  return (f) => next.map((of) => of(f));
}

/** A controller's action over a spread; what it does not set takes its default. */
export function spreadController(program: ProgramIr, env: EnvIr, name: string, scope: Scope<Spread>): Closure<Spread, Span[]> {
  const controller = found(program.controllers.find((c) => c.name === name), `controller ${name}`);
  const acts = env.acts.map((act) => {
    const set = controller.sets.find((s) => s.name === act.name);
    const fallback = point(defaultOf(act));
    return set === undefined ? () => fallback : stored(act, set.value, scope);
  });
  return (f) => acts.map((of) => of(f));
}

export function disturbances(env: EnvIr): readonly Span[] {
  return (env.dynamics?.disturbances ?? []).map(({ low, high }) => span(low, high));
}

/** Known values as spans. */
export function points(values: ArrayLike<number>): Span[] {
  const all: Span[] = [];
  for (let i = 0; i < values.length; i += 1) all.push(point(values[i] ?? NaN));
  return all;
}
