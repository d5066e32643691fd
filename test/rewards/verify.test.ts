import { describe, expect, test } from "vitest";
import { rewardCost } from "../../compiler/analyze/reward-cost.ts";
import type { EnvIr, Shape } from "../../compiler/ir/ir.ts";
import type { RewardIr } from "../../compiler/ir/reward.ts";
import { verify } from "../../compiler/ir/verify.ts";
import { actSlot, env, program, slot } from "../interpreter/build.ts";
import { listed, log, RewardBuild, scalar, stop, term } from "./build.ts";

const at = (index: number): Shape => ({ kind: "slot", slot: index });

/** x, a truth, up to two elements { p, ok }, a text. */
const over: EnvIr = env({
  obs: [slot("x"), slot("flag", { kind: "bool" }), slot("rows.length", { low: 0, high: 2, integer: true }), slot("rows.0.p"), slot("rows.0.ok", { kind: "bool" }), slot("rows.1.p"), slot("rows.1.ok", { kind: "bool" })],
  obsShape: { kind: "record", fields: [
    { name: "x", shape: at(0) }, { name: "flag", shape: at(1) }, { name: "said", shape: { kind: "text", name: "said" } },
    { name: "rows", shape: { kind: "list", length: 2, items: [3, 5].map((p): Shape => ({ kind: "record", fields: [{ name: "p", shape: at(p) }, { name: "ok", shape: at(p + 1) }] })) } },
  ] },
  acts: [actSlot("u")],
});
const ROWS = { length: 2, slot: 3, stride: 2, max: 2 };

const faults = (reward: unknown): string[] => verify(JSON.parse(JSON.stringify(program({ envs: [over], rewards: [reward as RewardIr] }))));

/** Faults of a program whose total is what was built. */
function built(build: (b: RewardBuild) => number, more: (b: RewardBuild, node: number) => Partial<RewardIr> = () => ({})): string[] {
  const b = new RewardBuild(), node = build(b);
  return faults(b.reward(node, more(b, node)));
}

test("a program with everything in it has no faults", () => {
  const b = new RewardBuild(), x = b.obs(0), loop = b.loop(b.obs(2), 2), p = b.item(ROWS, b.index(loop)), ok = b.item({ ...ROWS, slot: 4 }, b.index(loop), "bool");
  const before = b.state(), mean = b.op("div", b.over("sum", loop, p), b.obs(2)), past = b.history(x, 3), sorted = b.relist("sorted", past);
  const said = b.feature({ op: "length", t: "num", args: [{ op: "obs", t: "text", name: "said" }] });
  const total = b.op("add", b.op("orElse", mean, b.at(sorted, b.num(0))), b.op("orElse", said, b.op("if", b.first(), b.act(0), before)));
  b.becomes(before, x);
  const items = [term("all", total), log("past", listed(past)), log("both", { kind: "record", fields: [{ name: "x", value: { kind: "vector", items: [scalar(x)] } }] })];
  expect(faults(b.reward(total, { items, stops: [stop("over", "terminate", b.over("all", loop, ok))] }))).toEqual([]);
});

describe("the shape", () => {
  const sound = (): RewardIr => { const b = new RewardBuild(); return b.reward(b.op("add", b.obs(0), b.num(1)), { items: [log("x", scalar(b.obs(0)))], stops: [stop("s", "truncate", b.bool(0))] }); };

  test.each<[string, unknown, string]>([
    ["nodes", null, "nodes is no list"], ["nodes.0.op", "eval", "op is none of"], ["nodes.0.op", "constructor", "op is none of"], ["nodes.0.t", "text", "t is none of num, bool"],
    ["nodes.2.args.0", -1, "args[0] is no whole number"], ["nodes.1.value", "1", "value is no finite number"], ["total", null, "total is no whole number"], ["cells", [{ kind: "value", t: "num" }], "next is no whole number"],
    ["loops", [{ length: 0, max: 1e999, depth: 0 }], "max is no whole number"], ["items.0.kind", "bonus", "kind is none of"], ["items.0.value", { kind: "scalar" }, "node is no whole number"],
    ["items.0.value", { kind: "vector", items: [1] }, "kind is none of"], ["stops.0.kind", "end", "kind is none of"], ["features", [{ op: "eval" }], "is no expression"], ["at", [0], "at is no pair"],
  ])("%s = %o", (path, value, fault) => {
    const copy = JSON.parse(JSON.stringify(sound())), keys = path.split("."), last = keys.pop()!;
    keys.reduce((of, key) => of[key], copy)[last] = value;
    expect(faults(copy).join()).toContain(fault);
  });

  test("names stand once", () => {
    const reward = sound();
    expect(verify(program({ envs: [over], rewards: [reward, reward] })).join()).toContain("rewards has `r` twice");
    expect(faults({ ...reward, stops: [...reward.stops, ...reward.stops] }).join()).toContain("reward `r` has `s` twice");
    expect(faults({ ...reward, env: "other" })).toEqual(["reward `r` stands over the unknown env `other`"]);
  });
});

describe("nodes", () => {
  test.each<[string, (b: RewardBuild) => number, string]>([
    ["an operand that comes later", (b) => b.node("neg", "num", [5]), "reads a node that does not come before it"],
    ["itself", (b) => b.node("neg", "num", [0]), "reads a node that does not come before it"],
    ["too few operands", (b) => b.node("add", "num", [b.num(1)]), "has 1 operands"],
    ["none at all", (b) => b.node("min", "num", []), "has 0 operands"],
    ["a truth to add", (b) => b.node("add", "num", [b.num(1), b.bool(0)]), "has operands of the wrong type"],
    ["a number to negate", (b) => b.node("not", "bool", [b.num(1)]), "has operands of the wrong type"],
    ["two types to choose from", (b) => b.node("if", "num", [b.bool(0), b.num(1), b.bool(0)]), "has operands of the wrong type"],
    ["a number to choose by", (b) => b.node("if", "num", [b.num(0), b.num(1), b.num(1)]), "has operands of the wrong type"],
    ["a list as a number", (b) => b.op("neg", b.listOf([b.num(1)])), "has operands of the wrong type"],
    ["a number as a list", (b) => b.node("at", "num", [b.num(1), b.num(0)]), "has operands of the wrong type"],
    ["truths in order", (b) => b.relist("sorted", b.listOf([b.bool(0)])), "has operands of the wrong type"],
    ["a sum of truths", (b) => b.node("sum", "num", [b.bool(0)], { loop: b.loop(b.num(1), 1) }), "has operands of the wrong type"],
    ["another type", (b) => b.node("neg", "bool", [b.num(1)]), "is called a bool"],
    ["an element of another type", (b) => b.node("at", "bool", [b.listOf([b.num(1)]), b.num(0)]), "is called a bool"],
    ["a literal without a value", (b) => b.node("num", "num"), "has no value"],
    ["a truth of 3", (b) => b.bool(3 as 2), "has no truth value"],
    ["no observation", (b) => b.obs(99), "is called a num"],
    ["an observation of another type", (b) => b.obs(0, "bool"), "is called a bool"],
    ["a list's element by its slot", (b) => b.obs(3), "names no observation outside of a list"],
    ["no action", (b) => b.act(1), "is called a num"],
    ["no list", (b) => b.item({ ...ROWS, length: 0 }, b.num(0)), "names no list of observations"],
    ["a list with more room", (b) => b.item({ ...ROWS, max: 3 }, b.num(0)), "names no list of observations"],
    ["what is between elements", (b) => b.item({ ...ROWS, stride: 1 }, b.num(0)), "names no part of a list's elements"],
    ["elements of another type", (b) => b.item({ ...ROWS, slot: 4 }, b.num(0)), "names no part of a list's elements"],
    ["no feature", (b) => b.node("feature", "num", [], { feature: 0 }), "is called a num"],
    ["no cell", (b) => b.node("state", "num", [], { cell: 0 }), "names no cell for a value"],
    ["another node's history", (b) => { const list = b.history(b.num(1), 2); return b.node("history", "num", [b.num(2)], { cell: 0, loop: b.nodes[list]!.loop! }); }, "names no cell for the history of its operand"],
    ["a history longer than is kept", (b) => { const list = b.history(b.num(1), 3); b.cells[0] = { kind: "history", t: "num", next: 0, max: 1 }; return list; }, "is longer than what is kept"],
    ["a history with a length of its own", (b) => { b.history(b.num(1), 3); return b.node("history", "num", [0], { cell: 0, loop: b.loop(b.num(3), 3) }); }, "has a loop that is not as long as it is"],
    ["no loop", (b) => b.node("sum", "num", [b.num(1)]), "has a loop that is not there before it"],
    ["a loop whose length comes later", (b) => { const one = b.num(1); b.loops.push({ length: 2, max: 1, depth: 0 }); const sum = b.node("sum", "num", [one], { loop: 0 }); b.num(5); return sum; }, "has a loop that is not there before it"],
    ["a loop where there is none", (b) => b.node("num", "num", [], { value: 1, loop: b.loop(b.num(1), 1) }), "has a loop that is not there before it"],
    ["a list of another length", (b) => b.node("listOf", "num", [b.num(1)], { loop: b.loop(b.num(2), 2) }), "has a loop of another length"],
    ["a list as long as another", (b) => b.node("sorted", "num", [b.listOf([b.num(1)])], { loop: b.loop(b.num(2), 2) }), "is not as long as its list"],
  ])("%s", (_, build, fault) => expect(built(build).join()).toContain(fault));

  test("texts that are not there", () => {
    const b = new RewardBuild(), length = b.feature({ op: "length", t: "num", args: [{ op: "obs", t: "text", name: "thought" }] });
    expect(faults(b.reward(length))).toEqual(["reward `r` names the unknown text `thought`"]);
  });
});

describe("loops", () => {
  test("what leaves the program is outside of them", () => {
    const inside = (b: RewardBuild): number => b.index(b.loop(b.num(2), 2));
    expect(built(inside).join()).toContain("has a total inside of a loop");
    const kept = (b: RewardBuild): number => { b.becomes(b.state(), inside(b)); return b.num(0); };
    expect(built(kept).join()).toContain("has a value that is kept inside of a loop");
    expect(built((b) => b.num(0), (b) => ({ stops: [stop("s", "terminate", b.op("gt", inside(b), b.num(0)))] })).join()).toContain("has `s` inside of a loop");
    expect(built((b) => b.num(0), (b) => ({ items: [log("it", scalar(inside(b)))] })).join()).toContain("has `it` inside of a loop");
  });

  test("two of one depth do not meet in a node", () => {
    expect(built((b) => {
      const one = b.loop(b.num(2), 2), two = b.loop(b.num(3), 3);
      return b.over("sum", one, b.over("sum", two, b.op("add", b.index(one), b.index(two))));
    }).join()).toContain("in two loops of one depth");
  });

  test("a loop stands inside of those that it reads", () => {
    const nested = (depth: number): string => built((b) => {
      const outer = b.loop(b.num(2), 2, 1), inner = b.loop(b.num(3), 3, depth);
      return b.over("sum", outer, b.over("sum", inner, b.op("add", b.index(outer), b.index(inner))));
    }).join();
    expect(nested(0)).toContain("whose loop is not inside of those that it reads");
    expect(nested(2)).toBe("");
    const long = (depth: number): string => built((b) => {
      const outer = b.loop(b.num(2), 2), inner = b.loop(b.index(outer), 1, depth);
      return b.over("sum", outer, b.over("sum", inner, b.num(1)));
    }).join();
    expect(long(0)).toContain("whose loop is not inside of those that it reads");
    expect(long(1)).toBe("");
  });

  test("an element that stands alone does not read its list's index", () => {
    expect(built((b) => { const loop = b.loop(b.num(1), 1), list = b.listOf([b.index(loop)]); return b.at(list, b.num(0)); }).join()).toContain("an element that reads its own index");
  });

  test.each<[string, (b: RewardBuild) => number, number]>([
    ["more than there is room for", (b) => b.num(3), 2], ["below 0", (b) => b.num(-1), 2], ["no whole number", (b) => b.op("clamp", b.obs(0), b.num(0), b.num(2)), 2],
    ["not known", (b) => b.op("floor", b.op("clamp", b.op("div", b.num(1), b.obs(0)), b.num(0), b.num(2))), 2], ["without a bound", (b) => b.node("steps", "num"), 2],
  ])("a length that may be %s", (_, length, max) => {
    expect(built((b) => b.over("sum", b.loop(length(b), max), b.num(1))).join()).toContain(`whose length may be no whole number in 0..${max}`);
  });

  test("a length that no node gives", () => {
    const reward = new RewardBuild(), total = reward.num(0);
    expect(faults({ ...reward.reward(total), loops: [{ length: 7, max: 1, depth: 0 }] }).join()).toContain("has loop 0 without a length");
    expect(faults({ ...reward.reward(reward.bool(0)), loops: [{ length: 1, max: 1, depth: 0 }] }).join()).toContain("has loop 0 without a length");
  });

  test("what takes too long", () => {
    const cubic = (n: number) => (b: RewardBuild): number => {
      const loops = [0, 1, 2].map((depth) => b.loop(b.num(n), n, depth));
      return loops.reduceRight((body, loop) => b.over("sum", loop, body), b.op("max", ...loops.map((loop) => b.index(loop))));
    };
    expect(built(cubic(50))).toEqual([]);
    expect(built(cubic(1000)).join()).toContain("may take 5e+9 operations for one step");
    const b = new RewardBuild(), loop = b.loop(b.num(10), 10);
    expect(rewardCost(b.reward(b.over("sum", loop, b.op("mul", b.index(loop), b.num(2)))))).toBe(1 + 10 + 1 + 30 + 11);
  });
});

describe("what leaves the program", () => {
  test.each<[string, (b: RewardBuild) => Partial<RewardIr>, string]>([
    ["a total that is no node", () => ({ total: 99 }), "has a total without a node"],
    ["a total that is a truth", (b) => ({ total: b.bool(2) }), "has a total of the wrong type"],
    ["a list reported as a number", (b) => ({ items: [log("it", scalar(b.listOf([b.num(1)])))] }), "has `it` of the wrong type"],
    ["a number reported as a list", (b) => ({ items: [log("it", listed(b.num(1)))] }), "has `it` of the wrong type"],
    ["deep inside", (b) => ({ items: [log("it", { kind: "record", fields: [{ name: "f", value: { kind: "vector", items: [listed(b.num(1))] } }] })] }), "has `it` of the wrong type"],
    ["a log that counts", (b) => ({ items: [{ ...term("it", b.num(1)), kind: "log" }] }), "counts `it` otherwise than a log"],
    ["a term that does not", (b) => ({ items: [{ ...term("it", b.num(1)), counted: null }] }), "counts `it` otherwise than a term"],
    ["a truth that counts", (b) => ({ items: [term("it", b.bool(2))] }), "has `it` of the wrong type"],
    ["a stop by a number", (b) => ({ stops: [stop("s", "truncate", b.num(1))] }), "has `s` of the wrong type"],
    ["a cell of another type", (b) => { b.becomes(b.state("bool"), b.num(1)); return {}; }, "has a value that is kept of the wrong type"],
    ["a cell without a next value", (b) => { b.state(); b.cells[0] = { kind: "value", t: "num", next: 99 }; return {}; }, "has a value that is kept without a node"],
  ])("%s", (_, more, fault) => expect(built((b) => b.num(0), more).join()).toContain(fault));
});
