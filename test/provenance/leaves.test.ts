import { describe, expect, test } from "vitest";
import { isUnder, leaves } from "../../runtime/provenance/leaves.ts";

describe("the leaves of a value", () => {
  test("are its texts, numbers and truths, each with the way to it", () => {
    expect(leaves({ a: ["x", { b: 1 }], c: true })).toEqual([
      { leaf: "x", path: [".a", "[0]"] }, { leaf: 1, path: [".a", "[1]", ".b"] }, { leaf: true, path: [".c"] },
    ]);
  });

  test("are itself, where it is one, and none of what is nothing", () => {
    expect(leaves("x")).toEqual([{ leaf: "x", path: [] }]);
    expect([leaves(null), leaves(undefined), leaves({ a: null, b: [undefined] })]).toEqual([[], [], []]);
  });

  const deep = (levels: number): unknown => (levels === 0 ? "x" : [deep(levels - 1)]);
  test("are found 64 levels deep, no deeper", () => {
    expect(leaves(deep(64))).toHaveLength(1);
    expect(leaves(deep(65))).toEqual([]);
  });
});

describe("a way begins as a source says", () => {
  test.each<[path: string[], source: string[], is: boolean]>([
    [[".a", "[0]"], [], true],
    [[".a", "[0]"], [".a"], true],
    [[".a", "[0]"], [".b"], false],
    [[".a"], [".a", ".b"], false],
    [["[3]", ".a"], ["[*]", ".a"], true],
    [["[3]", ".a"], ["[3]"], true],
    [["[3]", ".a"], ["[2]"], false],
    [[".a"], ["[*]"], false],
    [["[*]x"], ["[2]"], false],
  ])("%j under %j: %s", (path, source, is) => expect(isUnder(path, source)).toBe(is));
});
