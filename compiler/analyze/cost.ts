import { ways } from "../ir/event-shape.ts";
import type { ConditionIr, EnvIr, Ir, ProgramIr, SampledGuardIr, ToolGuardIr } from "../ir/ir.ts";
import { layoutOf, machineOf, treeNamed } from "../ir/layout.ts";
import { machineCost } from "./machine-cost.ts";
import { treeCost } from "./tree-cost.ts";

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
  /** How many events of a principal's calls are kept; of a guard over samples, none. */
  readonly events: number;
}

/** Static bounds of each guard, from the program alone: nothing in Pol loops without a bound. */
export function costs(program: ProgramIr): Cost[] {
  // A monitor of samples takes each operator once; one of calls looks back at what is kept.
  const [ofSamples, ofCalls] = [counting(program, 0), CAPACITIES.map((events) => [events, counting(program, events)] as const)];
  return program.guards.map((g) => (g.kind === "sampled" ? sampled(g, program, ofSamples) : fitting(ofCalls.map(([events, of]) => tools(g, program, of, events)))));
}

/** Operations for one tick of each tree, whoever ticks it. */
export function treeCosts(program: ProgramIr): { readonly tree: string; readonly operations: number }[] {
  const of = counting(program, 0);
  return (program.trees ?? []).map((tree) => ({ tree: tree.name, operations: treeCost(tree, of, (name) => controllerCost(program, name, of)) }));
}

/** All guards of an env share its memories and dynamics, and most call the same functions. */
function counting(program: ProgramIr, events: number): (ir: Ir) => number {
  const known = new Map<Ir, number>();
  const of = (ir: Ir): number => {
    const found = known.get(ir) ?? operations(ir, program, of, events);
    known.set(ir, found);
    return found;
  };
  return of;
}

function controllerCost(program: ProgramIr, name: string, of: (ir: Ir) => number): number {
  return sum((program.controllers.find((c) => c.name === name)?.sets ?? []).map((s) => of(s.value)));
}

const LOOPS: ReadonlySet<Ir["op"]> = new Set(["all", "any", "count", "sumOf", "minOf", "maxOf", "meanOf"]);

/** As many events of a principal are kept, unless the host says otherwise; fewer where more take too long to look at. */
const CAPACITIES = [100_000, 10_000, 1000] as const;

function fitting(costs: readonly Cost[]): Cost {
  return costs.find(({ operations }) => operations <= MOST_A_DECISION) ?? costs.at(-1)!;
}

/** How many events of a principal's calls a guard keeps. */
export function capacityOf(program: ProgramIr, guard: string): number {
  return costs(program).find((cost) => cost.guard === guard)!.events;
}

function operations(ir: Ir, program: ProgramIr, of: (ir: Ir) => number, events: number): number {
  const args = (ir.args ?? []).map(of);
  if (LOOPS.has(ir.op)) return 1 + args[0]! + LONGEST * args[1]!;
  if (ir.op === "spec") return 1 + of(formulaOf(program, ir.name!));
  const body = ir.op === "call" ? program.fns.find((f) => f.name === ir.name)?.body : undefined;
  return 1 + sum(args) + (ir.op === "contains" ? LONGEST : 0) + (body === undefined ? 0 : of(body)) + (events === 0 ? 0 : lookBack(ir, program, of, events));
}

/** What an operator over the kept events takes besides its operands: a search among those of one sort, or a look at each. */
function lookBack(ir: Ir, program: ProgramIr, of: (ir: Ir) => number, events: number): number {
  const search = Math.ceil(Math.log2(events));
  const lookUp = (one: Ir): number => 2 ** (one.args?.length ?? 0) * search;
  const scan = (operands: readonly Ir[]): number => events * (1 + sum(operands.map(of)));
  switch (ir.op) {
    case "calls": case "total": return search;
    case "latest": return lookUp(ir);
    case "once": case "historically": {
      const each = ways(ir.args![0]!, ir.op === "once", (name) => formulaOf(program, name));
      return each === null ? scan(ir.args!) : sum(each.map((way) => (way.how === "looked up" ? lookUp(way.ir) : scan([way.ir]))));
    }
    case "since": return scan(ir.args!);
    default: return 0;
  }
}

function formulaOf(program: ProgramIr, name: string): Ir {
  return program.specs.find((spec) => spec.name === name)!.formula;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

function sampled(guard: SampledGuardIr, program: ProgramIr, of: (ir: Ir) => number): Cost {
  const env = program.envs.find((e) => e.name === guard.env)!;
  const next = sum((env.dynamics?.next ?? []).map((n) => 2 * of(n.value)));
  const controller = (name: string): number => controllerCost(program, name, of);
  const conditions = sum(guard.conditions.map((c) => conditionCost(c, next, controller, of, env)));
  const proposers = guard.proposers.map((p, i) => {
    const own = (p.when === null ? 0 : of(p.when)) + (p.hold === null ? 0 : of(p.hold.until)) + (p.source.kind === "tree" ? treeCost(treeNamed(program, p.name), of, controller) : controller(p.name));
    return i === guard.proposers.length - 1 ? own : own + next + conditions;
  });
  const memories = sum(env.memories.map((m) => of(m.next)));
  const machine = machineOf(program, guard);
  const followed = machine === null ? 0 : machineCost(machine, of);
  return { guard: guard.name, operations: memories + followed + sum(proposers), bytes: layoutOf(program, guard).size * Float64Array.BYTES_PER_ELEMENT, events: 0 };
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

function tools(guard: ToolGuardIr, program: ProgramIr, of: (ir: Ir) => number, events: number): Cost {
  const rules = guard.obeys.flatMap((name) => program.privileges.find((p) => p.name === name)?.rules ?? []);
  const cases = rules.flatMap((r) => r.cases.map((c) => ({ tool: c.tool, cost: (c.when === null ? 0 : of(c.when)) + (c.elseAsk === null ? 0 : of(c.elseAsk)) })));
  const names = new Set(cases.map((c) => c.tool));
  const worst = Math.max(0, ...[...names].map((tool) => sum(cases.filter((c) => c.tool === tool || c.tool === null).map((c) => c.cost))));
  return { guard: guard.name, operations: worst, bytes: 0, events };
}

