import fc from "fast-check";
import type { ControllerIr, EnvIr, Ir, ProgramIr, Slot } from "../../compiler/ir/ir.ts";
import type { EntryIr, SourceOfTree, TreeIr } from "../../compiler/ir/tree.ts";
import { actSlot, env, fn, local, memory, num, program, slot } from "../interpreter/build.ts";
import { numeric, truth, type Mentions } from "../property/expressions.ts";
import { Chance } from "../property/random.ts";
import { read, tree } from "./build.ts";
import { fitting, Grow } from "./nodes.ts";

export interface TreeProgram {
  readonly program: ProgramIr;
  readonly tree: TreeIr;
}

/** A program with one tree over one env that has all that a tree can have in it. */
export function treePrograms(): fc.Arbitrary<TreeProgram> {
  return fc.tuple(fc.integer(), fc.nat(40)).map(([seed, size]) => treeProgram(new Chance(seed), size));
}

export function treeProgram(c: Chance, size: number): TreeProgram {
  const over = anyEnv(c), fns = functions(c), entries = blackboard(c);
  const known = (...reads: readonly (readonly Ir[])[]): Mentions => ({ reads: reads.flat(), fns: fns.map((f) => ({ name: f.name, t: f.t, params: f.params.map((p) => p.t) })), args: false });
  const now = [...slots("obs", over.obs), ...slots("last", over.acts), ...slots("mem", over.memories)];
  const controllers = ["first", "second"].map((name) => controller(c, name, over, known(now)));
  const sources: readonly SourceOfTree[] = [
    { name: "net", kind: "policy", gives: over.acts.filter(() => c.is(0.7)).map(({ name }) => name) },
    { name: "other", kind: "policy", gives: [over.acts[0]!.name] },
    ...controllers.map(({ name }): SourceOfTree => ({ name, kind: "controller", gives: [] })),
  ];
  const own = entries.map(({ name, kind }) => read(name, kind === "bool" ? "bool" : "num"));
  // Its own entries are read more often than the rest.
  const root = new Grow(c, { env: over, entries, sources, texts: TEXTS.length, mentions: known(now, own, own) }).node(size);
  const made = tree(root, { mode: c.pick(["strict", "compatible"] as const), entries, texts: TEXTS, sources, haltsEvery: c.is(0.5), keepsWake: c.is(0.5) });
  const policies = ["net", "other"].map((name) => ({ name, env: "e", server: "onnx", file: null, gives: [], at: [0, 0] }) as const);
  return { tree: made, program: program({ envs: [over], fns, controllers, policies, trees: [made] }) };
}

const TEXTS = ["", "north", "south"] as const;

const slots = (op: "obs" | "last" | "mem", of: readonly Slot[]): Ir[] => of.map(({ name, kind }) => ({ op, t: kind === "bool" ? "bool" : "num", name }));

function anyEnv(c: Chance): EnvIr {
  const modes = { kind: "enum", integer: true, low: 0, high: 2, values: ["a", "b", "c"] } as const;
  const acts = [actSlot("u", { low: -4, high: 6, default: 1 })];
  if (c.is(0.5)) acts.push(actSlot("v", { low: c.is(0.5) ? -1 : null, high: 1 }));
  if (c.is(0.4)) acts.push(actSlot("whole", { low: -5, high: 5, integer: true }));
  if (c.is(0.4)) acts.push(actSlot("flag", { kind: "bool", low: 0, high: 1, default: 1 }));
  if (c.is(0.3)) acts.push(actSlot("mode", { ...modes, default: 2 }));
  return env({
    obs: [slot("a", { low: -10, high: 10 }), slot("b"), slot("on", { kind: "bool" }), slot("state", modes)],
    acts, memories: [memory("m", num(0), num(0)), { ...memory("k", { op: "bool", t: "bool", value: false }, { op: "bool", t: "bool", value: false }), kind: "bool" }],
  });
}

function functions(c: Chance) {
  const none: Mentions = { reads: [local("p"), local("q", "bool")], fns: [], args: false };
  return [fn("f", { p: "num", q: "bool" }, numeric(c, 3, none)), fn("g", { p: "num", q: "bool" }, truth(c, 3, none))];
}

function blackboard(c: Chance): readonly EntryIr[] {
  const start = (some: () => number): number | null => (c.is(0.8) ? some() : null);
  return [
    { name: "count", kind: "num", start: start(() => c.below(5)), counted: true },
    { name: "level", kind: "num", start: start(() => c.number()), counted: c.is(0.5) },
    { name: "ready", kind: "bool", start: start(() => c.pick([0, 2])), counted: c.is(0.5) },
    { name: "way", kind: "text", start: start(() => c.below(TEXTS.length)), counted: true },
  ];
}

function controller(c: Chance, name: string, over: EnvIr, m: Mentions): ControllerIr {
  const sets = over.acts.filter(() => c.is(0.7)).map((act) => ({ name: act.name, value: act.kind === "bool" ? truth(c, 2, m) : fitting(c, act, numeric(c, 2, m)) }));
  return { name, env: "e", sets, at: [0, 0] };
}
