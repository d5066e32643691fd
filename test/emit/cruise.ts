import type { Source } from "../../grammar/spans.ts";
import type { At, ConditionIr, Ir, ProgramIr, ProposerIr } from "../../compiler/ir/ir.ts";
import { contract } from "../grammar/golden.ts";
import { act, actSlot, call, dist, e, env, num, obs, program, slot } from "../interpreter/build.ts";

/** The contract example as the IR it means, by hand. */
export const source: Source = { path: "cruise.pol", text: contract("cruise") };

export function at(line: string, within: Source = source): At {
  const start = within.text.indexOf(line);
  if (start < 0) throw new Error(`no line ${line}`);
  return [start, start + line.length];
}

const dt = 0.05;
const speed = obs("speed"), gap = obs("gap"), lead = obs("lead");
const nextSpeed = e("add", speed, e("mul", dt, act("accel")));
const nextGap = e("add", gap, e("mul", dt, e("sub", lead, speed)));
const barrier = (s: Ir, g: Ir): Ir => e("sub", g, call("safe_gap", "num", s));
const never = e("gt", gap, 2), margin = e("sub", gap, 2);

const proposer = (line: string, name: string, more: Partial<ProposerIr>): ProposerIr =>
  ({ name, source: { kind: "controller" }, when: null, within: null, hold: null, at: at(line), ...more });
const conditions: ConditionIr[] = [
  { kind: "limit", name: "accel", low: num(-6), high: num(2), at: at("limit   accel to"), text: "limit accel to -6..2" },
  { kind: "rate", name: "accel", rate: num(10), at: at("limit   accel rate"), text: "limit accel rate 10[m/s^3]" },
  {
    kind: "barrier", h: barrier(speed, gap), alpha: num(0.8), next: barrier(nextSpeed, nextGap), gains: [{ name: "accel", value: num(-1.5 * dt) }],
    at: at("barrier gap"), text: "barrier gap - safe_gap(speed) >= 0m with alpha 0.8[1/s]",
  },
  {
    kind: "foresee", backup: "brake", until: e("le", speed, 0.1), steps: 200, spec: "never_touches", body: never, margin,
    at: at("foresee brake"), text: "foresee brake until speed <= 0.1[m/s] within 10s keeps never_touches",
  },
];

export const cruise: ProgramIr = program({
  path: "cruise.pol",
  envs: [{
    ...env(), name: "highway", at: at("env highway"), rate: 20,
    obs: [slot("speed", { low: 0, high: 60, unit: "m/s", doc: "own speed" }), slot("gap", { low: 0, high: 300, unit: "m" }), slot("lead", { low: 0, high: 60, unit: "m/s" })],
    acts: [actSlot("accel", { low: -8, high: 3, unit: "m/s^2" })],
    dynamics: {
      method: "euler",
      next: [
        { name: "speed", value: nextSpeed, at: at("speed' =") }, { name: "gap", value: nextGap, at: at("gap'   =") },
        { name: "lead", value: e("add", lead, e("mul", dt, dist("lead"))), at: at("lead'  in") },
      ],
      disturbances: [{ name: "lead", low: -8, high: 3 }],
    },
  }],
  fns: [{
    name: "safe_gap", params: [{ name: "speed", t: "num" }], t: "num", at: at("fn safe_gap"),
    body: e("add", 4, e("mul", 1.5, { op: "local", t: "num", name: "speed" })),
  }],
  specs: [{ name: "never_touches", env: "highway", formula: e("always", never), at: at("spec never_touches") }],
  policies: [{ name: "net", env: "highway", server: "onnx", file: "cruise.onnx", gives: ["accel"], at: at("policy net") }],
  controllers: [
    { name: "coast", env: "highway", sets: [{ name: "accel", value: e("clamp", e("mul", 0.5, e("sub", lead, speed)), -3, 1) }], at: at("controller coast") },
    { name: "brake", env: "highway", sets: [{ name: "accel", value: num(-8) }], at: at("controller brake") },
  ],
  guards: [{
    kind: "sampled", name: "cruise", env: "highway", at: at("guard cruise"), later: [], conditions,
    proposers: [
      proposer("propose net", "net", { source: { kind: "policy", gives: ["accel"] }, within: 0.05 }),
      proposer("else    coast", "coast", { hold: { until: e("gt", gap, call("safe_gap", "num", speed)), ticks: 20 } }),
      proposer("else    brake", "brake", {}),
    ],
  }],
});
