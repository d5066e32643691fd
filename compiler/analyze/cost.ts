import type { ConditionIr, EnvIr, Ir, ProgramIr, SampledGuardIr, ToolGuardIr } from "../ir/ir.ts";
import { layoutOf } from "../ir/layout.ts";

/** Longest list a tool's argument may be, where its schema names no maximum: longer ones are refused before any rule is asked. */
const LONGEST = 1000;

/** Operations for one decision. That many take some tens of milliseconds, and nothing but this bound ends a decision. */
export const MOST_A_DECISION = 1e7;

export interface Cost {
  readonly guard: string;
  /** Greatest number of operators evaluated for one decision. */
  readonly operations: number;
  /** Memory a session keeps, allocated once. */
  readonly bytes: number;
}

/** Static bounds of each guard, from the program alone: nothing in Pol loops without a bound. */
export function costs(program: ProgramIr): Cost[] {
  const fns = new Map(program.fns.map((f) => [f.name, f.body]));
  // All guards of an env share its memories and dynamics, and most call the same functions.
  const counting = (events: number): ((ir: Ir) => number) => {
    const known = new Map<Ir, number>();
    const of = (ir: Ir): number => {
      const found = known.get(ir) ?? operations(ir, fns, of, events);
      known.set(ir, found);
      return found;
    };
    return of;
  };
  // A monitor of samples takes each operator once; one of calls looks back at what is kept.
  const [ofSamples, ofCalls] = [counting(1), counting(MOST_EVENTS)];
  return program.guards.map((g) => (g.kind === "sampled" ? sampled(g, program, ofSamples) : tools(g, program, ofCalls)));
}

const LOOPS: ReadonlySet<Ir["op"]> = new Set(["all", "any", "count", "sumOf", "minOf", "maxOf", "meanOf"]);

/** As many events of a session over tool calls as are kept, unless the host says otherwise. */
export const MOST_EVENTS = 1000;
const OVER_EVENTS: ReadonlySet<Ir["op"]> = new Set(["once", "historically", "since", "calls", "total"]);

function operations(ir: Ir, fns: ReadonlyMap<string, Ir>, of: (ir: Ir) => number, events: number): number {
  const args = (ir.args ?? []).map(of);
  // Each event that is kept may have to be looked at.
  if (ir.op === "latest") return 1 + sum(args) + events * (1 + args.length);
  if (OVER_EVENTS.has(ir.op)) return 1 + events * (1 + sum(args));
  if (LOOPS.has(ir.op)) return 1 + args[0]! + LONGEST * args[1]!;
  const body = ir.op === "call" ? fns.get(ir.name!) : undefined;
  return 1 + sum(args) + (ir.op === "contains" ? LONGEST : 0) + (body === undefined ? 0 : of(body));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

function sampled(guard: SampledGuardIr, program: ProgramIr, of: (ir: Ir) => number): Cost {
  const env = program.envs.find((e) => e.name === guard.env)!;
  const next = sum((env.dynamics?.next ?? []).map((n) => 2 * of(n.value)));
  const controller = (name: string): number => sum((program.controllers.find((c) => c.name === name)?.sets ?? []).map((s) => of(s.value)));
  const conditions = sum(guard.conditions.map((c) => conditionCost(c, next, controller, of, env)));
  const proposers = guard.proposers.map((p, i) => {
    const own = (p.when === null ? 0 : of(p.when)) + (p.hold === null ? 0 : of(p.hold.until)) + controller(p.name);
    return i === guard.proposers.length - 1 ? own : own + next + conditions;
  });
  const memories = sum(env.memories.map((m) => of(m.next)));
  return { guard: guard.name, operations: memories + sum(proposers), bytes: layoutOf(program, guard).size * Float64Array.BYTES_PER_ELEMENT };
}

/** An interval costs two of a number. */
function conditionCost(c: ConditionIr, next: number, controller: (name: string) => number, of: (ir: Ir) => number, env: EnvIr): number {
  const margin = "margin" in c && c.margin !== null ? of(c.margin) : 0;
  switch (c.kind) {
    case "limit": return of(c.low) + of(c.high);
    case "rate": return of(c.rate);
    case "require": return of(c.value) + margin;
    // Solving re-evaluates the barrier up to four times; the check does once more, over the clipped next states.
    case "barrier": return 6 * of(c.h) + of(c.alpha) + 4 * 2 * of(c.next) + sum(c.gains.map((g) => of(g.value))) + env.acts.length;
    case "keep": return 2 * (of(c.body) + margin);
    case "foresee": return (c.steps + 1) * (2 * (of(c.body) + of(c.until) + margin + controller(c.backup)) + next);
  }
}

function tools(guard: ToolGuardIr, program: ProgramIr, of: (ir: Ir) => number): Cost {
  const rules = guard.obeys.flatMap((name) => program.privileges.find((p) => p.name === name)?.rules ?? []);
  const cases = rules.flatMap((r) => r.cases.map((c) => ({ tool: c.tool, cost: (c.when === null ? 0 : of(c.when)) + (c.elseAsk === null ? 0 : of(c.elseAsk)) })));
  const names = new Set(cases.map((c) => c.tool));
  const worst = Math.max(0, ...[...names].map((tool) => sum(cases.filter((c) => c.tool === tool || c.tool === null).map((c) => c.cost))));
  return { guard: guard.name, operations: worst, bytes: 0 };
}

