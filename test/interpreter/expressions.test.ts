import { describe, expect, test } from "vitest";
import type { Op } from "../../compiler/ir/ir.ts";
import { OPS } from "../../compiler/ir/ir.ts";
import { act, actSlot, arg, bool, call, dist, e, env, fn, last, local, mem, memory, num, obs, over, slot, text, value } from "./build.ts";

const TRUTHS = [false, null, true] as const;

describe("truth is Kleene's", () => {
  const table = (op: Op): unknown[] => TRUTHS.flatMap((a) => TRUTHS.map((b) => value(e(op, bool(a), bool(b)))));
  test.each([
    ["and", [0, 0, 0, 0, 1, 1, 0, 1, 2]],
    ["or", [0, 1, 2, 1, 1, 2, 2, 2, 2]],
    ["implies", [2, 2, 2, 1, 1, 2, 0, 1, 2]],
    ["iff", [2, 1, 0, 1, 1, 1, 0, 1, 2]],
    ["xor", [0, 1, 2, 1, 1, 1, 2, 1, 0]],
    ["eq", [2, 1, 0, 1, 1, 1, 0, 1, 2]],
    ["ne", [0, 1, 2, 1, 1, 1, 2, 1, 0]],
  ] as const)("%s", (op, expected) => expect(table(op)).toEqual(expected));
  test("not", () => expect(TRUTHS.map((a) => value(e("not", bool(a))))).toEqual([2, 1, 0]));
  test("of nothing", () => expect([value(e("and")), value(e("or"))]).toEqual([2, 0]));
});

test.each([
  ["add", [2, 3], 5], ["sub", [2, 3], -1], ["mul", [2, 3], 6], ["div", [3, 2], 1.5], ["div", [3, 0], NaN], ["div", [0, 0], NaN],
  ["neg", [2], -2], ["abs", [-2], 2], ["sign", [-7], -1], ["sign", [0], 0],
  ["pow", [2, 10], 1024], ["pow", [-8, 1 / 3], NaN], ["pow", [0, -1], NaN], ["pow", [NaN, 0], NaN], ["pow", [2, NaN], NaN], ["pow", [0, 0], 1],
  ["min", [3, 1, 2], 1], ["max", [3, 1, 2], 3], ["min", [NaN, 1], NaN], ["max", [1, NaN], NaN],
  ["clamp", [5, 0, 3], 3], ["clamp", [-5, 0, 3], 0], ["clamp", [1, 0, 3], 1], ["clamp", [NaN, 0, 3], NaN], ["clamp", [1, 2, 0], 0],
  ["sqrt", [9], 3], ["sqrt", [-1], NaN], ["exp", [0], 1], ["log", [1], 0], ["log", [0], NaN], ["log", [-1], NaN],
  ["tanh", [0], 0], ["sin", [0], 0], ["cos", [0], 1], ["tan", [0], 0], ["asin", [1], Math.PI / 2], ["asin", [2], NaN], ["acos", [1], 0], ["acos", [-2], NaN],
  ["atan", [1], Math.PI / 4], ["atan2", [1, 1], Math.PI / 4],
  ["floor", [-1.5], -2], ["ceil", [1.2], 2],
  ["round", [2.5], 3], ["round", [-2.5], -3], ["round", [0.49999999999999994], 0], ["round", [4503599627370497], 4503599627370497], ["round", [NaN], NaN],
  ["lt", [1, 2], 2], ["lt", [2, 2], 0], ["lt", [NaN, 2], 1], ["le", [2, 2], 2], ["le", [3, 2], 0], ["le", [2, NaN], 1],
  ["gt", [2, 1], 2], ["gt", [2, 2], 0], ["gt", [NaN, NaN], 1], ["ge", [2, 2], 2], ["ge", [1, 2], 0], ["ge", [1, NaN], 1],
  ["eq", [2, 2], 2], ["eq", [0, -0], 2], ["eq", [1, 2], 0], ["eq", [NaN, NaN], 1], ["ne", [1, 2], 2], ["ne", [NaN, 2], 1],
] as const)("%s %j", (op, operands, expected) => expect(value(e(op, ...operands))).toEqual(expected === 0 ? expect.closeTo(0, 15) : expected));

describe("what a frame holds", () => {
  const world = env({
    obs: [slot("x"), slot("y")], acts: [actSlot("u")], memories: [memory("m", num(0), num(0))],
    dynamics: { method: "discrete", next: [], disturbances: [{ name: "x", low: 0, high: 1 }] },
  });
  const given = { obs: [1, 2], act: [3], last: [4], mem: [5], dist: [6] };
  test.each([[obs("x"), 1], [obs("y"), 2], [act("u"), 3], [last("u"), 4], [mem("m"), 5], [dist("x"), 6]])("$op", (ir, expected) => {
    expect(value(ir, given, { env: world })).toBe(expected);
    expect(value(ir, {}, { env: world })).toBe(NaN);
  });
  test("a slot the env has not is our fault", () => expect(() => value(obs("z"), {}, { env: world })).toThrow("unverified IR"));
  test("an entry outside of a tree is our fault", () => expect(() => value({ op: "entry", t: "num", name: "x" })).toThrow("unverified IR: no entry slot x"));
  test.each(Object.entries(OPS).flatMap(([op, row]) => (row.runs === "everywhere" || row.runs === "trees" ? [] : [op as Op])))("%s does not run at a point", (op) =>
    expect(() => value({ op, t: "bool", name: "x", args: [bool(true), bool(true)] })).toThrow("does not run"));
});

test("if: an unknown condition gives an unknown value", () => {
  const choose = (c: boolean | null) => e("if", bool(c), num(1), num(2));
  expect(TRUTHS.map((c) => value(choose(c)))).toEqual([2, NaN, 1]);
  expect(value(e("if", bool(null), bool(true), bool(true)))).toBe(1);
  expect(value(e("if", bool(null), text("a"), text("a")))).toBe(null);
});

test("functions see their parameters, and callers keep their own", () => {
  const square = fn("square", { x: "num" }, e("mul", local("x"), local("x")));
  const sum = fn("sum", { x: "num", y: "num" }, e("add", call("square", "num", local("y")), local("x")));
  expect(value(call("sum", "num", num(1), call("square", "num", num(2))), {}, { fns: [square, sum] })).toBe(17);
});

describe("a tool's arguments", () => {
  const args = JSON.parse('{"n": 3, "s": "abc", "yes": true, "no": false, "nil": null, "deep": {"x": 1}, "list": [1, 2, 3], "mixed": [1, "a"], "rows": [{"q": 2}, {"q": 5}], "none": []}') as Record<string, unknown>;
  const at = (ir: ReturnType<typeof arg>): unknown => value(ir, { args });
  test.each([
    [arg("n", "num"), 3], [arg("s", "text"), "abc"], [arg("yes", "bool"), 2], [arg("no", "bool"), 0], [arg("deep.x", "num"), 1],
    [arg("nil", "num"), NaN], [arg("nil", "text"), null], [arg("gone", "num"), NaN], [arg("gone", "bool"), 1], [arg("s", "num"), NaN], [arg("n", "text"), null],
    [arg("n.x", "num"), NaN], [arg("deep.gone.x", "num"), NaN], [arg("s", "list"), null],
    [arg("constructor", "json"), null], [arg("deep.toString", "json"), null], [arg("__proto__", "json"), null], [arg("list.length", "num"), NaN], [arg("list.0", "num"), NaN],
  ])("$path as $t", (ir, expected) => expect(at(ir)).toEqual(expected));
  test.each([
    [e("eq", arg("s", "text"), text("abc")), 2], [e("ne", arg("s", "text"), text("abc")), 0], [e("eq", arg("gone", "text"), text("abc")), 1], [e("eq", arg("list", "list"), arg("list", "list")), 1],
    [e("present", arg("n", "num")), 2], [e("present", arg("gone", "num")), 0], [e("present", arg("no", "bool")), 2], [e("present", arg("nil", "text")), 0], [e("present", arg("deep", "json")), 2], [e("present", arg("n", "text")), 0],
    [e("length", arg("list", "list")), 3], [e("length", text("a😀")), 2], [e("length", arg("gone", "list")), NaN],
    [e("contains", arg("s", "text"), text("bc")), 2], [e("contains", arg("s", "text"), text("x")), 0], [e("contains", arg("gone", "text"), text("x")), 1], [e("contains", arg("s", "text"), arg("gone", "text")), 1],
    [e("contains", arg("list", "list"), num(2)), 2], [e("contains", arg("list", "list"), num(9)), 0], [e("contains", arg("mixed", "list"), num(1)), 2], [e("contains", arg("mixed", "list"), num(9)), 1],
    [e("contains", arg("none", "list"), num(9)), 0], [e("contains", arg("gone", "list"), num(9)), 1],
    [e("index", arg("list", "list"), 0), 1], [e("index", arg("list", "list"), 3), NaN], [e("index", arg("list", "list"), -1), NaN], [e("index", arg("list", "list"), 0.5), NaN], [e("index", arg("gone", "list"), 0), NaN],
    [{ ...e("field", { ...e("index", arg("rows", "list"), 1), t: "json" }), name: "q" }, 5],
    [{ ...e("field", arg("gone", "json")), name: "q" }, NaN],
  ])("$op $args", (ir, expected) => expect(at(ir)).toEqual(expected));

  const positive = e("gt", local("x"), 1);
  test.each([
    ["all", positive, [0, 0, 1, 2]], ["any", positive, [2, 1, 1, 0]], ["count", positive, [2, NaN, NaN, 0]],
    ["sumOf", local("x"), [6, NaN, NaN, 0]], ["minOf", local("x"), [1, NaN, NaN, NaN]], ["maxOf", local("x"), [3, NaN, NaN, NaN]], ["meanOf", local("x"), [2, NaN, NaN, NaN]],
  ] as const)("%s over a list, one with a stranger, none, an empty one", (op, body, expected) => {
    const results = ["list", "mixed", "gone", "none"].map((name) => at(over(op, arg(name, "list"), "x", body)));
    expect(results).toEqual(expected);
  });
  test("quantifiers nest", () => {
    const inner = over("any", arg("list", "list"), "y", e("eq", local("y"), local("x")));
    expect(at(over("all", arg("list", "list"), "x", inner))).toBe(2);
    expect(at(over("sumOf", arg("rows", "list"), "r", { ...e("field", local("r", "json")), name: "q" }))).toBe(7);
  });
});
