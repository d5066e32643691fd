import fc from "fast-check";
import { expect, test } from "vitest";
import { RunningSum } from "../../runtime/interpreter/exact.ts";
import { addDecimal, cut, difference, emptySums } from "../../runtime/kernel/decimal.ts";
import { exactSum } from "./event-definition.ts";

const LONG = process.env["POL_LONG"] === "1" ? 20 : 1;

const cents = fc.integer({ min: 0, max: 10_000_000 }).map((n) => n / 100);
const amount = fc.oneof(
  { weight: 4, arbitrary: cents },
  { weight: 2, arbitrary: fc.double({ min: 0, max: 1e6, noNaN: true }) },
  { weight: 2, arbitrary: fc.tuple(fc.integer({ min: 0, max: 2 ** 31 }), fc.integer({ min: -32, max: 26 })).map(([n, e]) => Number(`${n}e${e}`)) },
  { weight: 1, arbitrary: fc.constantFrom(0, 5e-324, 1e-30, 1e-31, 0.1, 0.3, 0.30000000000000004, 1e15, 2 ** 53, 2 ** 53 + 2, 999999999999999, 1e22, 1e23, 9.999999999999999e23, 1e24, 1e308, 0.5 + 2 ** -52, 8.5, 4503599627370496.5) },
);

test("both engines add decimals exactly, and round once", () => {
  let known = 0;
  fc.assert(fc.property(fc.array(amount, { maxLength: 30 }), fc.nat(), fc.nat(), (amounts, a, b) => {
    const [from, to] = [a % (amounts.length + 1), b % (amounts.length + 1)].sort((x, y) => x - y) as [number, number];
    const sum = new RunningSum(), sums = emptySums(), odd: boolean[] = [];
    for (const one of amounts) {
      sum.add(one);
      odd.push(!addDecimal(sums, one));
    }
    // One more, and taken back: what has been does not depend on it.
    addDecimal(sums, 0.7);
    cut(sums);
    const wanted = exactSum(amounts.slice(from, to));
    if (!Number.isNaN(wanted) && to > from) known++;
    const emitted = odd.slice(from, to).includes(true) ? NaN : to === from ? 0 : difference(sums, to - 1, from - 1);
    expect([sum.between(from, to, 0), emitted]).toEqual([wanted, wanted]);
    const more = amounts[0] ?? 0.1;
    expect(sum.between(from, to, more)).toEqual(exactSum([...amounts.slice(from, to), more]));
  }), { numRuns: 20_000 * LONG });
  expect(known).toBeGreaterThan(5000);
});

test.each([
  [[0.1, 0.2], 0.3], [[0.1, 0.7, 0.2], 1], [Array.from({ length: 1000 }, () => 0.01), 10], [[1e23, 1e23], 2e23], [[9007199254740993, 1], 9007199254740993], [[19.99, 19.99, 19.99], 59.97],
])("%j", (amounts, sum) => {
  const sums = emptySums();
  for (const one of amounts) addDecimal(sums, one);
  expect(difference(sums, amounts.length - 1, -1)).toBe(sum);
});
