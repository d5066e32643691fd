import { expect, test } from "vitest";
import { Bag } from "../../compiler/diagnostics/bag.ts";

test("sorts by position and counts the same code at the same place once", () => {
  const bag = new Bag("a.pol");
  bag.add("unknownName", { start: 9, end: 12 }, { kind: "spec", name: "far" });
  bag.add("duplicateName", { start: 2, end: 5 }, { kind: "spec", name: "near" });
  bag.add("unknownName", { start: 9, end: 12 }, { kind: "name", name: "far" });
  bag.add("unknownName", { start: 9, end: 13 }, { kind: "spec", name: "fare" });
  expect(bag.diagnostics.map((d) => [d.code, d.span.start, d.span.end])).toEqual([
    ["POL0102", 2, 5],
    ["POL0101", 9, 12],
    ["POL0101", 9, 13],
  ]);
});

test("a label and a fix are in the bag's file unless they say otherwise", () => {
  const bag = new Bag("a.pol");
  const span = { start: 0, end: 1 };
  bag.add("unterminatedString", span, {}, {
    labels: [{ span, text: "begins here" }, { path: "b.pol", span, text: "is read here" }],
    help: "close it",
    fixes: [{ title: "Close the text", span, text: '"' }],
  });
  expect(bag.diagnostics).toEqual([
    {
      code: "POL0002",
      severity: "error",
      message: "this text has no closing quote",
      path: "a.pol",
      span,
      labels: [
        { path: "a.pol", span, text: "begins here" },
        { path: "b.pol", span, text: "is read here" },
      ],
      help: "close it",
      fixes: [{ path: "a.pol", title: "Close the text", span, text: '"' }],
    },
  ]);
});

test("takes over findings of other files behind its own", () => {
  const other = new Bag("0.pol");
  other.add("unterminatedString", { start: 0, end: 1 }, {});
  const bag = new Bag("a.pol");
  bag.addAll(other.diagnostics);
  bag.addAll(other.diagnostics);
  bag.add("unterminatedString", { start: 5, end: 6 }, {});
  expect(bag.diagnostics.map((d) => d.path)).toEqual(["a.pol", "0.pol"]);
});
