import { expect, test } from "vitest";
import { treeBounds } from "../../compiler/analyze/tree-bounds.ts";
import { analyze } from "../../compiler/program.ts";
import { treeLine } from "../../cli/cost-lines.ts";

const ENV = "env robot at 10Hz { observe far: [m] in 0..10 act speed: [m/s] in -1..1 default 0 }\n";
const bounds = (text: string): readonly string[] => treeBounds(analyze({ path: "a.pol", text: ENV + text }, { readText: () => undefined, exists: () => true }).program).map((one) => treeLine({ ...one, operations: 0 }));

test("a tree's nodes, the most visits in a tick, and what it keeps", () => {
  // Status of four nodes, index and skipped of the sequence, a `do`'s two cells, two entries, and the wake-up.
  expect(bounds("tree main over robot { blackboard { n: number = 0 m: number = 0 } sequence { check far > 1m set { n = n + m m = 2 } do { speed = 1 } } }"))
    .toEqual(["`main`: 4 nodes, at most 4 visits and 0 operations a tick, 88 bytes a session"]);
});

test("of branches only one is visited, subtrees count where they are used", () => {
  expect(bounds("tree part over robot { if check far > 1m then succeed else fail }\ntree main over robot { parallel { run part run part } }").map((line) => line.split(" and ")[0]))
    .toEqual(["`part`: 4 nodes, at most 3 visits", "`main`: 11 nodes, at most 9 visits"]);
});
