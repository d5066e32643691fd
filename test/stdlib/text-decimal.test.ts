import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareDecimals, decimalOf, decimalOfNumber, isSameAsDouble, places, sumOf, type Decimal } from "../../stdlib/text/decimal.ts";

const d = (text: string): Decimal => decimalOf(text)!;

describe("the decimal of a JSON number", () => {
  test.each<[string, bigint, number]>([
    ["0", 0n, 0],
    ["500.00", 500n, 0],
    ["0.05", 5n, 2],
    ["-0.50", -5n, 1],
    ["-0", 0n, 0],
    ["1e3", 1000n, 0],
    ["12.50E-1", 125n, 2],
    ["1.5e+1", 15n, 0],
    ["500.00000000000000001", 50000000000000000001n, 17],
    ["9007199254740993", 9007199254740993n, 0],
    ["0e999999999999999999999", 0n, 0],
  ])("%s", (text, units, scale) => expect(decimalOf(text)).toEqual({ units, scale }));
  test.each(["", "1,000", "1e3x", "01", "1.", ".5", "+1", "NaN", "Infinity", "0x1", " 1", "1 ", "١", "1e", "1e1000", "1e-1000", "-", "1_0"])("not %j", (text) => expect(decimalOf(text)).toBeNull());
  test("of a number, as it is printed", () => {
    expect([0.1 + 0.2, 1e21, 5e-324, 1.7976931348623157e308, -0].map((x) => decimalOfNumber(x)!.scale)).toEqual([17, 0, 324, 0, 0]);
    expect([NaN, Infinity, -Infinity].map(decimalOfNumber)).toEqual([null, null, null]);
  });
});

test("digits behind the point", () => {
  expect([500, 0.01, 0.001, 1e-7, 1.5e-7, 1e21, -2.25, 0].map(places)).toEqual([0, 2, 3, 7, 8, 0, 2, 0]);
  expect(places(NaN)).toBeNaN();
});

test("sums are exact", () => {
  expect(sumOf(d("0.1"), d("0.2"), d("0.70"))).toEqual({ units: 1n, scale: 0 });
  expect(sumOf(d("500.00"), d("499.99"), d("0.01"))).toEqual(d("1000"));
  expect(sumOf()).toEqual(d("0"));
  expect(sumOf(d("1e300"), d("-1e300"), d("1e-300"))).toEqual(d("1e-300"));
  const cents = fc.integer({ min: -1_000_000, max: 1_000_000 });
  fc.assert(fc.property(fc.array(cents), (all) => {
    expect(sumOf(...all.map((c) => d((c / 100).toString())))).toEqual(d(`${all.reduce((a, b) => a + b, 0)}e-2`));
  }));
});

test("order", () => {
  expect(compareDecimals(d("500.00000000000000001"), d("500"))).toBe(1);
  expect(compareDecimals(d("0.1"), d("0.10"))).toBe(0);
  expect(compareDecimals(d("-1"), d("1e-300"))).toBe(-1);
});

test("every number is the same as its digits where it is printed by the platform, and its decimal is it", () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
    expect(isSameAsDouble(String(x))).toBe(true);
    const { units, scale } = decimalOfNumber(x)!;
    expect(Number(`${units}e${-scale}`)).toBe(x === 0 ? 0 : x);
  }));
});

describe("digits and double are the same number", () => {
  test.each(["0", "0.0", "500.00", "1e3", "1E+2", "0.1", "100e-2", "1e21", "1000000000000000000000", "5e-324", "1.7976931348623157e308", "179769313486231570000e288", "9007199254740992", "0e999"])("%s", (text) => expect(isSameAsDouble(text)).toBe(true));
  test.each(["-0", "-0.0", "-0e5", "500.00000000000000001", "9007199254740993", "1e309", "-1e309", "1e-400", "-1e-400", "4.9e-324", "0.1000000000000000055511151231257827", "123456789012345678", "NaN", ""])("%s are not", (text) => expect(isSameAsDouble(text)).toBe(false));
});

test("no text is too long", () => {
  const zeros = "0".repeat(1 << 20);
  expect(decimalOf(`0.${zeros}1`)).toBeNull();
  expect(decimalOf(`1${zeros}`)).toBeNull();
  expect(decimalOf("9".repeat(1 << 20))).toBeNull();
  expect(isSameAsDouble(`1${zeros}e-${1 << 20}`)).toBe(true);
  expect(isSameAsDouble(`0.${zeros}1`)).toBe(false);
});
