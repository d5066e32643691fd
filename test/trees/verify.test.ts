import { describe, expect, test } from "vitest";
import type { EnvIr, Ir } from "../../compiler/ir/ir.ts";
import type { TreeIr } from "../../compiler/ir/tree.ts";
import { verify } from "../../compiler/ir/verify.ts";
import { act, actSlot, bool, call, controller, e, env, fn, local, num, obs, program, slot, text } from "../interpreter/build.ts";
import { Chance } from "../property/random.ts";
import { entry, fallback, having, inProgram, leaf, node, parallel, put, read, repeat, retry, sequence, set, tree, wait, type Sketch } from "./build.ts";
import { treeProgram } from "./generate.ts";

const over: EnvIr = env({ obs: [slot("x")], acts: [actSlot("u", { low: -1, high: 1 }), actSlot("on", { kind: "bool", low: 0, high: 1 })] });
const ENTRIES = [entry("n"), entry("ready", { kind: "bool", start: 2 }), entry("way", { kind: "text", start: 0, counted: true })];
const SOURCES = [{ name: "net", kind: "policy", gives: ["u"] }, { name: "hold", kind: "controller", gives: [] }] as const;
const around = { controllers: [controller("hold", { u: num(0) })], policies: [{ name: "net", env: "e", server: "onnx", file: null, gives: ["u"], at: [0, 0] }] } as const;

const made = (root: Sketch, more: Partial<TreeIr> = {}): TreeIr => tree(root, { entries: ENTRIES, texts: ["north"], sources: SOURCES, ...more });
const faults = (of: unknown): string[] => verify(JSON.parse(JSON.stringify(inProgram(of as TreeIr, over, around))));
const faultsOf = (root: Sketch, more: Partial<TreeIr> = {}): string[] => faults(made(root, more));

const whole = sequence(
  having(leaf("a"), { pre: { failureIf: read("ready", "bool"), while: e("lt", obs("x"), read("n")) }, post: { success: [put("n", e("add", read("n"), 1))], halted: [put("ready", bool(true))] } }),
  node("switch", { cases: [e("eq", read("way"), 0)] }, wait(2), leaf("b")),
  node("loop", { entry: "way", values: [num(0)], ifEmpty: "success" }, node("onUpdate", { entry: "way", otherwise: "running" }, retry(3, leaf("c")))),
  node("do", { source: "net", sets: [], until: bool(true), ticks: 2 }), node("do", { source: null, sets: [{ name: "on", value: bool(true) }], until: null, ticks: null }),
  node("recovery", { retries: 2 }, node("pipelineSequence", {}, node("every", { samples: num(2) }, leaf("d"))), node("again", {}, leaf("e"), node("roundRobin", {}, leaf("f")))),
);

test("a tree with everything in it has no faults", () => {
  expect(faultsOf(whole)).toEqual([]);
  for (let seed = 0; seed < 50; seed += 1) expect(verify(JSON.parse(JSON.stringify(treeProgram(new Chance(seed), 40).program)))).toEqual([]);
});

test("a tree that is never loaded is not looked at", () => {
  expect(faultsOf(node("wasUpdated", { entry: "nothing" }), { later: ["`call`"] })).toEqual([]);
});

describe("the shape", () => {
  test.each<[string, unknown, string]>([
    ["nodes", null, "nodes is no list"], ["nodes.0.kind", "eval", "kind is none of"], ["nodes.0.kind", "constructor", "kind is none of"], ["nodes.0.yields", 1, "yields is neither true nor false"],
    ["nodes.0.children.0", -1, "children[0] is no whole number"], ["nodes.1.pre.while", 1, "while is no expression"], ["nodes.1.post.success.0.value", { op: "eval" }, "value is no expression"], ["nodes.1.args", {}, "args is no list"],
    ["nodes.3.samples", null, "samples is no expression"], ["nodes.9.ticks", 0.5, "ticks is no whole number"], ["nodes.9.source", 1, "source is no text"], ["nodes.11.retries", -1, "retries is no whole number"], ["nodes.11.retries", 0.5, "retries is no whole number"], ["mode", "loose", "mode is none of strict, compatible"],
    ["entries.0.kind", "list", "kind is none of num, bool, text"], ["entries.0.start", "0", "start is no finite number"], ["sources.0.kind", "tell", "kind is none of policy, controller"], ["haltsEvery", null, "haltsEvery is neither"],
  ])("%s = %o", (path, value, fault) => {
    const copy = JSON.parse(JSON.stringify(made(whole))), keys = path.split("."), last = keys.pop()!;
    keys.reduce((of, key) => of[key], copy)[last] = value;
    expect(faults(copy).join()).toContain(fault);
  });
});

describe("how nodes stand", () => {
  const children = (...lists: readonly (readonly number[])[]): TreeIr => {
    const sound = made(sequence(sequence(leaf("a")), leaf("b")));
    return { ...sound, nodes: sound.nodes.map((one, n) => ({ ...one, children: lists[n] ?? one.children })) as TreeIr["nodes"] };
  };

  test.each<[string, TreeIr, string]>([
    ["a node twice", children([1, 3, 3]), "tree `t` has node 3 where node 4 is to stand"],
    ["a node in itself", children([0]), "tree `t` has node 0 where node 1 is to stand"],
    ["a node in the one below", children([1, 3], [0]), "tree `t` has node 0 where node 2 is to stand"],
    ["another order", children([3, 1]), "tree `t` has node 3 where node 1 is to stand"],
    ["a node that is not there", children([1, 3, 4]), "tree `t` has node 4 where node 4 is to stand"],
    ["a node that is nowhere", children([1]), "tree `t` has node 3 under no other"],
    ["no node", { ...made(leaf("a")), nodes: [] }, "tree `t` has node 0 where node 0 is to stand"],
  ])("%s", (_, of, fault) => expect(faults(of)).toContain(fault));

  test("too many in one another", () => {
    const chain = (n: number): Sketch => (n === 0 ? leaf("a") : node("invert", {}, chain(n - 1)));
    expect(faultsOf(chain(499))).toEqual([]);
    expect(faultsOf(chain(500))).toEqual(["tree `t` has more than 500 nodes in one another"]);
  });

  test.each<[string, Sketch, string]>([
    ["a sequence of none", sequence(), "`n0` has 0 children"], ["an inverter of two", node("invert", {}, leaf("a"), leaf("b")), "`n0` has 2 children"], ["a leaf with a child", { ...leaf("a"), children: [leaf("b")] }, "`a` has 1 children"],
    ["a condition alone", node("ifThenElse", {}, leaf("a")), "`n0` has 1 children"], ["four branches", node("whileDoElse", {}, leaf("a"), leaf("b"), leaf("c"), leaf("d")), "`n0` has 4 children"],
    ["nothing to try", node("tryCatch", { onHalt: true }, leaf("a")), "`n0` has 1 children"], ["nothing to recover by", node("recovery", { retries: 1 }, leaf("a")), "`n0` has 1 children"],
    ["no trigger", node("again", {}, leaf("a")), "`n0` has 1 children"], ["a robin of none", node("roundRobin", {}), "`n0` has 0 children"], ["a case too many", node("switch", { cases: [bool(true), bool(true)] }, leaf("a"), leaf("b")), "`n0` has 2 cases for 2 children"],
  ])("%s", (_, root, fault) => expect(faultsOf(root)).toContain(`tree \`t\`: ${fault}`));
});

test.each<[string, Sketch, string]>([
  ["an unknown entry", node("check", { value: e("gt", read("m"), 0) }), "names the unknown entry `m`"],
  ["an unknown entry that is written", set(put("m", 1)), "names the unknown entry `m`"],
  ["an unknown entry of a leaf", node("extern", { leaf: "a", args: [], outputs: [{ name: "o", entry: "m" }] }), "names the unknown entry `m`"],
  ["a loop over an unknown entry", node("loop", { entry: "m", values: [], ifEmpty: "success" }, leaf("a")), "names the unknown entry `m`"],
  ["a number where a truth is stored", set(put("ready", 1)), "is of type num where bool is needed"],
  ["a truth where a number is looped", node("loop", { entry: "n", values: [bool(true)], ifEmpty: "success" }, leaf("a")), "is of type bool where num is needed"],
  ["a truth read as a number", node("check", { value: e("gt", read("ready"), 0) }), "reads `ready` as num"],
  ["a number as a condition", node("check", { value: read("n") }), "is of type num where bool is needed"],
  ["a number as a guard", having(leaf("a"), { pre: { skipIf: num(1) } }), "is of type num where bool is needed"],
  ["a truth as a time", node("wait", { samples: bool(true), slips: false }), "is of type bool where num is needed"],
  ["a truth as a threshold", node("parallelAll", { failures: bool(true) }, leaf("a")), "is of type bool where num is needed"],
  ["a text", node("extern", { leaf: "a", args: [{ name: "p", value: text("north") }], outputs: [] }), "is of type text where num is needed"],
  ["an argument twice", node("extern", { leaf: "a", args: [{ name: "p", value: num(1) }, { name: "p", value: num(2) }], outputs: [] }), "has `p` twice"],
  ["an entry that nobody counts", node("wasUpdated", { entry: "n" }), "asks whether `n` was written, which nobody counts"],
  ["an unknown source", node("do", { source: "me", sets: [], until: null, ticks: null }), "proposes `me`, which is no source of the tree"],
  ["a source and more", node("do", { source: "net", sets: [{ name: "u", value: num(1) }], until: null, ticks: null }), "sets actions beside those of its source"],
  ["an unknown action", node("do", { source: null, sets: [{ name: "v", value: num(1) }], until: null, ticks: null }), "names the unknown action `v`"],
  ["an action of another type", node("do", { source: null, sets: [{ name: "on", value: num(1) }], until: null, ticks: null }), "is of type num where bool is needed"],
  ["the action that is to be found", node("check", { value: e("gt", act("u"), 0) }), "reads the action `u`, which is not chosen yet"],
  ["an operator of tests", node("check", { value: e("once", bool(true)) }), "uses `once`, which does not run in guards"],
  ["a truth as how often", node("retry", { times: bool(true) }, leaf("a")), "is of type bool where num is needed"],
  ["a truth as a period", node("every", { samples: bool(true) }, leaf("a")), "is of type bool where num is needed"],
])("%s is a fault", (_, root, fault) => expect(faultsOf(sequence(root)).join()).toContain(fault));

test.each<[string, Partial<TreeIr>, string]>([
  ["an unknown env", { env: "other" }, "tree `t` stands over the unknown env `other`"],
  ["an entry twice", { entries: [...ENTRIES, entry("n")] }, "tree `t` has `n` twice"],
  ["a start that is no truth", { entries: [entry("ready", { kind: "bool", start: 1 })] }, "tree `t` begins with `ready` as no bool"],
  ["a start that is no text", { entries: [entry("way", { kind: "text", start: 1 })] }, "tree `t` begins with `way` as no text"],
  ["a text twice", { texts: ["a", "a"] }, "tree `t` has two numbers for one text"],
  ["a policy that is none", { sources: [{ name: "hold", kind: "policy", gives: [] }] }, "tree `t` names `hold`, which is no policy over `e`"],
  ["a controller that is none", { sources: [{ name: "net", kind: "controller", gives: [] }] }, "tree `t` names `net`, which is no controller over `e`"],
  ["an action that nobody has", { sources: [{ name: "net", kind: "policy", gives: ["v"] }] }, "tree `t` names the unknown action `v`"],
  ["an action twice", { sources: [{ name: "net", kind: "policy", gives: ["u", "u"] }] }, "tree `t` has `net` give an action twice"],
])("%s is a fault", (_, more, fault) => expect(faultsOf(leaf("a"), more)).toContain(fault));

test("names stand once", () => {
  expect(faultsOf(sequence(leaf("a"), leaf("a")))).toEqual(["tree `t` has `a` twice"]);
  const one = made(leaf("a"));
  expect(verify(program({ envs: [over], ...around, trees: [one, one] })).join()).toContain("trees has `t` twice");
});

test("a tick that takes for ever is a fault", () => {
  const loops = (n: number, of = "a"): Sketch => (n === 0 ? leaf(of) : node("recovery", { retries: 9 }, loops(n - 1, of), set()));
  expect(faultsOf(loops(4))).toEqual([]);
  expect(faultsOf(loops(7))).toEqual([expect.stringContaining("may visit 2e+7 nodes in one tick")]);
  expect(faultsOf(parallel(1, 1, [repeat(-1, loops(4)), fallback(retry(-1, loops(4, "b")))]))).toEqual([]);
  const twice = Array.from({ length: 40 }, (_, i) => fn(`f${i}`, { x: "num" }, i === 0 ? local("x") : e("add", call(`f${i - 1}`, "num", local("x")), call(`f${i - 1}`, "num", local("x")))));
  const slow: Ir = e("gt", call("f39", "num", num(1)), 0);
  expect(verify(inProgram(made(node("check", { value: slow })), over, { ...around, fns: twice }))).toEqual([expect.stringContaining("tree `t` may take")]);
});

test("entries are read in trees alone", () => {
  const reads = fn("f", {}, read("n"));
  expect(verify(inProgram(made(leaf("a")), over, { ...around, fns: [reads] })).join()).toContain("function `f` names the unknown entry `n`");
});
