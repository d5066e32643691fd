import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rangesOf, type NodeRange } from "../../compiler/analyze/reward-ranges.ts";
import type { Shape, Slot } from "../../compiler/ir/ir.ts";
import { LISTS, loopsOf, type NodeIr, type RewardIr } from "../../compiler/ir/reward.ts";
import { RewardEpisode } from "../../runtime/interpreter/reward.ts";
import { env, slot } from "../interpreter/build.ts";
import { log, RewardBuild, scalar } from "./build.ts";
import { rewardPrograms, steps } from "./generate.ts";

const TIMES = process.env["POL_LONG"] === "1" ? 10 : 1;

/** The reward with a log a node: whether it is as its range says, wherever it is computed. */
function watched(reward: RewardIr, ranges: readonly NodeRange[]): { readonly reward: RewardIr; readonly checks: readonly number[] } {
  const b = new RewardBuild(), { nodes, loops } = reward;
  b.nodes.push(...nodes);
  b.loops.push(...loops);
  const checks = nodes.map(({ op, t, loop }, id) => {
    const value = LISTS.has(op) ? b.at(id, b.index(loop!)) : id;
    let check = asTold(b, value, t, ranges[id]!);
    // A loop may be as long as another one's index says, which then is read too.
    for (let around = loopsOf(b)[check]!; around.length > 0; around = loopsOf(b)[check]!) check = b.over("all", around.at(-1)!, check);
    return check;
  });
  return { reward: { ...reward, nodes: b.nodes, loops: b.loops, items: [...reward.items, ...checks.map((check, id) => log(`node ${id}`, scalar(check)))] }, checks };
}

function asTold(b: RewardBuild, value: number, t: NodeIr["t"], { low, high, integer, known }: NodeRange): number {
  const is: number[] = [], present = b.op("present", value);
  if (t === "bool") {
    if (low === 2) is.push(value);
    if (high === 0) is.push(b.op("not", value));
  } else {
    if (low > -Infinity) is.push(b.op("ge", value, b.num(low)));
    if (high < Infinity) is.push(b.op("le", value, b.num(high)));
    if (integer) is.push(b.op("eq", b.op("if", b.op("lt", b.op("abs", value), b.num(1e300)), b.op("round", value), value), value));
  }
  const isTold = b.op("or", b.op("not", present), b.op("and", b.bool(2), ...is));
  return known ? b.op("and", present, isTold) : isTold;
}

test("whatever a node is in a valid step, its range has it; and what is said to be known is", { timeout: 600_000 }, () => {
  let looked = 0, narrow = 0, known = 0;
  fc.assert(fc.property(rewardPrograms().chain((p) => steps(p.env, p.reward, 6).map((inputs) => ({ ...p, inputs }))), ({ env: over, reward, inputs }) => {
    const ranges = rangesOf(over, reward), { reward: all, checks } = watched(reward, ranges);
    const episode = new RewardEpisode(over, all);
    for (const input of inputs) {
      if (input.reset) episode.reset();
      const { refused, values } = episode.step(input);
      if (refused !== null) continue;
      for (const [id, check] of checks.entries()) {
        if (values.get(check) !== 2) expect.fail(`node ${id} (${reward.nodes[id]!.op}) is not in ${JSON.stringify(ranges[id])}`);
        looked += 1;
        if (ranges[id]!.known) known += 1;
        if (Number.isFinite(ranges[id]!.high - ranges[id]!.low)) narrow += 1;
      }
    }
  }), { numRuns: 300 * TIMES });
  // An analysis that says nothing would be right too.
  expect(narrow / looked).toBeGreaterThan(0.6);
  expect(known / looked).toBeGreaterThan(0.4);
});

const slots: readonly Slot[] = [
  slot("x", { low: -2, high: 3 }), slot("free"), slot("half", { low: 0, high: 2 }), slot("far", { low: 0.5, high: 4 }), slot("n", { low: 0, high: 6, integer: true }), slot("flag", { kind: "bool" }),
  slot("maybe", { low: 1, high: 2 }), slot("sure", { kind: "bool" }), slot("length", { low: 0, high: 4, integer: true }), ...[0, 1, 2, 3].map((i) => slot(`element ${i}`, { low: 0, high: 1 })),
];
const place = (name: string): number => slots.findIndex((one) => one.name === name);
const at = (index: number): Shape => ({ kind: "slot", slot: index });
const over = env({ obs: slots, obsShape: { kind: "record", fields: [
  ...slots.slice(0, 8).map(({ name }, i) => ({ name, shape: at(i), ...(i >= 6 && { optional: true as const }) })), { name: "list", shape: { kind: "list", length: 8, items: [9, 10, 11, 12].map(at) } },
] } });

/** A program's builder, with the observations by name. */
class Over extends RewardBuild {
  readonly read = (name: string): number => this.obs(place(name), slots[place(name)]!.kind === "bool" ? "bool" : "num");
  readonly list = (index: number): number => this.item({ slot: 9, stride: 1, length: 8, max: 4 }, index);
  readonly each = (): number => this.loop(this.read("length"), 4);
}

function rangeOf(build: (b: Over) => number): NodeRange {
  const b = new Over(), node = build(b);
  return rangesOf(over, b.reward(b.num(0), { items: [log("it", scalar(node))] }))[node]!;
}

type Row = readonly [what: string, build: (b: Over) => number, low: number, high: number, known: boolean];

/** A bound that people write is told as they write it; another may be a hair out. */
const near = (end: number): unknown => (Number.isInteger(4 * end) || !Number.isFinite(end) ? end : expect.closeTo(end, 12));

const says = (rows: readonly Row[]): void => void test.each(rows)("%s", (_, build, low, high, known) => expect(rangeOf(build)).toMatchObject({ low: near(low), high: near(high), known }));

describe("inputs and arithmetic", () => says([
  ["a literal", (b) => b.num(4), 4, 4, true], ["a number that is not known", (b) => b.num(null), -Infinity, Infinity, false],
  ["as declared", (b) => b.read("x"), -2, 3, true], ["without a range", (b) => b.read("free"), -Infinity, Infinity, true], ["what may be missing", (b) => b.read("maybe"), 1, 2, false],
  ["a truth", (b) => b.read("flag"), 0, 2, true], ["a truth that may be missing", (b) => b.read("sure"), 0, 2, false],
  ["a sum", (b) => b.op("add", b.read("x"), b.read("half")), -2, 5, true], ["a difference", (b) => b.op("sub", b.read("x"), b.read("half")), -4, 3, true],
  ["a product", (b) => b.op("mul", b.read("x"), b.read("half")), -4, 6, true], ["a square", (b) => b.op("mul", b.read("x"), b.read("x")), 0, 9, true],
  ["an even power", (b) => b.op("pow", b.read("x"), b.num(2)), 0, 9, true], ["an odd power", (b) => b.op("pow", b.read("x"), b.num(3)), -8, 27, true],
  ["a root as a power", (b) => b.op("pow", b.read("x"), b.num(0.5)), -1.7320508075688787, 1.7320508075688787, false], ["a power below 0", (b) => b.op("pow", b.read("far"), b.num(-1)), 0.25, 2, true],
  ["an even power below 0", (b) => b.op("pow", b.read("x"), b.num(-2)), 1 / 9, Infinity, false],
  ["a quotient", (b) => b.op("div", b.read("x"), b.read("far")), -4, 6, true], ["by what may be 0", (b) => b.op("div", b.read("half"), b.read("half")), 0, Infinity, false],
  ["by what is never 0", (b) => b.op("div", b.num(1), b.op("max", b.read("x"), b.num(0.5))), 1 / 3, 2, true],
  ["two numbers without a range", (b) => b.op("sub", b.read("free"), b.read("free")), -Infinity, Infinity, true],
  ["what may be infinite, from itself", (b) => { const big = b.op("mul", b.read("free"), b.read("half")); return b.op("sub", big, b.op("mul", big, b.num(2))); }, -Infinity, Infinity, false],
  ["0 times what may be infinite", (b) => b.op("mul", b.read("half"), b.op("exp", b.read("free"))), 0, Infinity, false],
  ["least and greatest", (b) => b.op("max", b.op("min", b.read("x"), b.num(1)), b.num(0)), 0, 1, true], ["clamped", (b) => b.op("clamp", b.read("free"), b.num(-1), b.num(1)), -1, 1, true],
  ["the first that is known", (b) => b.op("orElse", b.read("maybe"), b.num(5)), 1, 5, true], ["that it is finite", (b) => b.op("orElse", b.op("div", b.num(1), b.read("half")), b.num(0)), 0, Infinity, true],
]));

describe("functions", () => says([
  ["a distance", (b) => b.op("abs", b.read("x")), 0, 3, true], ["from the other side", (b) => b.op("abs", b.op("neg", b.read("x"))), 0, 3, true], ["a sign", (b) => b.op("sign", b.read("half")), 0, 1, true], ["a root", (b) => b.op("sqrt", b.op("mul", b.read("x"), b.read("x"))), 0, 3, true],
  ["a root of what may be negative", (b) => b.op("sqrt", b.op("mul", b.read("x"), b.num(3))), 0, 3, false], ["a bell", (b) => b.op("exp", b.op("neg", b.op("mul", b.read("free"), b.read("free")))), 0, 1, true],
  ["a squashed number", (b) => b.op("tanh", b.read("free")), -1, 1, true], ["a logarithm from 1 on", (b) => b.op("log", b.op("add", b.num(1), b.op("abs", b.read("free")))), 0, 709.7827128933846, true],
  ["a logarithm of what may be 0", (b) => b.op("log", b.read("half")), -744.4400719213819, 0.6931471805599459, false], ["a wave", (b) => b.op("sin", b.read("free")), -1, 1, true],
  ["a part of a wave", (b) => b.op("cos", b.op("clamp", b.read("x"), b.num(-1), b.num(1))), 0.5403023058681393, 1, true], ["an angle", (b) => b.op("atan2", b.read("x"), b.read("x")), -Math.PI, Math.PI, true],
  ["an arc", (b) => b.op("acos", b.op("clamp", b.read("x"), b.num(-1), b.num(1))), 0, Math.PI, true], ["an arc of too much", (b) => b.op("asin", b.read("half")), 0, Math.PI / 2, false],
  ["rounded", (b) => b.op("round", b.read("far")), 1, 4, true],
]));

describe("truth and choice", () => says([
  ["a comparison that always holds", (b) => b.op("gt", b.read("far"), b.num(0)), 2, 2, true], ["and never", (b) => b.op("lt", b.read("far"), b.num(0.5)), 0, 0, true],
  ["one that may", (b) => b.op("ge", b.read("x"), b.num(3)), 0, 2, true], ["of what may be missing", (b) => b.op("ge", b.read("maybe"), b.num(1)), 2, 2, false],
  ["whether it is there", (b) => b.op("present", b.read("maybe")), 0, 2, true], ["whether what always is there is", (b) => b.op("present", b.read("x")), 2, 2, true],
  ["definitely so", (b) => b.op("and", b.op("present", b.read("sure")), b.read("sure")), 0, 2, true], ["settled by the other", (b) => b.op("or", b.read("sure"), b.bool(2)), 2, 2, true],
  ["either branch", (b) => b.op("if", b.read("flag"), b.num(1), b.num(5)), 1, 5, true], ["the only branch", (b) => b.op("if", b.op("gt", b.read("far"), b.num(0)), b.num(1), b.num(5)), 1, 1, true],
  ["by what may be missing", (b) => b.op("if", b.read("sure"), b.num(1), b.num(5)), 1, 5, false],
  ["a guarded quotient", (b) => b.op("if", b.op("gt", b.read("half"), b.num(1)), b.op("div", b.num(4), b.read("half")), b.num(0)), 0, 4, true],
  ["guarded against 0", (b) => b.op("if", b.op("eq", b.read("half"), b.num(0)), b.num(0), b.op("div", b.read("half"), b.read("half"))), 0, Infinity, true],
  ["guarded above 0", (b) => b.op("if", b.op("gt", b.read("half"), b.num(0)), b.op("div", b.num(1), b.read("half")), b.num(7)), 0.5, Infinity, true],
  ["guarded by one of two", (b) => b.op("if", b.op("and", b.read("flag"), b.op("le", b.num(1), b.read("half"))), b.op("log", b.read("half")), b.num(0)), 0, 0.6931471805599459, true],
  ["guarded by being there", (b) => b.op("if", b.op("present", b.read("maybe")), b.op("mul", b.read("maybe"), b.num(2)), b.num(0)), 0, 4, true],
  ["a ramp", (b) => b.op("if", b.op("lt", b.read("x"), b.num(0)), b.num(0), b.op("if", b.op("gt", b.read("x"), b.num(1)), b.num(1), b.read("x"))), 0, 1, true],
  ["guarded by more than 0", (b) => b.op("if", b.op("le", b.read("half"), b.num(0)), b.num(7), b.op("div", b.num(1), b.read("half"))), 0.5, Infinity, true],
  ["where one of two fails", (b) => b.op("if", b.op("and", b.read("flag"), b.op("gt", b.read("half"), b.num(1))), b.num(0), b.read("half")), 0, 2, true],
  ["where it is not so", (b) => b.op("if", b.op("not", b.op("gt", b.read("half"), b.num(1))), b.read("half"), b.num(0)), 0, 1, true],
  ["not known in one branch", (b) => b.op("if", b.read("flag"), b.num(1), b.num(null)), 1, 1, false],
]));

describe("loops and lists", () => says([
  ["a sum", (b) => b.over("sum", b.each(), b.list(b.index(b.each()))), 0, 4, true], ["a product", (b) => b.over("product", b.each(), b.list(b.index(b.each()))), 0, 1, true],
  ["a sum from so many on", (b) => { const loop = b.loop(b.op("max", b.read("n"), b.num(2)), 6); return b.over("sum", loop, b.num(3)); }, 6, 18, true],
  ["a mean", (b) => b.op("div", b.over("sum", b.each(), b.list(b.index(b.each()))), b.read("length")), 0, 1, false],
  ["a guarded mean", (b) => b.op("if", b.op("gt", b.read("length"), b.num(0)), b.op("div", b.over("sum", b.each(), b.list(b.index(b.each()))), b.read("length")), b.num(0)), 0, 1, true],
  ["the least of what may be none", (b) => b.over("least", b.each(), b.list(b.index(b.each()))), 0, 1, false], ["all of none", (b) => b.over("all", b.loop(b.num(0), 0), b.bool(0)), 2, 2, true],
  ["where the least is", (b) => b.over("argmin", b.loop(b.num(3), 3), b.read("x")), 0, 2, true], ["how many are", (b) => b.over("sum", b.each(), b.op("if", b.op("gt", b.list(b.index(b.each())), b.num(0.5)), b.num(1), b.num(0))), 0, 4, true],
  ["an element by any index", (b) => b.list(b.num(0)), 0, 1, false], ["by another list's index", (b) => b.over("sum", b.loop(b.num(3), 3), b.list(b.index(b.loop(b.num(3), 3)))), 0, 3, false],
  ["by the index of no more", (b) => { const loop = b.loop(b.op("min", b.num(2), b.read("length")), 2); return b.over("sum", loop, b.list(b.index(loop))); }, 0, 2, true],
  ["by an index from behind", (b) => b.over("sum", b.each(), b.list(b.op("sub", b.op("sub", b.read("length"), b.num(1)), b.op("mul", b.num(0), b.index(b.each()))))), 0, 4, false],
  ["guarded by the length", (b) => b.op("if", b.op("ge", b.read("length"), b.num(3)), b.list(b.num(2)), b.num(0)), 0, 1, true],
  ["of a list that is made", (b) => b.at(b.listOf([b.num(1), b.read("x"), b.num(7)]), b.num(2)), -2, 7, true], ["beyond its end", (b) => b.at(b.listOf([b.num(1), b.num(7)]), b.num(2)), 1, 7, false],
  ["of all elements, chosen by one", (b) => {
    const element = b.list(b.index(b.each()));
    return b.over("sum", b.each(), b.op("if", b.op("lt", element, b.num(0.5)), b.over("most", b.each(), element), b.num(0)));
  }, 0, 4, false],
  ["running sums", (b) => b.relist("sums", b.listOf([b.num(1), b.read("x")])), -4, 6, true], ["at the place of the least", (b) => b.at(b.listOf([b.num(1), b.num(2)]), b.over("argmin", b.loop(b.num(2), 2), b.read("x"))), 1, 2, true],
]));

describe("from step to step", () => {
  /** A memory: its value at first, and what comes next of what it was. */
  const memory = (first: (b: Over) => number, next: (b: Over, before: number) => number) => (b: Over): number => {
    const before = b.state(), now = b.op("if", b.first(), first(b), next(b, before));
    b.becomes(before, now);
    return now;
  };

  says([
    ["an episode's first step", (b) => b.first(), 0, 2, true], ["how many steps there were", (b) => b.node("steps", "num"), 0, Infinity, true],
    ["the step before, at first this one", memory((b) => b.read("far"), (b, before) => (b.becomes(before, b.read("far")), before)), 0.5, 4, true],
    ["a count", memory((b) => b.num(0), (b, before) => b.op("add", before, b.num(1))), 0, Infinity, true], ["a count with an end", memory((b) => b.num(0), (b, before) => b.op("min", b.op("add", before, b.num(1)), b.num(10))), 0, 10, true],
    ["a latch", memory((b) => b.num(0), (b, before) => b.op("if", b.op("and", b.op("eq", before, b.num(0)), b.read("flag")), b.num(1), before)), 0, 1, true],
    ["a smoothed number", memory((b) => b.read("far"), (b, before) => b.op("add", b.op("mul", b.num(0.5), before), b.op("mul", b.num(0.5), b.read("far")))), 0.5, 4, true],
    ["once unknown, it stays so", memory((b) => b.read("maybe"), (b, before) => b.op("max", before, b.read("maybe"))), 1, 2, false],
    ["known again later", memory((b) => b.num(null), (b) => b.read("far")), 0.5, 4, false], ["a potential", (b) => {
      const before = b.state(), now = b.read("far");
      b.becomes(before, now);
      return b.op("if", b.first(), b.num(0), b.op("sub", b.op("mul", b.num(0.5), now), before));
    }, -3.75, 1.5, true],
    ["a history", (b) => b.history(b.read("far"), 3), 0.5, 4, true],
    ["the least of a history", (b) => { const list = b.history(b.read("far"), 3), loop = b.nodes[list]!.loop!; return b.over("least", loop, b.at(list, b.index(loop))); }, 0.5, 4, true],
    ["what only the first step had", (b) => b.op("if", b.first(), b.num(0), b.at(b.history(b.op("if", b.first(), b.num(5), b.num(1)), 2), b.num(1))), 0, 5, true],
    ["what was two steps ago", (b) => b.at(b.history(b.read("far"), 3), b.num(2)), 0.5, 4, false],
    ["two steps ago, once there was such a step", (b) => b.op("if", b.op("ge", b.node("steps", "num"), b.num(2)), b.at(b.history(b.read("far"), 3), b.num(2)), b.num(0)), 0, 4, true],
    ["infinite until something came", memory((b) => b.op("mul", b.num(1e308), b.num(10)), (b, before) => b.op("min", before, b.read("far"))), 0.5, Infinity, true],
  ]);

  test("a cell whose content is open holds anything", () => {
    const open = (next: (b: Over) => number): NodeRange => {
      const b = new Over(), before = b.state(), now = b.op("if", b.first(), b.num(0), before);
      b.becomes(before, next(b));
      return rangesOf(over, b.reward(now))[now]!;
    };
    for (const next of [() => -1, (b: Over) => b.num(null)]) expect(open(next)).toEqual({ low: -Infinity, high: Infinity, integer: false, known: false });
  });
});

test("what is whole stays so", () => {
  const isWhole = (build: (b: Over) => number): boolean => rangeOf(build).integer;
  expect([
    (b: Over) => b.op("add", b.read("n"), b.num(2)), (b: Over) => b.op("floor", b.read("x")), (b: Over) => b.over("sum", b.each(), b.read("n")), (b: Over) => b.op("if", b.read("flag"), b.num(1), b.read("n")),
  ].map(isWhole)).toEqual([true, true, true, true]);
  expect([(b: Over) => b.op("div", b.read("n"), b.num(2)), (b: Over) => b.op("add", b.read("n"), b.num(0.5)), (b: Over) => b.op("mul", b.read("x"), b.num(2))].map(isWhole)).toEqual([false, false, false]);
});
