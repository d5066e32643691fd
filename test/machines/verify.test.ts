import { expect, test } from "vitest";
import { costs } from "../../compiler/analyze/cost.ts";
import type { ProgramIr, SampledGuardIr } from "../../compiler/ir/ir.ts";
import type { MachineIr } from "../../compiler/ir/machine.ts";
import { verify } from "../../compiler/ir/verify.ts";
import { check } from "./both.ts";

const TEXT = `env room at 10Hz { observe x: number in 0..100  act u: number in -1..1 default 0 }
env tools { tool read(path: text) }
controller one over room { u = 0.1 }
controller stand over room { }
machine m over room {
  blackboard { n: number = 1  ok: bool }
  start a
  state a { may one  go b when x > 5 and n < 3  on entry { n = n + 1 } }
  state b { may one  ensure ok else rollback doing one  go a when x < 5 }
}
guard g over room { propose one else stand follow m }
`;

type Open<T> = T extends readonly (infer E)[] ? Open<E>[] : T extends object ? { -readonly [K in keyof T]: Open<T[K]> } : T;

function faults(change: (machine: Open<MachineIr>, program: Open<ProgramIr>) => void): string[] {
  const program = JSON.parse(JSON.stringify(check(TEXT).program)) as unknown as Open<ProgramIr>;
  change(program.machines![0]!, program);
  return verify(program);
}

test("a machine as the compiler makes it is sound", () => expect(faults(() => {})).toEqual([]));

test.each<[string, Parameters<typeof faults>[0]]>([
  ["no start", (m) => (m.start = 2)],
  ["a start that is no number", (m) => (m.start = "a" as never)],
  ["a way to no state", (m) => (m.states[0]!.go[0]!.to = 2)],
  ["two states of one name", (m) => (m.states[1]!.name = "a")],
  ["two entries of one name", (m) => (m.entries[1]!.name = "n")],
  ["an entry that begins as half a truth", (m) => (m.entries[1]!.start = 1)],
  ["an entry of no kind", (m) => (m.entries[1]!.kind = "list" as never)],
  ["a set of an unknown entry", (m) => (m.states[0]!.entry[0]!.entry = "k")],
  ["a set of another type", (m) => (m.states[0]!.entry[0]!.entry = "ok")],
  ["a condition that is a number", (m) => (m.states[0]!.go[0]!.when = { op: "num", t: "num", value: 1 })],
  ["a promise that is a number", (m) => (m.states[1]!.ensures[0]!.value = { op: "num", t: "num", value: 1 })],
  ["a read of an unknown entry", (m) => (m.states[0]!.go[0]!.when = { op: "entry", t: "bool", name: "k" })],
  ["a read of another type", (m) => (m.states[0]!.go[0]!.when = { op: "entry", t: "bool", name: "n" })],
  ["an operator over time", (m) => (m.states[0]!.go[0]!.when = { op: "eventually", t: "bool", args: [{ op: "bool", t: "bool", value: true }] })],
  ["a dwell of half a sample", (m) => (m.states[0]!.go[0]!.ticks = 0.5)],
  ["an unknown proposer", (m) => (m.states[0]!.may[0] = "two")],
  ["an unknown compensating controller", (m) => (m.states[1]!.ensures[0]!.doing = "two")],
  ["an unknown env", (m) => (m.env = "hall")],
  ["an env of tools", (m) => (m.env = "tools")],
  ["a guard that follows no machine", (_, p) => ((p.guards[0] as Open<SampledGuardIr>).follows = "k")],
  ["a guard that follows one of no program", (_, p) => { delete p.machines; }],
  ["two machines of one name", (m, p) => p.machines!.push(m)],
  ["an entry read outside", (_, p) => (p.controllers[0]!.sets[0]!.value = { op: "entry", t: "num", name: "n" })],
])("%s is not", (_, change) => expect(faults(change)).not.toEqual([]));

test("what a machine and a tree take is counted", () => {
  const of = (text: string) => costs(check(text).program).find(({ guard }) => guard === "g")!;
  const without = of(TEXT.replace(" follow m", ""));
  expect(of(TEXT).operations).toBeGreaterThan(without.operations + 5);
  expect(of(TEXT).bytes).toBeGreaterThan(without.bytes);
  const tree = (n: number) => of(TEXT.replace("propose one", "propose t else one") + `tree t over room { sequence { ${"check x > 1 + 1 ".repeat(n)} do { u = x } } }\n`).operations;
  expect(tree(1)).toBeGreaterThan(of(TEXT).operations + 8);
  expect(tree(10) - tree(1)).toBeGreaterThanOrEqual(9 * 5);
});
