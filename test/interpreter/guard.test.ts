import { describe, expect, test } from "vitest";
import type { Ir, ProgramIr, SampledGuardIr } from "../../compiler/ir/ir.ts";
import { Status } from "../../compiler/ir/layout.ts";
import { InterpretedGuard } from "../../runtime/interpreter/guard.ts";
import { act, actSlot, by, controller, dist, e, env, guard, last, mem, memory, num, obs, policy, program, slot } from "./build.ts";
import type { EnvIr, FnIr } from "../../compiler/ir/ir.ts";

const slots = { obs: [slot("x", { low: -100, high: 100 })], acts: [actSlot("u", { low: -8, high: 4, default: 1 })] };
const mild = controller("mild", { u: num(-1) }), stop = controller("stop", { u: num(-8) });

function made(g: SampledGuardIr, more: { env?: Partial<EnvIr>; fns?: FnIr[]; controllers?: ProgramIr["controllers"] } = {}) {
  const p = program({ envs: [env({ ...slots, ...more.env })], guards: [g], controllers: more.controllers ?? [mild, stop], fns: more.fns ?? [] });
  const interpreted = new InterpretedGuard(p, "g");
  const { layout } = interpreted;
  const io = new Float64Array(layout.size).fill(NaN);
  interpreted.reset(io);
  const acts = p.envs[0]!.acts.length, count = g.proposers.length, conditions = g.conditions.length;
  const slice = (from: number, n: number): number[] => [...io.subarray(from, from + n)];
  /** One step on this observation and policy 0's offer, if any. */
  function step(x: number | number[], offer?: number | number[], more: { age?: number; present?: number; valid?: number } = {}) {
    io[layout.valid] = more.valid ?? 1;
    io.set([x].flat(), layout.obs);
    const place = layout.offers[0];
    if (place) {
      io[place.present] = more.present ?? (offer === undefined ? 0 : 1);
      io[place.age] = more.age ?? 0;
      io.set([offer ?? 0].flat(), place.action);
    }
    interpreted.step(io);
    return {
      acting: io[layout.acting]!, action: slice(layout.action, acts), status: slice(layout.status, count),
      verdicts: slice(layout.verdicts, conditions), margins: slice(layout.margins, conditions), holder: io[layout.holder]!, run: io[layout.run]!,
    };
  }
  return { io, layout, step, state: () => slice(layout.state, layout.stateEnd - layout.state) };
}

const simple = guard([policy(["u"], { within: 0.05 }), by("stop")]);

describe("a proposal's fate", () => {
  test.each([
    ["given", [2], {}, Status.acted], ["absent", undefined, {}, Status.absent], ["misshapen", [2], { present: 2 }, Status.misshapen], ["of no known sort", [2], { present: 7 }, Status.absent],
    ["as old as may be", [2], { age: 0.05 }, Status.acted], ["late", [2], { age: 0.051 }, Status.late], ["of unknown age", [2], { age: NaN }, Status.late], ["from the future", [2], { age: -1 }, Status.late],
    ["NaN", [NaN], {}, Status.notFinite], ["infinite", [Infinity], {}, Status.notFinite], ["at the edge", [4], {}, Status.acted], ["beyond", [4.1], {}, Status.outOfRange],
  ] as const)("%s", (_, offer, more, status) => {
    const result = made(simple).step(0, offer as number[] | undefined, more);
    expect(result.status).toEqual(status === Status.acted ? [status, Status.notAsked] : [status, Status.acted]);
    expect(result.action).toEqual(status === Status.acted ? [offer![0]] : [-8]);
  });

  test("without `within` an age does not matter", () => expect(made(guard([policy(["u"]), by("stop")])).step(0, 2, { age: NaN }).acting).toBe(0));
  test("`when` unknown or false: not asked for an answer", () => {
    const { step } = made(guard([policy(["u"], { when: e("gt", obs("x"), 0) }), by("stop", { when: e("lt", obs("x"), -1000) })]));
    expect([1, 0, NaN].map((x) => step(x, 2).status)).toEqual([[Status.acted, Status.notAsked], [Status.whenNotTrue, Status.acted], [Status.whenNotTrue, Status.acted]]);
  });
  test("slots of every kind: finiteness of all before the range of any", () => {
    const acts = [actSlot("u", { low: 0, high: 1 }), actSlot("b", { kind: "bool", low: 0, high: 1, default: 1 }), actSlot("n", { integer: true }), actSlot("c", { kind: "enum", low: 0, high: 2, values: ["a", "b", "c"] })];
    const { step } = made(guard([policy(["u", "b", "n", "c"]), by("stop")]), { env: { acts }, controllers: [controller("stop", {})] });
    const status = (...offer: number[]) => step(0, offer).status[0];
    expect(status(1, 2, -3, 2)).toBe(Status.acted);
    expect(status(9, 2, NaN, 2)).toBe(Status.notFinite);
    for (const bad of [[9, 2, 3, 2], [1, 1, 3, 2], [1, 2, 3.5, 2], [1, 2, 3, 0.5], [1, 2, 3, 3]]) expect(status(...bad)).toBe(Status.outOfRange);
    expect(step(0, [9, 0, 0, 0]).action).toEqual([0, 2, 0, 0]);
  });
  test("what a policy does not give takes its default, whatever stands there", () => {
    const acts = [actSlot("u"), actSlot("v", { default: 7 })];
    expect(made(guard([policy(["u"]), by("stop")]), { env: { acts } }).step(0, [3, NaN]).action).toEqual([3, 7]);
  });
  test("a controller is tested like a policy; the last one is made to fit", () => {
    const wild = controller("wild", { u: e("div", 100, obs("x")) });
    const { step } = made(guard([by("wild"), by("wild")]), { controllers: [wild] });
    expect(step(50)).toMatchObject({ acting: 0, action: [2] });
    expect(step(10)).toMatchObject({ status: [Status.outOfRange, Status.acted], action: [4] });
    expect(step(0)).toMatchObject({ status: [Status.notFinite, Status.acted], action: [1] });
  });
});

test("an invalid observation goes straight to the last, and feeds memory unknown", () => {
  const counted = { memories: [memory("m", num(5), e("add", mem("m"), obs("x")))] };
  const { step, io, layout } = made(guard([policy(["u"]), by("mild", { hold: { until: e("gt", obs("x"), 0), ticks: 5 } }), by("stop")]), { env: counted });
  step(1);
  expect(io[layout.memory]).toBe(5);
  expect(step(2)).toMatchObject({ holder: 1, run: 2 });
  expect(io[layout.memory]).toBe(7);
  expect(step(3, 2, { valid: 0 })).toMatchObject({ acting: 2, status: [Status.notAsked, Status.notAsked, Status.acted], holder: -1, run: 0 });
  expect(io[layout.obs]).toBe(NaN);
  expect(io[layout.memory]).toBe(NaN);
});

test("memories step together, on the old ones and the last action", () => {
  const memories = [memory("a", num(1), mem("b")), memory("b", num(2), e("add", mem("a"), last("u")))];
  const { step, io, layout } = made(simple, { env: { memories } });
  const both = (): number[] => [...io.subarray(layout.memory, layout.memory + 2)];
  expect(both()).toEqual([1, 2]);
  step(0, 3);
  expect(both()).toEqual([1, 2]);
  step(0, 3);
  expect(both()).toEqual([2, 4]);
});

describe("a hold", () => {
  test("begins with a refusal, too", () => {
    const { step } = made(guard([policy(["u"]), by("mild", { hold: { until: e("gt", obs("x"), 0), ticks: 2 } }), by("stop")], [{ kind: "require", value: e("ge", act("u"), obs("x")), margin: null }]));
    expect(step(-1, -2)).toMatchObject({ acting: 1, holder: 1, run: 0, status: [Status.refused, Status.acted, Status.notAsked] });
    expect(step(-1, 4)).toMatchObject({ acting: 1, run: 0, status: [Status.held, Status.acted, Status.notAsked] });
  });
  test("lasts until its condition was true for all of d; something later acting leaves it; unknown is no recovery", () => {
    const { step } = made(guard([policy(["u"]), by("mild", { when: e("lt", obs("x"), 50), hold: { until: e("gt", obs("x"), 0), ticks: 2 } }), by("stop")]));
    const run = (x: number, offer?: number) => { const r = step(x, offer); return [r.acting, r.holder, r.run, r.status[0]]; };
    expect(run(1)).toEqual([1, 1, 1, Status.absent]);
    expect(run(1, 2)).toEqual([1, 1, 2, Status.held]);
    expect(run(NaN, 2)).toEqual([2, -1, 0, Status.held]);
    expect(run(1, 2)).toEqual([0, -1, 0, Status.acted]);
    expect(run(1)).toEqual([1, 1, 1, Status.absent]);
    expect(run(-1, 2)).toEqual([1, 1, 0, Status.held]);
    expect(run(1, 2)).toEqual([1, 1, 1, Status.held]);
    expect(run(1, 2)).toEqual([1, 1, 2, Status.held]);
    expect(run(1, 2)).toEqual([0, -1, 0, Status.acted]);
  });
  test("begins anew when it recovers and its proposer acts again", () => {
    const { step } = made(guard([policy(["u"]), by("mild", { hold: { until: e("gt", obs("x"), 0), ticks: 1 } }), by("stop")]));
    expect([step(1), step(1), step(1)].map((r) => [r.acting, r.run, r.status[0]])).toEqual([[1, 1, Status.absent], [1, 1, Status.absent], [1, 1, Status.absent]]);
  });
});

describe("limits and rates", () => {
  const bounded = guard([policy(["u"]), by("stop")], [{ kind: "limit", name: "u", low: num(-2), high: obs("x") }, { kind: "rate", name: "u", rate: num(10) }]);
  test("the first step's rate is from the default", () => {
    expect(made(bounded).step(3, 4)).toMatchObject({ acting: 0, action: [2], verdicts: [2, 2, -1, -1].slice(0, 2), margins: [1, 0] });
  });
  test("a last resort outside the limits: the way back begins at their edge", () => {
    const { step } = made(bounded);
    expect(step(3)).toMatchObject({ acting: 1, action: [-8] });
    expect(step(3, 4)).toMatchObject({ acting: 0, action: [-1] });
    expect(step(3, 4)).toMatchObject({ action: [0] });
  });
  test("nothing left, or a bound that is not known: infeasible, and nothing judged", () => {
    for (const x of [-3, NaN]) expect(made(bounded).step(x, 0)).toMatchObject({ status: [Status.infeasible, Status.acted], verdicts: [-1, -1], margins: [NaN, NaN] });
    const rate = (r: Ir) => made(guard([policy(["u"]), by("stop")], [{ kind: "rate", name: "u", rate: r }])).step(0, 0).status[0];
    expect([num(-1), num(null), num(0)].map(rate)).toEqual([Status.infeasible, Status.infeasible, Status.acted]);
  });
  test("whole numbers stay whole, truth values and enums as they are", () => {
    const acts = [actSlot("n", { integer: true }), actSlot("b", { kind: "bool" }), actSlot("c", { kind: "enum", low: 0, high: 2 })];
    const { step } = made(guard([policy(["n", "b", "c"]), by("stop")], [{ kind: "limit", name: "n", low: num(0.5), high: num(2.5) }]), { env: { acts }, controllers: [controller("stop", {})] });
    expect(step(0, [9, 2, 1]).action).toEqual([2, 2, 1]);
    expect(step(0, [-9, 0, 1]).action).toEqual([1, 0, 1]);
  });
});

test("every condition is judged, whatever the others say; unknown refuses", () => {
  const conditions = [e("gt", act("u"), 0), e("gt", obs("x"), 0), e("gt", e("div", 1, obs("x")), 0)].map((value) => ({ kind: "require", value, margin: value.args![0]! }) as const);
  const { step } = made(guard([policy(["u"]), by("stop")], conditions));
  expect(step(0, 2)).toMatchObject({ status: [Status.refused, Status.acted], verdicts: [2, 0, 1], margins: [2, 0, NaN] });
  expect(step(1, 2)).toMatchObject({ status: [Status.acted, Status.notAsked], verdicts: [2, 2, 2], margins: [2, 1, 1] });
});

describe("a barrier", () => {
  const dynamics = { method: "euler", next: [{ name: "x", value: e("add", obs("x"), e("mul", 0.1, e("add", act("u"), dist("x")))), at: [0, 0] }], disturbances: [{ name: "x", low: -1, high: 1 }] } as const;
  const barrier = (h: Ir, next: Ir, gains: Record<string, Ir>, alpha: Ir = num(1)) => ({ kind: "barrier", h, alpha, next, gains: Object.entries(gains).map(([name, value]) => ({ name, value })) }) as const;
  const floor = barrier(obs("x"), dynamics.next[0].value, { u: num(0.1) });

  test("draws the action up to it, for the worst disturbance", () => {
    const { step } = made(guard([policy(["u"]), by("stop")], [floor]), { env: { dynamics } });
    // 0.1 (u − 1) ≥ −0.1 x
    const { action, margins, status } = step(2, -6);
    expect(status[0]).toBe(Status.acted);
    expect(action[0]).toBeCloseTo(-1, 9);
    expect(margins[0]).toBeGreaterThanOrEqual(0);
    expect(step(2, 3).action).toEqual([3]);
  });
  test("out of reach, or not known: infeasible", () => {
    const { step } = made(guard([policy(["u"]), by("stop")], [floor]), { env: { dynamics } });
    expect(step(-50, 4).status[0]).toBe(Status.infeasible);
    expect(step(NaN, 4).status[0]).toBe(Status.infeasible);
    const unknown = made(guard([policy(["u"]), by("stop")], [barrier(obs("x"), dynamics.next[0].value, { u: num(0.1) }, num(null))]), { env: { dynamics } });
    expect(unknown.step(2, 4).status[0]).toBe(Status.infeasible);
  });
  test("several actions share the way by their widths, and take over from one at its end", () => {
    const acts = [actSlot("u", { low: 0, high: 1 }), actSlot("v", { low: 0, high: 10 }), actSlot("w", { low: 0, high: 10, integer: true })];
    const sum = e("add", act("u"), act("v"));
    const two = made(guard([policy(["u", "v", "w"]), by("stop")], [barrier(e("neg", obs("x")), e("sub", sum, obs("x")), { u: num(1), v: num(1), w: num(1) }, num(10))]),
      { env: { acts, dynamics: { method: "discrete", next: [{ name: "x", value: e("sub", obs("x"), sum), at: [0, 0] }], disturbances: [] } }, controllers: [controller("stop", {})] });
    const close = (action: number[], expected: number[]) => expected.forEach((x, i) => expect(action[i]).toBeCloseTo(x, 9));
    close(two.step(1.01, [0, 0, 0]).action, [0.01, 1, 0]);
    close(two.step(5, [0.99, 0, 0]).action, [1, 4, 0]);
    close(two.step(11, [0, 0, 0]).action, [1, 10, 0]);
    expect(two.step(11.5, [0, 0, 0]).status[0]).toBe(Status.infeasible);
  });
  test("is checked at the clipped next state, where solving did not look", () => {
    const below = barrier(e("sub", -1, obs("x")), e("sub", -1, dynamics.next[0].value), { u: num(-0.1) });
    const g = guard([policy(["u"]), by("stop")], [below]);
    expect(made(g, { env: { dynamics } }).step(0, -8).status[0]).toBe(Status.acted);
    const refused = made(g, { env: { dynamics, obs: [slot("x", { low: 0, high: 100 })] } }).step(0, -8);
    expect(refused).toMatchObject({ status: [Status.refused, Status.acted], verdicts: [0], margins: [expect.closeTo(-0.1, 9)] });
  });
});
