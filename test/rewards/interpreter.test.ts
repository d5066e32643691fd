import { describe, expect, test } from "vitest";
import type { EnvIr, Shape } from "../../compiler/ir/ir.ts";
import { optionalSlots } from "../../compiler/ir/optional-slots.ts";
import { LISTS, type NodeOp, type RewardIr } from "../../compiler/ir/reward.ts";
import { RewardEpisode, type RewardStep } from "../../runtime/interpreter/reward.ts";
import { reported } from "../../runtime/rewards/reported.ts";
import { actSlot, env, slot } from "../interpreter/build.ts";
import { item, listed, log, RewardBuild, scalar, stop, term } from "./build.ts";

const at = (index: number): Shape => ({ kind: "slot", slot: index });

/** x, a truth, an enum, a count, up to three elements { p, ok }, what may be missing: a number and up to two numbers. */
const over: EnvIr = env({
  obs: [
    slot("x", { low: -10, high: 10 }), slot("flag", { kind: "bool" }), slot("mode", { kind: "enum", low: 0, high: 2, integer: true, values: ["a", "b", "c"] }), slot("n", { integer: true }),
    slot("rows.length", { low: 0, high: 3, integer: true }), slot("rows.0.p", { low: 0, high: 5 }), slot("rows.0.ok", { kind: "bool" }), slot("rows.1.p", { low: 0, high: 5 }),
    slot("rows.1.ok", { kind: "bool" }), slot("rows.2.p", { low: 0, high: 5 }), slot("rows.2.ok", { kind: "bool" }), slot("maybe"), slot("spare.length", { low: 0, high: 2, integer: true }), slot("spare.0"), slot("spare.1"),
  ],
  obsShape: { kind: "record", fields: [
    { name: "x", shape: at(0) }, { name: "flag", shape: at(1) }, { name: "mode", shape: at(2) }, { name: "n", shape: at(3) },
    { name: "rows", shape: { kind: "list", length: 4, items: [5, 7, 9].map((p): Shape => ({ kind: "record", fields: [{ name: "p", shape: at(p) }, { name: "ok", shape: at(p + 1) }] })) } },
    { name: "maybe", shape: at(11), optional: true }, { name: "spare", shape: { kind: "list", length: 12, items: [at(13), at(14)] }, optional: true },
  ] },
  acts: [actSlot("u", { low: -1, high: 1 }), actSlot("on", { kind: "bool" })],
});
const ROWS = { length: 4, slot: 5, stride: 2, max: 3 }, OK = { ...ROWS, slot: 6 };

interface Given { x?: number; flag?: number; mode?: number; n?: number; rows?: readonly (readonly [p: number, ok: number])[]; maybe?: number; spare?: readonly number[] | null; acts?: readonly number[]; features?: readonly number[] }

function input({ x = 0, flag = 0, mode = 0, n = 0, rows = [], maybe = 0, spare = [], acts = [0, 0], features }: Given = {}) {
  const elements = [0, 1, 2].flatMap((i) => rows[i] ?? [NaN, NaN]);
  return { obs: [x, flag, mode, n, rows.length, ...elements, maybe, spare === null ? NaN : spare.length, ...[0, 1].map((i) => spare?.[i] ?? NaN)], acts, ...(features && { features }) };
}

/** A reward of 0 that reports one node. */
function reporting(b: RewardBuild, node: number): RewardIr {
  return b.reward(b.num(0), { items: [log("it", LISTS.has(b.nodes[node]!.op) ? listed(node) : scalar(node))] });
}

/** What a node is in each of some steps. */
function seen(build: (b: RewardBuild) => number, ...given: readonly Given[]): unknown[] {
  const b = new RewardBuild(), node = build(b), episode = new RewardEpisode(over, reporting(b, node));
  return (given.length > 0 ? given : [{}]).map((one) => episode.step(input(one)).values.get(node));
}

const of = (op: NodeOp, ...numbers: readonly (number | null)[]): unknown => seen((b) => b.op(op, ...numbers.map((x) => b.num(x))))[0];
const truth = (op: NodeOp, ...truths: readonly (0 | 1 | 2)[]): unknown => seen((b) => b.op(op, ...truths.map((x) => b.bool(x))))[0];

describe("operators", () => {
  test.each<[NodeOp, (number | null)[], number]>([
    ["add", [2, 3], 5], ["sub", [2, 3], -1], ["mul", [2, 3], 6], ["div", [3, 2], 1.5], ["div", [3, 0], NaN], ["neg", [2], -2], ["pow", [2, 10], 1024], ["pow", [null, 0], NaN],
    ["pow", [0, -1], NaN], ["abs", [-2], 2], ["sign", [-3], -1], ["min", [3, 1, 2], 1], ["max", [3, null], NaN], ["max", [4], 4], ["clamp", [7, 0, 5], 5], ["sqrt", [9], 3],
    ["sqrt", [-1], NaN], ["exp", [0], 1], ["exp", [800], Infinity], ["log", [1], 0], ["log", [0], NaN], ["tanh", [0], 0], ["sin", [0], 0], ["cos", [0], 1], ["tan", [0], 0],
    ["asin", [2], NaN], ["acos", [1], 0], ["atan", [0], 0], ["atan2", [1, 0], Math.PI / 2], ["floor", [-1.5], -2], ["ceil", [-1.5], -1], ["round", [-1.5], -2], ["round", [2.5], 3],
    ["orElse", [null, 4], 4], ["orElse", [1, 4], 1],
  ])("%s of %o is %d", (op, args, result) => expect(of(op, ...args)).toBe(result));

  test.each<[NodeOp, (number | null)[], number]>([
    ["lt", [1, 2], 2], ["lt", [2, 2], 0], ["le", [2, 2], 2], ["gt", [1, 2], 0], ["ge", [2, null], 1], ["eq", [2, 2], 2], ["eq", [null, null], 1], ["ne", [2, 3], 2], ["present", [null], 0], ["present", [1], 2],
  ])("%s of %o is %d", (op, args, result) => expect(of(op, ...args)).toBe(result));

  test.each<[NodeOp, (0 | 1 | 2)[], number]>([
    ["and", [2, 1], 1], ["and", [0, 1], 0], ["or", [0, 1], 1], ["or", [2, 1], 2], ["not", [1], 1], ["not", [0], 2], ["implies", [0, 0], 2], ["implies", [2, 1], 1], ["iff", [0, 0], 2],
    ["iff", [0, 1], 1], ["xor", [0, 2], 2], ["present", [1], 0], ["present", [0], 2], ["if", [2, 0, 2], 0], ["if", [1, 2, 2], 1],
  ])("%s of %o is %d", (op, args, result) => expect(truth(op, ...args)).toBe(result));

  test("an infinite value is known, and no value to rely on", () => {
    expect(seen((b) => b.op("orElse", b.op("exp", b.num(800)), b.num(3)))).toEqual([3]);
    expect(seen((b) => b.op("present", b.op("exp", b.num(800))))).toEqual([2]);
  });

  test("a choice by an unknown condition is unknown", () => {
    expect(seen((b) => b.op("if", b.bool(1), b.num(1), b.num(1)))).toEqual([NaN]);
  });
});

describe("lists of observations", () => {
  const rows = [[1, 2], [4, 0], [3, 2]] as const;
  const loop = (b: RewardBuild): number => b.loop(b.obs(4), 3);
  const p = (b: RewardBuild): number => b.item(ROWS, b.index(loop(b)));

  test.each<[NodeOp, number, number]>([["sum", 8, 0], ["product", 12, 1], ["least", 1, NaN], ["most", 4, NaN], ["argmin", 0, NaN]])("%s is %d, of none %d", (op, some, none) => {
    expect(seen((b) => b.over(op, loop(b), p(b)), { rows }, {})).toEqual([some, none]);
  });

  test("the first of the least ones counts", () => {
    expect(seen((b) => b.over("argmin", loop(b), b.op("abs", b.op("sub", p(b), b.num(3.5)))), { rows })).toEqual([1]);
  });

  test("all and any, also of none", () => {
    const ok = (b: RewardBuild): number => b.item(OK, b.index(loop(b)), "bool");
    expect(seen((b) => b.over("all", loop(b), ok(b)), { rows }, {})).toEqual([0, 2]);
    expect(seen((b) => b.over("any", loop(b), ok(b)), { rows }, {})).toEqual([2, 0]);
  });

  test("one value that is not known makes the whole so, unless the truth is settled", () => {
    const late = (b: RewardBuild): number => b.op("if", b.op("lt", b.index(loop(b)), b.num(1)), b.num(null), p(b));
    for (const op of ["sum", "product", "least", "most", "argmin"] as const) expect(seen((b) => b.over(op, loop(b), late(b)), { rows })).toEqual([NaN]);
    expect(seen((b) => b.over("all", loop(b), b.op("gt", late(b), b.num(2))), { rows })).toEqual([1]);
    expect(seen((b) => b.over("any", loop(b), b.op("gt", late(b), b.num(2))), { rows })).toEqual([2]);
  });

  test("an element is there from 0 to before the length, at whole numbers", () => {
    const found = [0, 2, 3, -1, 0.5, null].map((index) => seen((b) => b.item(ROWS, b.num(index)), { rows })[0]);
    expect(found).toEqual([1, 3, NaN, NaN, NaN, NaN]);
    expect(seen((b) => b.item(ROWS, b.num(1)), { rows: [[2, 0]] })).toEqual([NaN]);
    expect(seen((b) => b.item(OK, b.num(1), "bool"), { rows }, {})).toEqual([0, 1]);
  });

  test("a list that is missing has no elements", () => {
    const spare = { length: 12, slot: 13, stride: 1, max: 2 };
    expect(seen((b) => b.item(spare, b.num(0)), { spare: [6] }, { spare: null })).toEqual([6, NaN]);
  });
});

describe("lists", () => {
  const numbers = (b: RewardBuild, ...of: (number | null)[]): number => b.listOf(of.map((x) => b.num(x)));

  test("a list over a loop, and one of its operands", () => {
    expect(seen((b) => { const loop = b.loop(b.num(3), 3); return b.over("list", loop, b.op("mul", b.index(loop), b.num(2))); })).toEqual([[0, 2, 4]]);
    expect(seen((b) => b.listOf([b.bool(2), b.obs(1, "bool")]))).toEqual([[2, 0]]);
    expect(seen((b) => b.over("list", b.loop(b.obs(4), 3), b.num(7)))).toEqual([[]]);
  });

  test("in order", () => {
    expect(seen((b) => b.relist("sorted", numbers(b, 3, -1, 10, 2)))).toEqual([[-1, 2, 3, 10]]);
    expect(seen((b) => b.relist("sorted", numbers(b, 3, null)))).toEqual([[NaN, NaN]]);
  });

  test("running sums, least and greatest", () => {
    expect(seen((b) => b.relist("sums", numbers(b, 3, -1, 10)))).toEqual([[3, 2, 12]]);
    expect(seen((b) => b.relist("leasts", numbers(b, 3, -1, 10)))).toEqual([[3, -1, -1]]);
    expect(seen((b) => b.relist("mosts", numbers(b, 3, null, 10)))).toEqual([[3, NaN, NaN]]);
  });

  test("an element by its index", () => {
    const found = [0, 1, 2, -1, 0.5].map((index) => seen((b) => b.at(numbers(b, 5, 6), b.num(index)))[0]);
    expect(found).toEqual([5, 6, NaN, NaN, NaN]);
    expect(seen((b) => b.at(b.listOf([b.bool(2)]), b.num(1)))).toEqual([1]);
  });

  test("loops in loops: for each i the sum of i * j over j up to i", () => {
    expect(seen((b) => {
      const outer = b.loop(b.num(4), 4), i = b.index(outer), inner = b.loop(b.op("add", i, b.num(1)), 4, 1), j = b.index(inner);
      return b.over("list", outer, b.over("sum", inner, b.op("mul", i, j)));
    })).toEqual([[0, 1, 6, 18]]);
  });

  test("a list inside of a loop is another one for each value of its index", () => {
    expect(seen((b) => {
      const outer = b.loop(b.num(3), 3), i = b.index(outer), list = b.relist("sorted", b.listOf([b.num(1), b.op("neg", i)], 1));
      return b.over("list", outer, b.at(list, b.num(0)));
    })).toEqual([[-0, -1, -2]]);
  });
});

describe("from step to step", () => {
  /** How often x was above 1, this step counted. */
  function counting(b: RewardBuild): number {
    const before = b.state(), more = b.op("if", b.op("gt", b.obs(0), b.num(1)), b.num(1), b.num(0));
    const now = b.op("add", b.op("if", b.first(), b.num(0), before), more);
    b.becomes(before, now);
    return now;
  }

  test("a cell holds what its node was", () => {
    expect(seen(counting, { x: 2 }, { x: 0 }, { x: 3 })).toEqual([1, 1, 2]);
  });

  test("steps are counted, and the first one is known", () => {
    expect(seen((b) => b.node("steps", "num"), {}, {}, {})).toEqual([0, 1, 2]);
    expect(seen((b) => b.first(), {}, {})).toEqual([2, 0]);
  });

  test("a history grows to its length, the newest first", () => {
    const steps = [1, 2, 3, 4].map((x) => ({ x }));
    expect(seen((b) => b.history(b.obs(0), 3), ...steps)).toEqual([[1], [2, 1], [3, 2, 1], [4, 3, 2]]);
    expect(seen((b) => b.history(b.obs(0), 1), ...steps)).toEqual([[1], [2], [3], [4]]);
    expect(seen((b) => { const list = b.history(b.obs(0), 3); return b.over("sum", b.nodes[list]!.loop!, b.at(list, b.index(b.nodes[list]!.loop!))); }, ...steps)).toEqual([1, 3, 6, 9]);
  });

  test("a reset makes all of it new", () => {
    const b = new RewardBuild(), count = counting(b), past = b.history(b.obs(0), 3);
    const episode = new RewardEpisode(over, b.reward(count, { items: [log("past", listed(past))] }));
    for (const x of [2, 3]) episode.step(input({ x }));
    episode.reset();
    const { reward, values } = episode.step(input({ x: 5 }));
    expect([reward, values.get(past)]).toEqual([1, [5]]);
  });

  test("a refused step leaves it as it was", () => {
    const b = new RewardBuild(), count = counting(b), past = b.history(b.obs(0), 3);
    const episode = new RewardEpisode(over, b.reward(count, { items: [log("past", listed(past)), log("first", scalar(b.first()))] }));
    expect(episode.step(input({ x: NaN })).refused).not.toBeNull();
    const first = episode.step(input({ x: 2 }));
    expect([...first.values]).toEqual([[count, 1], [past, [2]], [b.first(), 2]]);
    episode.step(input({ x: 99 }));
    expect([...episode.step(input({ x: 3 })).values]).toEqual([[count, 2], [past, [3, 2]], [b.first(), 0]]);
  });
});

describe("inputs that are refused", () => {
  const all = (): RewardIr => {
    const b = new RewardBuild();
    const obs = [0, 2, 3, 11].map((at) => b.obs(at)), flag = b.obs(1, "bool");
    const rows = b.listOf([b.item(ROWS, b.num(0)), b.item({ length: 12, slot: 13, stride: 1, max: 2 }, b.num(0))]);
    const ok = b.item(OK, b.num(0), "bool"), acts = b.listOf([b.act(0)]), on = b.act(1, "bool");
    const said = { op: "obs", t: "text", name: "said" } as const;
    const features = [b.feature({ op: "length", t: "num", args: [said] }), b.feature({ op: "present", t: "bool", args: [said] })];
    return b.reward(b.num(1), { items: [...obs, flag, ok, on, ...features].map((node) => log(`log ${node}`, scalar(node))).concat(log("rows", listed(rows)), log("acts", listed(acts))) });
  };
  const after = (given: Given): RewardStep => new RewardEpisode(over, all()).step(input(given));

  test.each<[Given, string]>([
    [{ x: 11 }, "`x` is 11, outside -10..10"], [{ x: NaN }, "`x` is not known"], [{ x: Infinity }, "`x` is not finite"], [{ flag: 1 }, "`flag` is neither true nor false"],
    [{ flag: NaN }, "`flag` is neither true nor false"], [{ mode: 3 }, "`mode` is 3, outside 0..2"], [{ mode: 0.5 }, "`mode` is 0.5, no whole number"], [{ n: 1.5 }, "`n` is 1.5, no whole number"],
    [{ rows: [[6, 2]] }, "`rows.0.p` is 6, outside 0..5"], [{ rows: [[1, 1]] }, "`rows.0.ok` is neither true nor false"], [{ maybe: -Infinity }, "`maybe` is not finite"],
    [{ acts: [2, 0] }, "`u` is 2, outside -1..1"], [{ acts: [0, 1] }, "`on` is neither true nor false"], [{ features: [Infinity, 2] }, "what is read out of a text is no finite number"],
    [{ features: [0, 0.5] }, "what is read out of a text is no finite number"],
  ])("%o", (given, why) => {
    const { refused, reward, values, terminated } = after(given);
    expect([refused, reward, terminated]).toEqual([why, NaN, null]);
    for (const [node, value] of values) expect(value).toEqual(LISTS.has(all().nodes[node]!.op) ? [] : all().nodes[node]!.t === "bool" ? 1 : NaN);
  });

  test("a length that is none", () => {
    const wrong = (length: number): string | null => { const one = input(); one.obs[4] = length; return new RewardEpisode(over, all()).step(one).refused; };
    expect([4, -1, 0.5, NaN].map(wrong)).toEqual(["`rows.length` is 4, outside 0..3", "`rows.length` is -1, outside 0..3", "`rows.length` is 0.5, no whole number", "`rows.length` is not known"]);
  });

  test("what may be missing, what is behind a list's end and what nobody reads are not", () => {
    expect(after({ maybe: NaN, spare: null, features: [NaN, 1] }).refused).toBeNull();
    expect(after({ rows: [[1, 2]] }).refused).toBeNull();
    const b = new RewardBuild();
    expect(new RewardEpisode(over, b.reward(b.num(1))).step(input({ x: 99, acts: [99, 1] })).refused).toBeNull();
  });

  test("the slots that may be missing", () => {
    expect([...optionalSlots(over)].sort((a, b) => a - b)).toEqual([11, 12, 13, 14]);
  });

  test("a feature that nobody gave is missing", () => {
    const reward = all(), { values } = new RewardEpisode(over, reward).step(input());
    const [length, present] = reward.nodes.flatMap(({ op }, id) => (op === "feature" ? [id] : []));
    expect([values.get(length!), values.get(present!)]).toEqual([NaN, 1]);
  });
});

describe("the total", () => {
  test("a term that is not known, or not finite, is named", () => {
    const refused = (build: (b: RewardBuild) => number): string | null => {
      const b = new RewardBuild(), fine = b.num(1), node = build(b);
      return new RewardEpisode(over, b.reward(b.op("add", fine, node), { items: [log("seen", scalar(b.num(null))), term("fine", fine), term("reach", node)] })).step(input()).refused;
    };
    expect(refused((b) => b.num(null))).toBe("term `reach` is not known");
    expect(refused((b) => b.op("exp", b.num(800)))).toBe("term `reach` is not finite");
    expect(refused((b) => b.num(2))).toBeNull();
  });

  test("finite terms can add up to what is not", () => {
    const b = new RewardBuild(), big = b.num(1e308);
    expect(new RewardEpisode(over, b.reward(b.op("mul", big, b.num(10)), { items: [term("big", big)] })).step(input()).refused).toBe("the reward is not finite");
  });

  test("a list of numbers, all of which have to be finite", () => {
    const b = new RewardBuild(), loop = b.loop(b.obs(4), 3), list = b.over("list", loop, b.op("div", b.num(1), b.item(ROWS, b.index(loop))));
    const episode = new RewardEpisode(over, b.reward(list, { items: [item("each", "term", listed(list), list)] }));
    expect(episode.step(input({ rows: [[1, 0], [2, 0]] })).reward).toEqual([1, 0.5]);
    expect(episode.step(input()).reward).toEqual([]);
    expect(episode.step(input({ rows: [[1, 0], [0, 0]] }))).toMatchObject({ reward: NaN, refused: "term `each` is not known" });
  });
});

test("the first stop of each kind that is definitely true is taken", () => {
  const b = new RewardBuild(), x = b.obs(0), above = (limit: number): number => b.op("gt", x, b.num(limit));
  const stops = [
    stop("unknown", "terminate", b.bool(1)), stop("late", "truncate", above(3)), stop("high", "terminate", above(2)), stop("higher", "terminate", above(1)), stop("never", "truncate", b.bool(0)),
  ];
  const episode = new RewardEpisode(over, b.reward(b.num(0), { stops }));
  const taken = [0, 1.5, 2.5, 4].map((at) => { const { terminated, truncated } = episode.step(input({ x: at })); return [terminated, truncated]; });
  expect(taken).toEqual([[null, null], ["higher", null], ["high", null], ["high", "late"]]);
});

test("what is reported, as JSON", () => {
  const b = new RewardBuild(), x = b.obs(0), list = b.listOf([x, b.op("exp", b.num(800)), b.num(null)]), truths = b.listOf([b.bool(0), b.bool(1), b.bool(2)]);
  const value = { kind: "record", fields: [
    { name: "at", value: { kind: "vector", items: [scalar(x), scalar(b.num(null))] } }, { name: "list", value: listed(list) }, { name: "truths", value: listed(truths) }, { name: "on", value: scalar(b.obs(1, "bool")) },
  ] } as const;
  const reward = b.reward(b.num(0), { items: [log("it", value)] }), episode = new RewardEpisode(over, reward);
  expect(reported(value, reward, episode.step(input({ x: -0, flag: 2 })).values)).toEqual({ at: [0, null], list: [0, null, null], truths: [false, null, true], on: true });
  expect(reported(value, reward, episode.step(input({ x: 99 })).values)).toEqual({ at: [null, null], list: [], truths: [], on: null });
});
