import { expect, test } from "vitest";
import { nearest } from "../../grammar/nearest.ts";

test.each([
  ["sped", ["gap", "speed", "lead"], "speed"],
  ["gpa", ["gap", "lead"], "gap"],
  ["GAP", ["gap", "lead"], "gap"],
  ["never_touch", ["recovers", "never_touches"], "never_touches"],
  ["x", ["y", "z"], undefined],
  ["xy", ["gap"], undefined],
  ["distance", ["velocity", "bearing"], undefined],
  ["gap", [], undefined],
])("%s among %j is %s", (name, candidates, expected) => {
  expect(nearest(name, candidates)).toBe(expected);
});
