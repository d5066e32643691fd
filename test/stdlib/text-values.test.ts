import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instant, keys, texts } from "../../stdlib/text/values.ts";

describe("every text in a value", () => {
  test.each([
    ["a", ["a"]],
    [["a", ["b", { c: "d", e: ["f", 1, null, true] }], "g"], ["a", "b", "d", "f", "g"]],
    [{}, []],
    [null, []],
    [1, []],
    [undefined, []],
  ])("%j", (value, found) => expect(texts(value)).toEqual(found));
  test("that it holds itself", () => {
    expect(texts(JSON.parse("{\"__proto__\":{\"a\":\"b\"},\"constructor\":\"c\"}"))).toEqual(["b", "c"]);
    expect(texts(Object.create({ a: "b" }))).toEqual([]);
    expect(texts("\ud800")).toEqual(["\ud800"]);
  });
  test("up to a thousand", () => {
    expect(texts(Array(1000).fill("x"))).toHaveLength(1000);
    expect(texts(Array(1001).fill("x"))).toBeNull();
    expect(texts(Array(1001).fill(1))).toEqual([]);
  });
  test("and ends where a value holds itself or is deep", () => {
    const loop: unknown[] = [];
    loop.push(loop, loop);
    expect(texts(loop)).toBeNull();
    let deep: unknown = "x";
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(texts(deep)).toEqual(["x"]);
    expect(texts(Array((1 << 20) + 1).fill(1))).toBeNull();
  });
});

test("the keys of a record are its own", () => {
  expect(keys({ b: 1, a: 2 })).toEqual(["b", "a"]);
  expect(keys(JSON.parse("{\"__proto__\":1}"))).toEqual(["__proto__"]);
  expect(keys(Object.create({ a: 1 }))).toEqual([]);
  for (const none of [null, undefined, "x", 1, ["a"]]) expect(keys(none)).toBeNull();
  expect(keys(Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`k${i}`, 1])))).toBeNull();
});

describe("an instant", () => {
  test.each([
    ["1970-01-01", 0],
    ["2024-05-15", 1715731200],
    ["2024-05-15T10:00", 1715767200],
    ["2024-05-15T10:00:00", 1715767200],
    ["2024-05-15T10:00:00Z", 1715767200],
    ["2024-05-15T10:00:00.25Z", 1715767200.25],
    ["2024-05-15T10:00:00+02:00", 1715760000],
    ["2024-05-15T00:30-05:30", 1715752800],
    ["2024-02-29", 1709164800],
    ["1969-12-31T23:59:59Z", -1],
    ["0050-03-01", -60584198400],
    ["9999-12-31T23:59:59Z", 253402300799],
  ])("%s", (text, seconds) => expect(instant(text)).toBe(seconds));
  test.each([
    "", "2023-02-29", "2100-02-29", "2024-04-31", "2024-13-01", "2024-00-01", "2024-01-00", "2024-1-1", "24-01-01", "20240101", "2024-05", "2024-05-15T", "2024-05-15T10", "2024-05-15T24:00", "2024-05-15T10:60",
    "2024-05-15T10:00:60", "2024-05-15T10:00:00+24:00", "2024-05-15T10:00:00+0200", "2024-05-15T10:00:00z", "2024-05-15t10:00:00Z", "2024-05-15 10:00", "2024-05-15Z", " 2024-05-15", "2024-05-15\n",
    "+2024-05-15", "2024-05-15T10:00:00.", "2024-05-15T10:00:00,5", "２０２４-05-15", "2024-W20-3", "tomorrow", "\ud800",
  ])("%j is none", (text) => expect(instant(text)).toBeNull());
  test("is that of the platform", () => {
    fc.assert(fc.property(fc.date({ noInvalidDate: true, min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59.999Z") }), (date) => {
      expect(instant(date.toISOString())).toBeCloseTo(date.getTime() / 1000, 3);
    }));
  });
});
