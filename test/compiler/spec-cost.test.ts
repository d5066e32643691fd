import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { specCosts } from "../../compiler/analyze/spec-cost.ts";
import { analyze } from "../../compiler/program.ts";
import { compileText } from "../../runtime/files/load.ts";
import { openMonitor } from "../../runtime/monitor/monitor.ts";
import { pol } from "../cli/io.ts";

const ENV = "env e at 10Hz {\n  observe x: number\n}\nenv log {\n  observe x: number\n}\n";
const costOf = (formula: string, env = "e") => {
  const text = `${ENV}spec ever over e = eventually always x > 0\nspec s over ${env} = ${formula}\n`;
  return specCosts(analyze({ path: "a.pol", text }, { readText: () => undefined, exists: () => false }).program).find(({ spec }) => spec === "s")!;
};

test.each([
  ["x > 0", 0, 1, null],
  ["always x > 0", 0, 1, null],
  ["eventually[0s, 5s] x > 0", 50, 1, null],
  ["x > 0 until[0s, 5s] x < 0", 50, 1, null],
  ["next (next x > 0)", 2, 1, null],
  ["once[0s, 5s] x > 0", 0, 1, null],
  ["eventually[0s, 5s] always[0s, 2s] x > 0", 70, 21, "`eventually[0s, 5s]` stands over `always[0s, 2s]`"],
  ["eventually[0s, 5s] (x > 2 and once[0s, 2s] x > 0)", 50, 21, "`eventually[0s, 5s]` stands over `once[0s, 2s]`"],
  ["always (x > 0 implies eventually[0s, 5s] x < 0)", 50, 51, "`always` stands over `eventually[0s, 5s]`"],
  ["eventually[1s, 5s] x > 0", 50, 11, "`eventually[1s, 5s]` begins later"],
] as const)("%s settles after %i samples, and looks %i ahead", (formula, samples, ahead, because) => {
  expect(costOf(formula)).toMatchObject({ wholeTrace: null, session: { horizon: { samples, seconds: samples / 10 }, because, ...(ahead > 1 && { ahead }) } });
  expect(costOf(formula).session!.ahead).toBeLessThanOrEqual(ahead);
});

test("what never settles has a session, what needs the whole trace has none", () => {
  expect(costOf("eventually x > 0").session).toMatchObject({ horizon: null, ahead: 1 });
  expect(costOf("eventually always x > 0")).toEqual({ spec: "s", session: null, wholeTrace: "`always` has no end, and stands inside `eventually`" });
  expect(costOf("robustness(ever) > 0").wholeTrace).toBe("`eventually` has no end, and stands inside `robustness(ever)`");
  expect(costOf("eventually[0s, 1s] x > 0", "log").wholeTrace).toBe("it looks ahead, and samples have times of their own");
});

test("memory is what a session has", async () => {
  const monitor = await openMonitor(await compileText("cost.pol", `${ENV}spec s over e = eventually[0s, 5s] always[0s, 2s] x > 0\n`));
  const kept = monitor.session("s").snapshot().byteLength, { bytes } = costOf("eventually[0s, 5s] always[0s, 2s] x > 0").session!;
  monitor.dispose();
  // Beside what is saved: the sample, and what a step writes.
  expect(bytes - kept).toBe(8 * (3 + 10));
});

test("printed by `pol check --cost`, and as JSON", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pol-cost-"));
  try {
    writeFileSync(join(folder, "a.pol"), `${ENV}spec nested over e = eventually[0s, 5s] always[0s, 2s] x > 0\nspec timed over log = always eventually[0s, 1s] x > 0\n`);
    const { out } = await pol(["check", "--cost", "a.pol"], folder);
    expect(out).toMatch(/^`nested`: \d+ bytes a session; 6 rows a sample, amortised constant; settled after 70 samples \(7 s\); interval at the first sample: `eventually\[0s, 5s\]` stands over `always\[0s, 2s\]`: a look of 21 samples$/m);
    expect(out).toContain("`timed`: needs the whole trace: it looks ahead, and samples have times of their own\n");
    expect(JSON.parse((await pol(["check", "--cost", "--json", "a.pol"], folder)).out).specCosts).toMatchObject([
      { spec: "nested", session: { rows: 6, ahead: 21 } }, { spec: "timed", session: null },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
