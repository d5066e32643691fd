import { describe, expect, test } from "vitest";
import { Status } from "../../compiler/ir/layout.ts";
import type { ConditionIr, DynamicsIr } from "../../compiler/ir/ir.ts";
import { nextState } from "../../runtime/interpreter/dynamics.ts";
import { InterpretedGuard } from "../../runtime/interpreter/guard.ts";
import { act, actSlot, by, controller, dist, e, env, guard, num, obs, policy, program, slot } from "./build.ts";

const DT = 0.05;
const euler = (name: string, rate: ReturnType<typeof e>) => ({ name, value: e("add", obs(name), e("mul", DT, rate)), at: [0, 0] as const });
const dynamics: DynamicsIr = {
  method: "euler",
  next: [euler("speed", act("accel")), euler("gap", e("sub", obs("lead"), obs("speed"))), euler("lead", dist("lead"))],
  disturbances: [{ name: "lead", low: -8, high: 3 }],
};
const highway = env({
  rate: 20, dynamics, obs: [slot("speed", { low: 0, high: 60 }), slot("gap", { low: 0, high: 300 }), slot("lead", { low: 0, high: 60 })],
  acts: [actSlot("accel", { low: -8, high: 3 })],
});
const clear = e("gt", obs("gap"), 2);
const standing = e("le", obs("speed"), 0.1);
const controllers = [controller("brake", { accel: num(-8) })];

function guarded(condition: Pick<Extract<ConditionIr, { kind: "foresee" }>, "until" | "steps">) {
  const foresee = { kind: "foresee", backup: "brake", spec: "clear", body: clear, margin: e("sub", obs("gap"), 2), ...condition } as const;
  const p = program({ envs: [highway], controllers, guards: [guard([policy(["accel"]), by("brake")], [foresee])] });
  const g = new InterpretedGuard(p, "g"), { layout } = g, io = new Float64Array(layout.size);
  g.reset(io);
  return {
    io, layout,
    step(state: readonly number[], accel: number) {
      io.set([1, ...state, 1, 0, accel]);
      g.step(io);
      return { status: io[layout.status], verdict: io[layout.verdicts], margin: io[layout.margins]!, action: io[layout.action]! };
    },
  };
}

/** Drives toward a standing car with a network that always wants full throttle; the smallest gap. */
function drive(g: ReturnType<typeof guarded>, ticks: number): number {
  const move = nextState(program(), highway);
  const state = Float64Array.of(25, 120, 0);
  let smallest = Infinity;
  for (let k = 0; k < ticks; k += 1) {
    const { action } = g.step([...state], 3);
    move(state, [action], [0], state);
    smallest = Math.min(smallest, state[1]!);
  }
  return smallest;
}

describe("foresee", () => {
  test("a look-ahead of fixed length crashes into a standing car; `until` a standstill does not", () => {
    // Being safe for half a second more is no safe set: `until` true at once after it stands for a fixed length.
    const short = guarded({ until: e("ge", obs("speed"), 0), steps: 10 });
    expect(drive(short, 200)).toBeLessThan(2);
    expect(drive(guarded({ until: standing, steps: 200 }), 400)).toBeGreaterThan(2);
  });
  test("says how near it came, and judges by the worst disturbance", () => {
    const g = guarded({ until: standing, steps: 200 });
    const far = g.step([10, 200, 10], 0);
    expect(far).toMatchObject({ status: Status.acted, verdict: 2, action: 0 });
    expect(far.margin).toBeGreaterThan(150);
    // Touching only if the car ahead brakes as hard: perhaps is not enough.
    expect(g.step([10, 4, 8], 0)).toMatchObject({ status: Status.refused, verdict: 1 });
    expect(g.step([10, 2.01, 0], 0).margin).toBeLessThan(0);
  });
  test("looks past `until`: what still rolls at walking pace has not arrived", () => {
    const creep = { until: standing, steps: 20 };
    expect(guarded(creep).step([0.1, 2.006, 0], 0)).toMatchObject({ status: Status.refused, verdict: 1 });
    expect(guarded(creep).step([0.1, 2.02, 0], 0)).toMatchObject({ status: Status.acted, verdict: 2 });
  });
  test("never getting there is false, even where the way is safe", () => {
    expect(guarded({ until: standing, steps: 3 }).step([20, 300, 20], 0)).toMatchObject({ status: Status.refused, verdict: 0 });
    expect(guarded({ until: standing, steps: 49 }).step([20, 300, 20], 0)).toMatchObject({ verdict: 0 });
    expect(guarded({ until: standing, steps: 50 }).step([20, 300, 20], 0)).toMatchObject({ verdict: 2 });
  });
});

test("keep judges the predicted next state, in doubt for the worse", () => {
  const keep = { kind: "keep", spec: "clear", body: e("gt", obs("lead"), 9.8), margin: e("sub", obs("lead"), 9.8) } as const;
  const g = new InterpretedGuard(program({ envs: [highway], controllers, guards: [guard([policy(["accel"]), by("brake")], [keep])] }), "g");
  const io = new Float64Array(g.layout.size);
  const at = (lead: number): number[] => {
    g.reset(io);
    io.set([1, 10, 50, lead, 1, 0, 0]);
    g.step(io);
    return [io[g.layout.verdicts]!, io[g.layout.margins]!];
  };
  expect(at(10.3)).toEqual([2, expect.closeTo(0.1, 9)]);
  expect(at(10)).toEqual([1, expect.closeTo(-0.2, 9)]);
  expect(at(9)[0]).toBe(0);
});

test("dynamics at a point: all from the old state, clipped, the rest kept", () => {
  const world = { ...highway, obs: [...highway.obs, slot("light")] };
  const move = nextState(program(), world), out = new Float64Array(4);
  move([0.1, 1, 20, 7], [-8], [3], out);
  expect([...out]).toEqual([0, expect.closeTo(1.995, 12), expect.closeTo(20.15, 12), 7]);
  move(out, [0], [0], out);
  expect(out[1]).toBeCloseTo(1.995 + 0.05 * 20.15, 12);
});
