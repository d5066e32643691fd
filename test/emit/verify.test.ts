import { expect, test } from "vitest";
import { OPS } from "../../compiler/ir/ir.ts";
import type { Ir, ProgramIr } from "../../compiler/ir/ir.ts";
import { verify } from "../../compiler/ir/verify.ts";
import { call, e, fn, local, num, obs } from "../interpreter/build.ts";
import { cruise } from "./cruise.ts";
import { teller } from "./teller.ts";

/** The program with one thing in it replaced, as JSON would bring it. */
function spoilt(program: ProgramIr, path: string, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(program));
  const keys = path.split(".");
  const last = keys.pop()!;
  keys.reduce((at, key) => at[key], copy)[last] = value;
  return copy;
}

test("sound programs have no faults", () => {
  expect(verify(cruise)).toEqual([]);
  expect(verify(teller)).toEqual([]);
});

test.each<[what: string, program: ProgramIr, path: string, value: unknown]>([
  ["no list", cruise, "envs", null],
  ["another format", cruise, "format", 2],
  ["an unknown operator", cruise, "fns.0.body.op", "eval"],
  ["an operator of every object", cruise, "fns.0.body.op", "constructor"],
  ["too few operands", cruise, "fns.0.body.args", [num(1)]],
  ["operands of another type", cruise, "fns.0.body.args.0", { op: "text", t: "text", value: "4" }],
  ["another result type", cruise, "fns.0.body.t", "bool"],
  ["an unknown observation", cruise, "guards.0.conditions.2.h.args.0.name", "speeed"],
  ["an unknown function", cruise, "guards.0.conditions.2.h.args.1.name", "toString"],
  ["a disturbance in a condition", cruise, "guards.0.conditions.3.until.args.0", { op: "dist", t: "num", name: "lead" }],
  ["an empty range", cruise, "envs.0.obs.0.high", -1],
  ["an endless range", cruise, "envs.0.obs.0.high", Infinity],
  ["a default outside the range", cruise, "envs.0.acts.0.default", 4],
  ["an empty disturbance", cruise, "envs.0.dynamics.disturbances.0.high", -9],
  ["no rate", cruise, "envs.0.rate", 0],
  ["a policy at the end", cruise, "guards.0.proposers.2.source", { kind: "policy", gives: ["accel"] }],
  ["an unknown backup", cruise, "guards.0.conditions.3.backup", "net"],
  ["half a step", cruise, "guards.0.conditions.3.steps", 1.5],
  ["an operator of tests in a guard", cruise, "guards.0.conditions.3.body", e("once", e("gt", obs("gap"), 2))],
  ["an unknown privilege", teller, "guards.0.obeys.0", "tellers"],
  ["an unknown tool", teller, "privileges.0.rules.1.cases.0.tool", "send"],
  ["an argument without a path", teller, "privileges.0.rules.3.cases.0.when.args.0.args.0.path", undefined],
  ["a variable of nobody", teller, "privileges.0.rules.2.cases.0.when.args.1.args.0.args.0.name", "row"],
  ["a slot beyond the last", cruise, "envs.0.obsShape", { kind: "slot", slot: 3 }],
  ["half a memory", cruise, "envs.0.memories", [{ name: "m" }]],
])("%s is a fault", (_, program, path, value) => {
  expect(verify(spoilt(program, path, value)).length).toBeGreaterThan(0);
});

test("functions and specs end", () => {
  const circle = [fn("a", { x: "num" }, call("b", "num", local("x"))), fn("b", { x: "num" }, call("a", "num", local("x")))];
  expect(verify({ ...cruise, fns: [...cruise.fns, ...circle] })).toEqual(["function `a` calls itself", "function `b` calls itself"]);
  const loop = { name: "loop", env: "highway", formula: { op: "spec", t: "bool", name: "loop" } as Ir, at: [0, 0] };
  expect(verify({ ...cruise, specs: [loop] })).toEqual(["spec `loop` is defined by itself"]);
});

test("a decision that takes for ever is a fault", () => {
  const twice = Array.from({ length: 40 }, (_, i) => fn(`f${i}`, { x: "num" }, i === 0 ? local("x") : e("add", call(`f${i - 1}`, "num", local("x")), call(`f${i - 1}`, "num", local("x")))));
  const guard = { ...cruise.guards[0]!, conditions: [{ kind: "require", value: e("gt", call("f39", "num", obs("gap")), 0), margin: null, at: [0, 0], text: "" }] };
  expect(verify({ ...cruise, fns: [...cruise.fns, ...twice], guards: [guard] })).toEqual([expect.stringContaining("operations for one decision")]);
});

test("nothing that JSON can hold makes it throw", () => {
  for (const value of [null, 1, "x", [], {}, { envs: [{}] }, { ...cruise, guards: [null] }]) expect(verify(value).length).toBeGreaterThan(0);
  const deep = Array.from({ length: 20_000 }).reduce<Ir>((ir) => ({ op: "neg", t: "num", args: [ir] }), num(1));
  expect(verify(spoilt(cruise, "fns.0.body", num(1)))).toEqual([]);
  expect(verify({ ...cruise, fns: [{ ...cruise.fns[0]!, body: deep }] })).toEqual(["program.fns[0].body is no expression"]);
  expect(Object.keys(OPS)).not.toContain("constructor");
});
