import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findings, play } from "./front.ts";

const LISTS = "env e {\n  observe xs: list<number, 8>\n  observe ps: list<{ at: vec2, ok: bool }, 4>\n  observe v: vec5\n  observe i: number\n}\n";
const log = (value: string, more = ""): string => `${LISTS}${more}reward r over e {\n  log l = ${value}\n  term zero = i - i\n}\n`;
const seen = (value: string, xs: readonly number[] = [3, 1, 2], more = "", i = 1) =>
  play(log(value, more)).step({ xs, ps: [{ at: [1, 2], ok: true }, { at: [4, 6], ok: false }], v: [5, 4, 3, 2, 1], i }).items["l"];

describe("lists", () => {
  test.each<readonly [string, unknown]>([
    ["each x in xs: x * x", [9, 1, 4]], ["sort(xs)", [1, 2, 3]], ["sums(xs)", [3, 4, 6]], ["indices(xs)", [0, 1, 2]], ["product(xs)", 6], ["argmin(xs)", 1],
    ["argmin(each x in xs: abs(x - 2))", 2], ["sum(each x in xs: 2 * x)", 12], ["mean(xs)", 2], ["norm(xs)", Math.sqrt(14)], ["length(xs)", 3], ["min(xs)", 1], ["max(xs)", 3],
    ["count x in xs: x > 1", 2], ["all x in xs: x > 0", true], ["any x in xs: x > 3", false], ["xs[i]", 1], ["xs[i + 1]", 2], ["xs[i + 2]", null], ["xs[-i]", null], ["xs[i / 2]", null],
    ["sum x in xs: sum y in xs: abs(x - y)", 8], ["each i_ in indices(xs): sums(xs)[i_] / sum(xs)", [0.5, 4 / 6, 1]], ["sort(each x in xs: -x)", [-3, -2, -1]],
    ["each x in sort(xs): x - min(xs)", [0, 1, 2]], ["list(10, 20, 30)[i]", 20], ["sum(list(i, i, 2))", 4], ["interpolate(i, list(0, 2), list(10, 20))", 15],
    ["interpolate(9 * i, list(0, 2), list(10, 20))", 20], ["interpolate(-i, list(0, 2), list(10, 20))", 10], ["interpolate(i, list(7), list(3))", 3],
    ["each p in ps: norm(p.at)", [Math.sqrt(5), Math.sqrt(52)]], ["count p in ps: p.ok", 1], ["each p in ps: p.ok", [true, false]], ["ps[i].at", [4, 6]], ["each p in ps: p.at", [[1, 4], [2, 6]]],
    ["min p in ps: min x in xs: abs(p.at.x - x)", 0], ["sum a in v: a * a", 55], ["v[i]", 4], ["sum(v)", 15], ["max(v)", 5], ["norm(v)", Math.sqrt(55)],
    ["mean(each x in xs: if x > 1 then x else 0)", 5 / 3],
  ])("%s", (value, wanted) => expect(seen(value)).toEqual(wanted));
  test.each<readonly [string, unknown]>([["sum(xs)", 0], ["min(xs)", null], ["mean(xs)", null], ["argmin(xs)", null], ["product(xs)", 1], ["sort(xs)", []], ["all x in xs: x > 0", true], ["norm(xs)", 0]])("%s of none", (value, wanted) => expect(seen(value, [])).toEqual(wanted));

  const GINI = "fn gini(c: list<number, 64>) -> number =\n  (sum a in c: sum b in c: abs(a - b)) / (2 * length(c) * sum(c))\n";
  test("a function takes lists and gives them, in place", () => {
    expect(seen("gini(xs)", [3, 1, 2], GINI)).toBeCloseTo(8 / 36, 14);
    expect(seen("gini(each x in xs: x * x)", [1, 1], GINI)).toBe(0);
    expect(seen("ranks(xs)", [3, 1, 2], "fn ranks(c: list<number, 8>) -> list<number, 8> = each a in c: count b in c: b < a\n")).toEqual([2, 0, 1]);
  });
  test("loops that stand alone are not nested, and what they share is computed once", () => {
    const { reward } = play(log("each x in xs: (x - mean(xs)) / (max(xs) - min(xs))"));
    expect(reward.loops.length).toBe(1);
    expect(reward.nodes.filter(({ op }) => op === "sum").length).toBe(1);
  });
  test.each([
    [`${LISTS}spec s over e = sum(each x in xs: x) > 1\n`, "POL0801"], [`${LISTS}spec s over e = f(xs) > 1\nfn f(c: list<number, 8>) -> number = sums(c)[0]\n`, "POL0801"],
    [log("list(1, i > 0)"), "number is wanted, but this is bool"], [log("sort(ps)"), "a list of numbers"],
  ])("what is wrong is said: %#", (text, code) => expect(findings(text).join()).toContain(code));
});

test("an exponent is a plain number, whatever its units were", () => {
  const { step } = play("env e {\n  observe z: [m]\n}\nreward r over e {\n  log a = 2 ^ (z / 1cm)\n  log b = (z / 1cm) ^ (z / 1m)\n  log c = (z / 1cm) ^ 2\n  term d = (z / 1cm) ^ 2\n}\n");
  expect(step({ z: 0.03 }).items).toEqual({ a: 8, b: 3 ** 0.03, c: expect.anything(), d: expect.anything() });
  expect(step({ z: 0.03 }).reward).toBeCloseTo(9, 12);
});

test.each([
  ["memory m over e: list<number, 8> = xs then m\n", "sum(m)", "`m` cannot stand in a reward: it is a list"],
  ["", "sum x in xs: previous x", "`previous` inside of a loop cannot stand in a reward"],
])("%s%s is refused", (more, value, why) => expect(findings(log(value, more)).join()).toContain(why));

describe("quaternions", () => {
  const POSES = "env e {\n  observe q: quat<wxyz>\n  observe p: quat\n  observe v: vec3\n}\n";
  const turned = (value: string, q: readonly number[], p: readonly number[], v: readonly number[]) => play(`${POSES}reward r over e {\n  log l = ${value}\n  term zero = v.x - v.x\n}\n`).step({ q, p, v }).items["l"] as number[];
  const unit = fc.tuple(...[0, 1, 2, 3].map(() => fc.double({ min: -1, max: 1, noNaN: true }))).filter((q) => Math.hypot(...q) > 0.1).map((q) => q.map((x) => x / Math.hypot(...q)));
  const vec = fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -9, max: 9, noNaN: true })));
  const near = (a: readonly number[], b: readonly number[]): void => a.forEach((x, i) => expect(Math.abs(x - b[i]!)).toBeLessThan(1e-9));

  test("a quarter turn about z", () => near(turned("rotate(q, v)", [Math.SQRT1_2, 0, 0, Math.SQRT1_2], [0, 0, 0, 1], [1, 2, 3]), [-2, 1, 3]));
  test("turning back undoes turning; products turn one after the other; lengths stay", () => {
    fc.assert(fc.property(unit, unit, vec, (a, b, v) => {
      const xyzw = [b[1]!, b[2]!, b[3]!, b[0]!];
      near(turned("unrotate(q, rotate(q, v))", a, xyzw, v), v);
      near(turned("rotate(q, v)", a, xyzw, v), turned("unrotate(conjugate(q), v)", a, xyzw, v));
      near([Math.hypot(...turned("rotate(p, v)", a, xyzw, v))], [Math.hypot(...v)]);
      const both = "fn same(a: quat<wxyz>) -> quat<wxyz> = a\n";
      near(play(`${both}${POSES}reward r over e {\n  log l = rotate(same(q) * same(q), v)\n  term zero = v.x - v.x\n}\n`).step({ q: a, p: xyzw, v }).items["l"] as number[], turned("rotate(q, rotate(q, v))", a, xyzw, v));
    }), { numRuns: 50 });
  });
  test("two orders do not mix", () => {
    for (const e of ["dot(q, p)", "norm(q - p)"]) expect(findings(`${POSES}reward r over e { term a = ${e} }\n`).join()).toContain("POL0208");
  });
  test("their order is part of their type", () => {
    expect(findings(`${POSES}fn f(a: quat<wxyz>) -> number = a.w\nreward r over e { term a = f(p) }\n`).join()).toContain("quat<xyzw>");
    expect(turned("vec3(q.w, q.x, p.w)", [1, 2, 3, 4], [5, 6, 7, 8], [0, 0, 0])).toEqual([1, 2, 8]);
  });
});

test("a record is made by its name and reported whole", () => {
  const text = `${LISTS}record Score { near: number, good: bool }\nreward r over e {\n  log s = Score(near: xs[0], good: i > 0)\n  term t = s.near\n}\n`;
  expect(play(text).step({ xs: [7], ps: [], v: [0, 0, 0, 0, 0], i: 1 })).toMatchObject({ reward: 7, items: { s: { near: 7, good: true } } });
});

test("numbers are read out of texts", () => {
  const text = `env phone { observe said: text observe truth: text }
fn answer(t: text) -> text? = find(t, "<answer>(.*?)</answer>")
reward r over phone {
  term right  = if number(answer(said)) == number(answer(truth)) then 1 else 0 else 0
  term format = if said matches "(.|\\n)*<answer>(.|\\n)*</answer>" then 1 else 0
}
`;
  const { step } = play(text);
  expect(step({ said: "so <answer>42</answer>", truth: "<answer>42.0</answer>" }).counted).toEqual({ right: 1, format: 1 });
  expect(step({ said: "42", truth: "<answer>42</answer>" }).counted).toEqual({ right: 0, format: 0 });
});
