import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { play } from "../rewards/front.ts";

/** By name: what each falls to with no end in sight, and its formula with d margins outside and v one margin away. */
const TOLERANCES: Readonly<Record<string, (d: number, v: number) => number>> = {
  gaussian: (d, v) => Math.exp(-0.5 * (d * Math.sqrt(-2 * Math.log(v))) ** 2),
  hyperbolic: (d, v) => 1 / Math.cosh(d * Math.acosh(1 / v)),
  long_tail: (d, v) => 1 / ((d * Math.sqrt(1 / v - 1)) ** 2 + 1),
  reciprocal: (d, v) => 1 / (d * (1 / v - 1) + 1),
  cosine: (d, v) => { const t = (d * Math.acos(2 * v - 1)) / Math.PI; return t < 1 ? (1 + Math.cos(Math.PI * t)) / 2 : 0; },
  linear: (d, v) => Math.max(1 - d * (1 - v), 0),
  quadratic: (d, v) => Math.max(1 - (d * Math.sqrt(1 - v)) ** 2, 0),
  tanh_squared: (d, v) => 1 - Math.tanh(d * Math.atanh(Math.sqrt(1 - v))) ** 2,
};
const NAMES = Object.keys(TOLERANCES);

const NEAR = play(`
  use std.shaping
  env line { observe x: number observe low: number observe high: number observe margin: number observe v: number }
  reward near over line { ${NAMES.map((name) => `log is_${name} = ${name}(x, low, high, margin, v)`).join(" ")} term nothing = 0 }
`);

function near(x: number, low: number, high: number, margin: number, v: number): Readonly<Record<string, number>> {
  const { items } = NEAR.step({ x, low, high, margin, v });
  return Object.fromEntries(NAMES.map((name) => [name, items[`is_${name}`] as number]));
}

const place = fc.double({ min: -100, max: 100, noNaN: true });
const some = fc.double({ min: 0.01, max: 50, noNaN: true });
const grade = fc.double({ min: 0.01, max: 0.99, noNaN: true });

describe("tolerances", () => {
  test("are 1 inside, ends included, whatever the margin is", () => {
    fc.assert(fc.property(place, some, fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1e-300, 3), grade, (low, width, share, margin, v) => {
      const x = Math.min(low + share * width, low + width);
      for (const value of Object.values(near(x, low, low + width, margin, v))) expect(value).toBe(1);
    }));
  });

  test("are 0 outside without a margin", () => {
    expect(new Set(Object.values(near(1.001, 0, 1, 0, 0.1)))).toEqual(new Set([0]));
    expect(new Set(Object.values(near(-1e-9, 0, 1, 0, 0.1)))).toEqual(new Set([0]));
  });

  test("are what was asked for one margin away, on both sides", () => {
    fc.assert(fc.property(some, grade, (margin, v) => {
      for (const x of [-margin, 1 + margin]) for (const value of Object.values(near(x, 0, 1, margin, v))) expect(value).toBeCloseTo(v, 9);
    }));
  });

  test("go by their formulas, and never rise on the way out", () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 20, noNaN: true }), some, some, grade, (out, further, margin, v) => {
      const [here, there] = [near(1 + out, 0, 1, margin, v), near(1 + out + further, 0, 1, margin, v)];
      for (const [name, formula] of Object.entries(TOLERANCES)) {
        expect(here[name], name).toBeCloseTo(formula((1 + out - 1) / margin, v), 9);
        expect(there[name]!, name).toBeLessThanOrEqual(here[name]! + 1e-12);
        expect(there[name]!, name).toBeGreaterThanOrEqual(0);
      }
    }));
  });

  test("stay numbers far away", () => {
    for (const [name, value] of Object.entries(near(1e9, 0, 1, 1e-3, 0.5))) expect(value, name).toBeGreaterThanOrEqual(0);
  });
});

test("t-norms join grades: neutral at 1, in any order, at most the lower", () => {
  const norms = ["hamacher", "product_norm", "lukasiewicz"];
  const joined = play(`
    use std.shaping
    env grades { observe a: number observe b: number }
    reward both over grades { ${norms.map((name) => `log is_${name} = ${name}(a, b)`).join(" ")} term nothing = 0 }
  `);
  const all = (a: number, b: number): number[] => { const { items } = joined.step({ a, b }); return norms.map((name) => items[`is_${name}`] as number); };
  const unit = fc.double({ min: 0, max: 1, noNaN: true });
  expect(all(0, 0)).toEqual([0, 0, 0]);
  expect(all(0.5, 0.5)[0]).toBeCloseTo(1 / 3, 12);
  expect(all(0.75, 0.5)).toEqual([3 / 7, 0.375, 0.25]);
  fc.assert(fc.property(unit, unit, (a, b) => {
    const [one, other, whole] = [all(a, b), all(b, a), all(a, 1)];
    one.forEach((value, i) => {
      expect(value).toBeCloseTo(other[i]!, 12);
      expect(value).toBeLessThanOrEqual(Math.min(a, b) + 1e-12);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(whole[i]).toBeCloseTo(a, 12);
    });
  }));
});
