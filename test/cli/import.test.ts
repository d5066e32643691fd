import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pol } from "./io.ts";

let folder: string;
const rtamt = (...args: string[]): ReturnType<typeof pol> => pol(["import", "rtamt", ...args], folder);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pol-import-"));
  writeFileSync(join(folder, "gap.stl"), "always[0,2](gap/2 > 1)\n");
  writeFileSync(join(folder, "wrong.stl"), "always[0,0.3](gap > 1) and\n  once[2,1] x\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

const policy = `env signals at 1Hz {
  observe gap_2: number
}

/// Imported from RTAMT: always[0,2](gap/2 > 1)
spec out over signals = always[0s, 2s] gap_2 > 1
`;
const note = "`gap/2` is one name in RTAMT, and `gap_2` here; a quotient needs blanks: `gap / 2`";

test("prints the policy, and notes on standard error", async () => {
  expect(await rtamt("gap.stl")).toEqual({ code: 0, out: policy, err: `note: ${note}\n` });
});

test("its output is a policy", async () => {
  expect(await rtamt("gap.stl", "--out", "gap.pol")).toEqual({ code: 0, out: "gap.pol\n", err: `note: ${note}\n` });
  expect(readFileSync(join(folder, "gap.pol"), "utf8")).toBe(policy);
  expect(await pol(["check", "gap.pol"], folder)).toMatchObject({ code: 0, out: "No findings in 1 file.\n" });
  expect(await pol(["fmt", "--check", "gap.pol"], folder)).toMatchObject({ code: 0 });
});

test("takes the sampling period, the unit of bare bounds and the env's name", async () => {
  writeFileSync(join(folder, "ms.stl"), "always[0,1500](gap > 1)");
  const { out } = await rtamt("ms.stl", "--period", "500ms", "--unit", "ms", "--env", "road");
  expect(out).toContain("env road at 2Hz {");
  expect(out).toContain("spec out over road = always[0ms, 1500ms] gap > 1");
});

test("as JSON", async () => {
  expect(JSON.parse((await rtamt("gap.stl", "--json")).out)).toEqual({ pol: policy, notes: [note], main: "out" });
  const { code, out, err } = await rtamt("wrong.stl", "--json");
  expect({ code, err, ...JSON.parse(out) }).toMatchObject({ code: 1, err: "", errors: [{ line: 1, column: 10 }, { line: 2, column: 8 }] });
});

test("each mistake with its place", async () => {
  const { code, out, err } = await rtamt("wrong.stl");
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(/^wrong\.stl:1:10: 0\.3s is no whole number of samples.*\nwrong\.stl:2:8: the window ends at 1s, before it begins at 2s\n$/);
});

test("wrong usage", async () => {
  expect(await pol(["import", "rtmat", "gap.stl"], folder)).toEqual({ code: 2, out: "", err: "pol: `rtmat` is nothing that can be imported; did you mean `rtamt`?\n" });
  expect(await pol(["import", "cedar", "gap.stl"], folder)).toMatchObject({ code: 2, err: "pol: `cedar` is nothing that can be imported; there is `rtamt`\n" });
  expect(await rtamt("none.stl")).toMatchObject({ code: 2, err: "pol: there is no file or folder `none.stl`\n" });
  expect(await rtamt("gap.stl", "--period", "soon")).toMatchObject({ code: 2, err: expect.stringContaining("write it as in `500ms`") });
  expect(await rtamt("gap.stl", "--period", "0s")).toMatchObject({ code: 2 });
  expect(await rtamt("gap.stl", "--unit", "min")).toMatchObject({ code: 2 });
  expect(await rtamt("gap.stl", "--env", "my env")).toMatchObject({ code: 2, err: expect.stringContaining("cannot be the name of an env") });
  expect(await rtamt("gap.stl", "--out", "no/such/folder.pol")).toMatchObject({ code: 1, err: expect.stringContaining("cannot write `no/such/folder.pol`") });
});

test("standard input", () => {
  const run = (input: string): object => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [resolve(import.meta.dirname, "../../dist/pol.mjs"), "import", "rtamt", "-"], { input, encoding: "utf8" });
    return { status, stdout, stderr };
  };
  expect(run("always[0,2](gap/2 > 1)")).toEqual({ status: 0, stdout: policy, stderr: `note: ${note}\n` });
  expect(run("gap >")).toEqual({ status: 1, stdout: "", stderr: "<stdin>:1:6: expected a formula but found the end\n" });
});
