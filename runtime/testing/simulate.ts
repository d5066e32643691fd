import { memorySlots, type EnvIr, type ProgramIr, type SampledGuardIr, type TestIr, type TestStepIr } from "../../compiler/ir/ir.ts";
import type { Guard } from "../guard/guard.ts";
import { inputsOfTrees, type Offer } from "../guard/offers.ts";
import { decode } from "../guard/shape.ts";
import { nextState } from "../interpreter/dynamics.ts";
import { evaluate } from "../interpreter/evaluate.ts";
import { InterpretedGuard } from "../interpreter/guard.ts";
import type { Sample } from "../interpreter/trace.ts";
import { defaultOf } from "../interpreter/transition.ts";
import type { Report } from "./tests.ts";

/** Which value each disturbance takes: 0 where its range holds it (else the middle), or one of its ends. */
export type Push = "nominal" | "low" | "high";

type Timed = Extract<TestStepIr, { kind: "at" | "gives" }> & { readonly tick: number };

/** Closes the loop of guard and dynamics for as long as the test simulates. Steps after `at t` belong to that time. */
export async function simulateTest(test: TestIr, guard: Guard, ir: SampledGuardIr, push: Push, fail: Report["fail"]): Promise<Sample[]> {
  const program = guard.bundle.ir;
  const env = program.envs.find((e) => e.name === ir.env)!;
  const state = new Float64Array(env.obs.length).fill(NaN);
  const set = (sets: readonly { name: string; value: number }[]): void => {
    for (const { name, value } of sets) state[env.obs.findIndex((o) => o.name === name)] = value;
  };
  const timed: Timed[] = [];
  let now = 0;
  let end = -1;
  for (const step of test.steps) {
    if (step.kind === "given" || step.kind === "with") set(step.sets);
    else if (step.kind === "at") timed.push({ ...step, tick: (now = Math.round(step.time * env.rate!)) });
    else if (step.kind === "gives") timed.push({ ...step, tick: now });
    else if (step.kind === "simulate") end = Math.max(end, 0) + Math.round(step.seconds * env.rate!);
  }
  return end < 0 ? [] : run(test, guard, { program, env, ir }, state, timed, end, push, set, fail);
}

interface Parts {
  readonly program: ProgramIr;
  readonly env: EnvIr;
  readonly ir: SampledGuardIr;
}

async function run(test: TestIr, guard: Guard, { program, env, ir }: Parts, state: Float64Array, timed: readonly Timed[], end: number, push: Push, set: (s: Extract<TestStepIr, { kind: "at" }>["sets"]) => void, fail: Report["fail"]): Promise<Sample[]> {
  const session = guard.session(test.title);
  const { layout } = session;
  const reference = new InterpretedGuard(program, ir.name);
  const twin = new Float64Array(session.io.length);
  reference.reset(twin);
  const next = nextState(program, env);
  const dist = disturbancesOf(env, push);
  const inTrees = inputsOfTrees(program, ir, layout);
  const memories = memorySlots(env).length;
  const mem = (): Float64Array => session.io.slice(layout.memory, layout.memory + memories);
  const trace: Sample[] = [];
  for (let tick = 0; tick <= end; tick++) {
    for (const t of timed) if (t.kind === "at" && t.tick === tick) set(t.sets);
    const observation = decode(env.obsShape, env.obs, state, 0);
    const last = session.io.slice(layout.last, layout.last + env.acts.length);
    const given = mocked(timed, tick, program, env, { obs: state, last, mem: mem() });
    const offers = { ...(await withoutAge(guard, observation)), ...given };
    session.step(observation, offers);
    twin.set(session.io.subarray(0, layout.state));
    for (const [from, to] of inTrees) twin.set(session.io.subarray(from, to), from);
    reference.step(twin);
    // How each engine keeps its windows is its own.
    const shared = (i: number): boolean => i >= layout.state && (i < layout.monitors || i >= layout.stateEnd);
    if (twin.some((v, i) => shared(i) && !Object.is(v + 0, session.io[i]! + 0))) {
      fail(test.at, `the sandbox and the reference interpreter differ at tick ${tick}, which is a bug of ours`);
      return trace;
    }
    const action = session.io.slice(layout.action, layout.action + env.acts.length);
    trace.push({ obs: [...state], act: [...action], mem: [...mem()], last: [...last], active: session.io[layout.acting]! });
    next(state, action, dist, state);
  }
  return trace;
}

export function disturbancesOf({ dynamics }: EnvIr, push: Push): number[] {
  return (dynamics?.disturbances ?? []).map((d) => (push === "nominal" ? (d.low <= 0 && d.high >= 0 ? 0 : (d.low + d.high) / 2) : d[push]));
}

/** A test has no clock: what an embedded network answers is of this very observation. */
async function withoutAge(guard: Guard, observation: unknown): Promise<Record<string, Offer>> {
  const offers = await guard.ask(observation);
  return Object.fromEntries(Object.entries(offers).map(([name, { action }]) => [name, { action, age: 0 }]));
}

/** What `p gives { … }` says at this tick, the latest for each proposer. */
function mocked(timed: readonly Timed[], tick: number, program: ProgramIr, env: EnvIr, reads: { obs: ArrayLike<number>; last: ArrayLike<number>; mem: ArrayLike<number> }): Record<string, Offer> {
  const offers: Record<string, Offer> = {};
  for (const t of timed) {
    if (t.kind !== "gives" || t.tick > tick) continue;
    const action = Float64Array.from(env.acts, defaultOf);
    for (const { name, value } of t.sets) action[env.acts.findIndex((a) => a.name === name)] = evaluate(value, program, env, reads) as number;
    const gives = new Set(program.policies.find((p) => p.name === t.proposer)?.gives.map((n) => n.split(".")[0]!));
    const whole = decode(env.actShape, env.acts, action, 0) as Record<string, unknown>;
    offers[t.proposer] = { action: Object.fromEntries(Object.entries(whole).filter(([k]) => gives.has(k))), age: 0 };
  }
  return offers;
}

