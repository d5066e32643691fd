import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ir, Op } from "../../compiler/ir/ir.ts";
import { evaluateAt, oracle, robustnessAt, type Sample } from "../../runtime/interpreter/trace.ts";
import { act, actSlot, arg, bool, call, e, env, fn, local, num, obs, over, program, slot, spec, text, weak, within } from "./build.ts";

const world = env({ rate: 10, obs: [slot("x"), slot("y"), slot("p", { kind: "bool" }), slot("q", { kind: "bool" })], acts: [actSlot("u")] });
const p = obs("p", "bool"), q = obs("q", "bool"), x = obs("x"), y = obs("y");
const up = e("gt", x, 0), high = e("gt", y, 0);

function trace(rows: { x?: number[]; y?: number[]; p?: string; q?: string; u?: number[] }): Sample[] {
  const length = Math.max(...Object.values(rows).map((row) => row.length));
  const truth = (row: string | undefined, k: number): number => ({ "0": 0, "?": 1, "1": 2 })[row?.[k] ?? "?"] ?? 1;
  return Array.from({ length }, (_, k) => ({ obs: [rows.x?.[k] ?? NaN, rows.y?.[k] ?? NaN, truth(rows.p, k), truth(rows.q, k)], act: [rows.u?.[k] ?? 0], mem: [], last: [rows.u?.[k - 1] ?? 0], active: k % 2 }));
}
const prog = program({
  specs: [spec("safe", e("always", e("lt", x, 5))), spec("up", up)],
  fns: [fn("above", { a: "num", b: "num" }, e("gt", local("a"), local("b")))],
});
function truths(ir: Ir, samples: Sample[]): string {
  const o = oracle(prog, world, samples);
  return samples.map((_, k) => "0?1"[o.truth(ir, k)]).join("");
}
function robustness(ir: Ir, samples: Sample[]): number[] {
  const o = oracle(prog, world, samples);
  return samples.map((_, k) => o.robustness(ir, k));
}

describe("truth by hand", () => {
  test.each<[string, Ir, string, string, string]>([
    ["once", e("once", p), "00100", "", "00111"],
    ["once, windowed", within([0.1, 0.2], e("once", p)), "01000", "", "00110"],
    ["once, before the start: nothing", within([0.3, 0.4], e("once", p)), "111", "", "000"],
    ["historically", e("historically", p), "11011", "", "11000"],
    ["historically, windowed", within([0, 0.1], e("historically", p)), "11011", "", "11001"],
    ["historically, before the start: nothing against it", within([0.3, 0.4], e("historically", p)), "0000", "", "1110"],
    ["eventually", e("eventually", p), "00100", "", "11100"],
    ["eventually, windowed", within([0.1, 0.2], e("eventually", p)), "00010", "", "01100"],
    ["eventually, beyond the end", within([0.1, null], e("eventually", p)), "11", "", "10"],
    ["always", e("always", p), "10111", "", "00111"],
    ["always, clipped", within([0.2, 0.3], e("always", p)), "11100", "", "00011"],
    ["until", e("until", p, q), "11010", "00100", "11100"],
    ["until needs no left side where the right holds", e("until", p, q), "000", "010", "010"],
    ["until never reached", e("until", p, q), "111", "000", "000"],
    ["until from later: all the way there", within([0.2, 0.2], e("until", p, q)), "110111", "001011", "100100"],
    ["since", e("since", p, q), "00110", "01000", "01110"],
    ["since, windowed", within([0.1, 0.2], e("since", p, q)), "11111", "01000", "00110"],
    ["unless", e("unless", p, q), "11011", "00000", "00011"],
    ["unless is until too", e("unless", p, q), "1100", "0010", "1110"],
    ["release", e("release", p, q), "00100", "11110", "11100"],
    ["release by holding for ever", e("release", p, q), "0000", "0111", "0111"],
    ["next", e("next", p), "101", "", "010"],
    ["weak next", weak(e("next", p)), "101", "", "011"],
    ["previous", e("previous", p), "101", "", "010"],
    ["weak previous", weak(e("previous", p)), "101", "", "110"],
    ["rise", e("rise", p), "1011", "", "1010"],
    ["fall", e("fall", p), "0100", "", "1010"],
    ["unknown decides nothing", e("once", p), "0?10", "", "0?11"],
    ["unknown in always", e("always", p), "?0?1", "", "00?1"],
    ["unknown on the way", e("until", p, q), "1?1", "001", "??1"],
    ["unknown rise", e("rise", p), "?1?0", "", "??00"],
  ])("%s", (_, ir, ps, qs, expected) => expect(truths(ir, trace({ p: ps, q: qs || "?".repeat(ps.length) }))).toBe(expected));

  test("reads of the past, the action and who acted", () => {
    const samples = trace({ x: [1, 4, 9], u: [1, 2, 2] });
    expect(truths(e("gt", e("sub", x, e("previous", x)), 4), samples)).toBe("?01");
    expect(truths(e("eq", act("u"), { op: "last", t: "num", name: "u" }), samples)).toBe("001");
    expect(truths(e("eq", { op: "active", t: "num" }, 1), samples)).toBe("010");
    expect(truths(e("gt", e("previous", e("previous", x)), 0), samples)).toBe("??1");
    expect(truths(e("if", e("previous", up), e("next", up), up), samples)).toBe("110");
  });
  test("specs by name, their robustness and margin as numbers", () => {
    const samples = trace({ x: [1, 4, 2] });
    expect(truths({ op: "spec", t: "bool", name: "safe" }, samples)).toBe("111");
    expect(truths(e("eq", { op: "robustness", t: "num", name: "safe" }, 1), samples)).toBe("110");
    expect(truths(e("eq", { op: "margin", t: "num", name: "safe" }, 4), samples)).toBe("100");
    expect(evaluateAt(prog, world, { op: "spec", t: "bool", name: "safe" }, samples, 0)).toBe(2);
    expect(robustnessAt(prog, world, { op: "spec", t: "bool", name: "safe" }, samples, 1)).toBe(1);
  });
});

describe("robustness by hand", () => {
  const samples = trace({ x: [1, -2, 3, NaN], y: [2, 1, -1, 0], p: "01?1" });
  test.each<[string, Ir, number[]]>([
    ["gt", e("gt", x, 0), [1, -2, 3, NaN]], ["le", e("le", x, 0), [-1, 2, -3, NaN]], ["lt", e("lt", y, x), [-1, -3, 4, NaN]], ["ge", e("ge", y, 1), [1, 0, -2, -1]],
    ["eq", e("eq", x, y), [-1, -3, -4, NaN]], ["ne", e("ne", x, y), [1, 3, 4, NaN]],
    ["a bool", p, [-Infinity, Infinity, NaN, Infinity]], ["a literal", bool(true), [Infinity, Infinity, Infinity, Infinity]], ["texts", e("eq", text("a"), text("b")), Array(4).fill(-Infinity)],
    ["and", e("and", up, high), [1, -2, -1, NaN]], ["or", e("or", up, high), [2, 1, 3, NaN]], ["not", e("not", up), [-1, 2, -3, NaN]],
    ["implies", e("implies", up, high), [2, 2, -1, NaN]], ["iff", e("iff", up, high), [1, -1, -1, NaN]], ["xor", e("xor", up, high), [-1, 1, 1, NaN]],
    ["eq of truths", e("eq", up, high), [1, -1, -1, NaN]], ["ne of truths", e("ne", up, high), [-1, 1, 1, NaN]],
    ["false decides", e("and", up, bool(false)), Array(4).fill(-Infinity)], ["true decides", e("or", up, bool(true)), Array(4).fill(Infinity)],
    ["if", e("if", bool(true), high, up), [2, 1, -1, 0]],
    ["a function's body", call("above", "bool", y, num(1)), [1, 0, -2, -1]],
    ["once", e("once", high), [2, 2, 2, 2]], ["always", e("always", high), [-1, -1, -1, 0]], ["eventually, windowed", within([0.1, 0.2], e("eventually", high)), [1, 0, 0, -Infinity]],
    ["historically, before the start", within([0.1, 0.1], e("historically", high)), [Infinity, 2, 1, -1]],
    ["until", e("until", high, e("gt", y, 1)), [1, 0, -1, -1]],
    ["previous", e("previous", high), [-Infinity, 2, 1, -1]], ["weak next", weak(e("next", high)), [1, -1, 0, Infinity]],
    ["rise", e("rise", high), [2, -2, -1, 0]], ["fall", e("fall", high), [-2, -1, 1, -1]],
  ])("%s", (_, ir, expected) => expect(robustness(ir, samples).map((v) => v + 0)).toEqual(expected.map((v) => v + 0)));
});

const TEMPORAL: Op[] = ["once", "historically", "eventually", "always"], BINARY: Op[] = ["since", "until", "unless", "release"];
const windows = fc.oneof(fc.constant(undefined), fc.tuple(fc.nat(4), fc.oneof(fc.nat(4), fc.constant(null))).map(([a, width]) => [a / 10, width === null ? null : (a + width) / 10] as const));
const { formula } = fc.letrec<{ formula: Ir }>((tie) => ({
  formula: fc.oneof({ maxDepth: 4 }, fc.constantFrom(up, high, p),
    fc.tuple(fc.constantFrom(...TEMPORAL), windows, tie("formula")).map(([op, w, a]) => within(w, e(op, a))),
    fc.tuple(fc.constantFrom(...BINARY), windows, tie("formula"), tie("formula")).map(([op, w, a, b]) => within(w, e(op, a, b))),
    fc.tuple(fc.constantFrom<Op>("not", "next", "previous", "rise", "fall"), tie("formula")).map(([op, a]) => e(op, a)),
    fc.tuple(fc.constantFrom<Op>("and", "or", "implies", "iff", "xor"), tie("formula"), tie("formula")).map(([op, a, b]) => e(op, a, b))),
}));
const numbers = (odd: number): fc.Arbitrary<number[]> => fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(odd)), { minLength: 1, maxLength: 9 });
const traces = (odd: number): fc.Arbitrary<Sample[]> => fc.tuple(numbers(odd), numbers(odd), fc.array(fc.constantFrom(..."01"), { minLength: 9, maxLength: 9 }))
  .map(([xs, ys, ps]) => trace({ x: xs, y: Array.from(xs, (_, k) => ys[k % ys.length]!), p: ps.slice(0, xs.length).join("") }));

describe("identities", () => {
  const same = (left: (a: Ir, b: Ir, w: Ir["window"]) => Ir, right: (a: Ir, b: Ir, w: Ir["window"]) => Ir): void => {
    fc.assert(fc.property(formula, formula, windows, traces(NaN), (a, b, w, samples) => {
      expect(truths(left(a, b, w), samples)).toBe(truths(right(a, b, w), samples));
      const zero = (v: number): number => v + 0;
      expect(robustness(left(a, b, w), samples).map(zero)).toEqual(robustness(right(a, b, w), samples).map(zero));
    }), { numRuns: 300 });
  };
  const not = (a: Ir): Ir => e("not", a);
  test("always is not eventually not", () => same((a, _, w) => within(w, e("always", a)), (a, _, w) => not(within(w, e("eventually", not(a))))));
  test("historically is not once not", () => same((a, _, w) => within(w, e("historically", a)), (a, _, w) => not(within(w, e("once", not(a))))));
  test("eventually is true until", () => same((a, _, w) => within(w, e("eventually", a)), (a, _, w) => within(w, e("until", bool(true), a))));
  test("once is true since", () => same((a, _, w) => within(w, e("once", a)), (a, _, w) => within(w, e("since", bool(true), a))));
  test("weak next is not next not", () => same((a) => weak(e("next", a)), (a) => not(e("next", not(a)))));
  test("until is not release of the opposites", () => same((a, b, w) => within(w, e("until", a, b)), (a, b, w) => not(within(w, e("release", not(a), not(b))))));
  test("until unrolls", () => same((a, b) => e("until", a, b), (a, b) => e("or", b, e("and", a, e("next", e("until", a, b))))));
  test("since unrolls", () => same((a, b) => e("since", a, b), (a, b) => e("or", b, e("and", a, e("previous", e("since", a, b))))));
  test("always unrolls", () => same((a) => e("always", a), (a) => e("and", a, weak(e("next", e("always", a))))));
  test("unless is release of both", () => same((a, b) => e("unless", a, b), (a, b) => e("release", b, e("or", a, b))));
  test("rise is now and not before", () => same((a) => e("rise", a), (a) => e("and", a, weak(e("previous", not(a))))));

  test("robustness has the sign of truth", () => {
    fc.assert(fc.property(formula, traces(0.5), (f, samples) => {
      const truth = truths(f, samples);
      robustness(f, samples).forEach((r, k) => {
        if (r > 0) expect(truth[k]).toBe("1");
        if (r < 0) expect(truth[k]).toBe("0");
      });
    }), { numRuns: 500 });
  });
});

describe("what the checker has refused is our fault here", () => {
  const samples = trace({ x: [1] });
  test.each<[string, Ir, string]>([
    ["a window between samples", within([0, 0.05], e("once", up)), "no whole number"],
    ["a window of turns", within("turn", e("once", up)), "no samples"],
    ["time in a quantifier", over("all", arg("a", "list"), "v", e("once", up)), "inside a function"],
    ["margin of what is not always", e("gt", { op: "margin", t: "num", name: "up" }, 0), "not always"],
    ["a spec that is not there", { op: "spec", t: "bool", name: "gone" }, "no spec gone"],
  ])("%s", (_, ir, message) => expect(() => truths(ir, samples)).toThrow(message));
  test("a sample that is not there", () => expect(() => evaluateAt(prog, world, up, samples, 1)).toThrow("no sample 1"));
  test("0.3 s at 10 Hz is three samples, however it was computed", () => expect(truths(within([0.1 + 0.2, 0.3], e("once", up)), trace({ x: [1, 0, 0, 0] }))).toBe("0001"));
});
