import type { ActSlot, ConditionIr, ControllerIr, EnvIr, FnIr, Ir, MonitoredIr, ProgramIr, ProposerIr, SampledGuardIr, Slot } from "../../compiler/ir/ir.ts";
import { act, actSlot, dist, env, fn, last, local, mem, memory, num, obs, program, slot } from "../interpreter/build.ts";
import { anyMachine, anyTree } from "../machines/generate.ts";
import { numeric, past, truth } from "./expressions.ts";
import type { Mentions } from "./expressions.ts";
import type { Chance } from "./random.ts";

const AT = [0, 0] as const;

const read = (of: "obs" | "act" | "last" | "mem", slots: readonly Slot[]): Ir[] => slots.map(({ name, kind }) => ({ op: of, t: kind === "bool" ? "bool" : "num", name }));

/** A program with several guards over one env, all that a sampled guard can have in it. */
export function sampledProgram(c: Chance, guards: number): ProgramIr {
  const fns = functions(c);
  const bare = bareEnv(c);
  const known = (...reads: (readonly Ir[])[]): Mentions => ({ reads: reads.flat(), fns: fns.map((f) => ({ name: f.name, t: f.t, params: f.params.map((p) => p.t) })), args: false });
  const now = known(read("obs", bare.obs), read("last", bare.acts), read("mem", bare.memories));
  const memories = bare.memories.map((m) => ({ ...m, start: value(c, m, 2, known()), next: value(c, m, 3, now) }));
  const seen = known(read("obs", bare.obs), read("mem", bare.memories), read("last", bare.acts));
  const monitors = Array.from({ length: c.below(4) }, (_, i): MonitoredIr => {
    const isTruth = c.is(0.7), formula: Ir = isTruth ? past(c, 2, seen) : { op: "previous", t: "num", args: [numeric(c, 2, seen)] };
    return { ...slot(`monitor ${i}`, { kind: isTruth ? "bool" : "num" }), formula, at: AT };
  });
  const over: EnvIr = { ...bare, memories, monitors, dynamics: dynamics(c, bare, known) };
  const controllers = ["first", "second", "final"].map((name): ControllerIr => ({
    name, env: "e", at: AT, sets: over.acts.filter(() => c.is(0.8)).map((a) => ({ name: a.name, value: value(c, a, 3, now) })),
  }));
  const world = { env: over, policies: ["net"], controllers: ["first", "second"], now: known(read("obs", over.obs), read("last", over.acts), read("mem", over.memories), read("mem", monitors)) };
  const [trees, machines] = [["t0", "t1"].map((name) => anyTree(c, name, world)), ["m0", "m1"].map((name) => anyMachine(c, name, world))];
  return program({
    envs: [over], fns, controllers, policies: [{ name: "net", env: "e", server: "onnx", file: null, gives: [], at: AT }],
    guards: Array.from({ length: guards }, (_, i) => guard(c, `g${i}`, over, known)), trees, machines,
  });
}

function functions(c: Chance): FnIr[] {
  const fns: FnIr[] = [];
  for (let i = 0; i < 5; i++) {
    const m: Mentions = { reads: [local("p"), local("q"), local("r", "bool")], fns: fns.map((f) => ({ name: f.name, t: f.t, params: f.params.map((p) => p.t) })), args: false };
    fns.push(fn(`f${i}`, { p: "num", q: "num", r: "bool" }, c.is(0.6) ? numeric(c, 4 + c.below(4), m) : truth(c, 4 + c.below(4), m)));
  }
  return fns;
}

function bareEnv(c: Chance): EnvIr {
  const enumeration = { kind: "enum", integer: true, low: 0, high: 2, values: ["a", "b", "c"] } as const;
  const acts: ActSlot[] = [actSlot("u", { low: -4, high: 6 })];
  if (c.is(0.5)) acts.push(actSlot("v", { low: c.is(0.5) ? -1 : null, high: 1 }));
  if (c.is(0.4)) acts.push(actSlot("w", { low: -2, high: 3 }));
  if (c.is(0.3)) acts.push(actSlot("whole", { low: -5, high: 5, integer: true }));
  if (c.is(0.3)) acts.push(actSlot("flag", { kind: "bool", low: 0, high: 1, default: 1 }));
  if (c.is(0.3)) acts.push(actSlot("mode", { ...enumeration, default: 2 }));
  return env({
    obs: [slot("a", { low: -10, high: 10 }), slot("b"), slot("flag", { kind: "bool" }), slot("mode", enumeration), slot("n", { low: 0, high: 20, integer: true })],
    acts, memories: [memory("m", num(0), num(0)), { ...memory("k", num(0), num(0)), kind: "bool" }],
  });
}

const value = (c: Chance, s: { readonly kind: string }, depth: number, m: Mentions): Ir => (s.kind === "bool" ? truth(c, depth, m) : numeric(c, depth, m));

function dynamics(c: Chance, over: EnvIr, known: (...reads: (readonly Ir[])[]) => Mentions): EnvIr["dynamics"] {
  const disturbances = [{ name: "a", low: -1, high: 0.5 }, { name: "b", low: -2, high: 2 }];
  const m = known(read("obs", over.obs), read("act", over.acts), [dist("a"), dist("b"), act("u")]);
  return { method: "discrete", disturbances, next: over.obs.filter(() => c.is(0.85)).map((o) => ({ name: o.name, at: AT, value: value(c, o, 3, m) })) };
}

function guard(c: Chance, name: string, over: EnvIr, known: (...reads: (readonly Ir[])[]) => Mentions): SampledGuardIr {
  const now = known(read("obs", over.obs), read("last", over.acts), read("mem", over.memories), read("mem", over.monitors ?? []), read("mem", over.monitors ?? []), [last("u"), mem("m"), obs("a")]);
  const proposer = (of: string, source: ProposerIr["source"], held: boolean): ProposerIr => ({
    name: of, source, at: AT, when: c.is(0.3) ? truth(c, 2, now) : null, within: source.kind !== "controller" && c.is(0.5) ? 0.1 : null,
    hold: held && c.is(0.5) ? { until: truth(c, 2, now), ticks: c.below(3) } : null,
  });
  const gives = over.acts.filter(() => c.is(0.8)).map((a) => a.name);
  const proposers = [proposer("net", { kind: "policy", gives }, true), proposer(c.pick(["first", "second"]), { kind: "controller" }, true), proposer("final", { kind: "controller" }, false)];
  if (c.is(0.3)) proposers.splice(1, 0, proposer("second", { kind: "controller" }, true));
  if (c.is(0.4)) proposers.splice(c.below(2), 0, proposer(c.pick(["t0", "t1"]), { kind: "tree" }, true));
  const follows = c.is(0.4) ? { follows: c.pick(["m0", "m1"]) } : {};
  const conditions = Array.from({ length: 1 + c.below(4) }, (): ConditionIr => ({ at: AT, text: "", ...condition(c, over, now, known) }) as ConditionIr);
  return { kind: "sampled", name, env: "e", at: AT, proposers, conditions, ...follows, later: [] };
}

function condition(c: Chance, over: EnvIr, now: Mentions, known: (...reads: (readonly Ir[])[]) => Mentions): Record<string, unknown> {
  const numbers = over.acts.filter((a) => a.kind === "num");
  const name = c.pick(numbers).name;
  const state = known(read("obs", over.obs), read("mem", over.memories));
  const margin = c.is(0.5) ? numeric(c, 2, state) : null;
  switch (c.below(7)) {
    case 0: return { kind: "limit", name, low: c.is(0.7) ? num(-3) : numeric(c, 2, now), high: c.is(0.7) ? num(2) : numeric(c, 2, now) };
    case 1: return { kind: "rate", name, rate: c.is(0.8) ? num(1 + c.below(40)) : numeric(c, 1, now) };
    case 2: if (c.is(0.5)) return { kind: "require", value: past(c, 2, known(read("obs", over.obs), read("act", over.acts), read("last", over.acts), read("mem", over.memories))), margin: null };
      return { kind: "require", value: truth(c, c.pick([2, 3, 7]), known(read("obs", over.obs), read("act", over.acts))), margin };
    case 3: case 4: return {
      kind: "barrier", h: numeric(c, 2, state), alpha: c.is(0.8) ? num(0.8) : numeric(c, 1, now),
      next: numeric(c, 3, known(read("obs", over.obs), read("act", over.acts), [dist("a"), dist("b"), act("u"), act("u")])),
      gains: numbers.filter(() => c.is(0.8)).map((a) => ({ name: a.name, value: c.is(0.7) ? num(c.number()) : numeric(c, 1, now) })),
    };
    case 5: if (c.is(0.5)) return { kind: "keep", spec: "s", body: past(c, 2, state), margin: null };
      return { kind: "keep", spec: "s", body: truth(c, c.pick([2, 3, 6]), state), margin };
    default: return { kind: "foresee", backup: c.pick(["first", "second", "final"]), until: truth(c, 2, state), steps: c.below(8), spec: "s", body: truth(c, 2, state), margin };
  }
}
