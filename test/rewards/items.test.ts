import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findings, play } from "./front.ts";

const ENV = "env e at 10Hz {\n  observe x: number\n  observe held: bool\n  observe done: bool\n  act u: number in -1..1 default 0\n}\n";
const reward = (items: string, more = ""): string => `${ENV}${more}reward r over e {\n${items}\n}\n`;
const at = (x: number, held = false, done = false) => ({ x, held, done });

describe("terms", () => {
  test("weigh, and are reported as they are", () => {
    const paid = play(reward("term a = x weight 3\nterm b = u")).step(at(2), { u: 0.5 });
    expect(paid).toMatchObject({ reward: 6.5, items: { a: 2, b: 0.5 }, counted: { a: 6, b: 0.5 } });
  });
  test("with a temperature count their exponential", () => {
    expect(play(reward("term a = -x temperature 0.5 weight 2")).step(at(1)).reward).toBeCloseTo(2 * Math.exp(-2), 14);
  });
  test("see what came before by its name", () => {
    expect(play(reward("log d = x * x\nterm a = d + 1 weight 2\nterm b = a")).step(at(3)).reward).toBe(30);
  });
  test("that are not known refuse the step and leave the state as it was, or count what they say instead", () => {
    const hard = play(reward("term a = 1 / x\nterm b = x - previous x"));
    hard.step(at(2));
    expect(hard.step(at(0))).toMatchObject({ reward: NaN, step: { refused: "term `a` is not known" } });
    expect(hard.step(at(4)).items["b"]).toBe(2);
    expect(play(reward("term a = 1 / x weight 2 else 5")).step(at(0)).reward).toBe(10);
  });
  test("are lists where one of them is", () => {
    const text = "env g { observe rewards: list<number, 8> }\nreward advantage over g {\n  log `mean` = mean(rewards)\n  term a = each r in rewards: r - `mean`\n  term b = 1\n}\n";
    expect(play(text).step({ rewards: [1, 2, 6] })).toMatchObject({ reward: [-1, 0, 4], items: { mean: 3, a: [-2, -1, 3] } });
  });
});

test("list terms of different lengths are refused, whichever is longer", () => {
  const text = "env g { observe a: list<number, 8> observe b: list<number, 4> }\nreward r over g {\n  term one = each x in a: x\n  term two = each x in b: x\n}\n";
  const { step } = play(text);
  expect(step({ a: [1, 2], b: [3, 4] }).reward).toEqual([4, 6]);
  expect(step({ a: [1, 2], b: [3] }).reward).toBe(NaN);
  expect(step({ a: [1], b: [3, 4] }).reward).toBe(NaN);
});

describe("stages", () => {
  const STAGED = reward("stage one until held { term a = 1 - tanh(abs(x)) weight 2 }\nstage two until done { term b = 1 / (1 + abs(x)) }\nstage three { term c = clamp(x, 0, 1) weight 5 }\nterm rest = x");
  test("one after the other; those left behind pay the most they could have paid", () => {
    const { step } = play(STAGED);
    expect(step(at(0)).counted).toMatchObject({ a: 2, b: 0, c: 0 });
    expect(step(at(1, true)).counted).toMatchObject({ a: 2, b: 0.5, c: 0, rest: 1 });
    expect(step(at(1, false)).counted).toMatchObject({ a: 2, b: 0.5 });
    expect(step(at(0.5, false, true)).counted).toMatchObject({ a: 2, b: 1, c: 2.5 });
  });
  test("several in one step, and anew in a new episode", () => {
    const { step, reset } = play(STAGED);
    expect(step(at(1, true, true)).counted).toMatchObject({ a: 2, b: 1, c: 5 });
    reset();
    expect(step(at(0)).counted).toMatchObject({ a: 2, b: 0, c: 0 });
  });
  test("finishing one never lowers what stages pay", () => {
    fc.assert(fc.property(fc.array(fc.record({ x: fc.double({ min: -9, max: 9, noNaN: true }), held: fc.boolean(), done: fc.boolean() }), { minLength: 2 }), (points) => {
      const { step } = play(STAGED);
      const sum = ({ a, b, c }: Readonly<Record<string, unknown>>): number => (a as number) + (b as number) + (c as number);
      let paid = 0, stage = 0;
      for (const point of points) {
        const was = stage;
        if (stage === 0 && point.held) stage = 1;
        if (stage === 1 && point.done) stage = 2;
        const now = sum(step(point).counted);
        if (stage > was) expect(now).toBeGreaterThanOrEqual(paid);
        paid = now;
      }
    }), { numRuns: 200 });
  });
  test.each([
    ["stage one until held { term a = x }\nstage two { term b = 1 }", "POL0803"],
    ["stage one until held { term a = tanh(x) }\nstage two { term b = -tanh(x) }", "POL0804"],
    ["stage one { term a = tanh(x) }\nstage two { term b = 1 }", "POL0805"],
    ["stage one until held { term a = tanh(x) }", "POL0805"],
    ["stage one until held { term a = tanh(x) stop s when held }\nstage two { term b = 1 }", "POL0805"],
    ["stage one until held { term a = each y in list(tanh(x), 0): y }\nstage two { term b = 1 }", "POL0201"],
    ["log a = x", "POL0806"],
    ["term a = x\nterm a = 1", "POL0102"],
  ])("%s is %s", (items, code) => expect(findings(reward(items)).join()).toContain(code));
});

describe("shaping", () => {
  test("is 0 at the first step, then γ·Φ − Φ of the step before", () => {
    const { step } = play(reward("term zero = x - x\nshape 0.9 by -x"));
    expect([3, 2, 5].map((x) => step(at(x)).reward)).toEqual([0, 0.9 * -2 + 3, 0.9 * -5 + 2]);
  });
  test("has no potential left where an episode ends, but where it is cut off", () => {
    const { step } = play(reward("shape 0.9 by x\nstop end when done\ntruncate cut when held"));
    step(at(3));
    expect(step(at(5, true))).toMatchObject({ reward: 0.9 * 5 - 3, step: { terminated: null, truncated: "cut" } });
    expect(step(at(7, false, true))).toMatchObject({ reward: -5, step: { terminated: "end", truncated: null } });
  });
  test("telescopes: over an episode that ends, all it pays is −Φ of the first step, discounted", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 9 }), (xs) => {
      const { step } = play(reward("shape 0.5 by x\nstop end when done"));
      const sum = xs.reduce((total, x, k) => total + 0.5 ** (k - 1) * (step(at(x, false, k === xs.length - 1)).reward as number), 0);
      expect(sum).toBeCloseTo(-xs[0]!, 9);
    }));
  });
});

test("a term called like an observation or a constant does not stand in for it", () => {
  expect(play(reward("term x = x / 10\nlog k = 7\nterm b = x + k", "const k = 100\n")).step(at(5)).reward).toBe(105.5);
});

test("potentials are told apart", () => {
  expect(Object.keys(play(reward("shape 0.5 by x\nshape 0.9 by -x")).step(at(1)).items)).toEqual(["shape", "shape_2"]);
});

describe("stops", () => {
  const STOPS = reward("stop first when held giving -10\nstop second when done giving -1\ntruncate late when x > 5");
  test.each([[at(0, true, true), -10, "first", null], [at(9, false, true), -1, "second", "late"], [at(0), 0, null, null]])("%j pays %d", (point, paid, terminated, truncated) =>
    expect(play(STOPS).step(point)).toMatchObject({ reward: paid, step: { terminated, truncated } }));
  test("that are not known are not taken", () => {
    expect(play(reward("term a = 1\nstop end when 1 / x > 0 giving -10")).step(at(0))).toMatchObject({ reward: 1, step: { terminated: null } });
  });
});

describe("what an episode remembers", () => {
  test("`previous` at the first step is the value itself", () => {
    const { step } = play(reward("term a = x - previous x\nterm b = u - previous u"));
    expect(step(at(3), { u: 1 }).reward).toBe(0);
    expect(step(at(5), { u: -1 }).reward).toBe(0);
  });
  test("a memory may begin with what is seen first; all read what the others were", () => {
    const { step, reset } = play(reward("log a = m\nterm b = n", "memory m over e: number = x then m + x\nmemory n over e: number = 0 then m\n"));
    expect([1, 2, 3].map((x) => { const { items } = step(at(x)); return [items["a"], items["b"]]; })).toEqual([[1, 0], [3, 1], [6, 3]]);
    reset();
    expect(step(at(5)).items).toEqual({ a: 5, b: 0 });
  });
  test("a guard does not load over such a memory", () => {
    const guard = "controller rest over e { u = 0 }\ncontroller go over e { u = m }\nguard g over e { propose go else rest require u < 1 }\n";
    expect(findings(`${ENV}memory m over e: number = x then m\n${guard}`).join()).toContain("POL1201 memory `m`, whose first value is an observation's, in a guard");
    expect(findings(`${ENV}memory m over e: number = 0 then m\n${guard}`).join()).not.toContain("POL1201");
  });
});
