import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const CORPUS = new URL("../corpus/conformance/", import.meta.url).pathname;
const run = (...args: readonly string[]) => spawnSync(process.execPath, [new URL("main.ts", import.meta.url).pathname, ...args], { encoding: "utf8" });

test("vectors of what RTAMT and others get wrong, by the definition", () => {
  const { status, stdout } = run("stl", "--data", CORPUS);
  expect(stdout.trimEnd().split("\n").at(-1)).toBe("11 passed, 0 failed");
  expect(status).toBe(0);
});

test("a difference is shown and fails the run", () => {
  const folder = mkdtempSync(join(tmpdir(), "pol-conformance-"));
  cpSync(CORPUS, folder, { recursive: true });
  const file = join(folder, "stl", "definitions.jsonl");
  const [first, ...rest] = readFileSync(file, "utf8").trimEnd().split("\n");
  const wrong = JSON.parse(first!) as { expected: (number | null)[] };
  wrong.expected[4] = 1e-6 + (wrong.expected[4] ?? 0);
  writeFileSync(file, [JSON.stringify(wrong), ...rest].join("\n"));
  const { status, stdout } = run("stl", "--data", folder);
  expect(stdout).toContain("own-1");
  expect(stdout.trimEnd().split("\n").at(-1)).toBe("10 passed, 1 failed");
  expect(status).toBe(1);
  expect(JSON.parse(run("stl", "--data", folder, "--json").stdout)).toMatchObject({ kind: "stl", passed: 10, failed: 1 });
});

test("a folder without cases, and a kind there is none of, are said so", () => {
  expect(run("stl", "--data", "/nowhere")).toMatchObject({ status: 2, stderr: expect.stringContaining("no file of cases") });
  expect(run("poetry", "--data", CORPUS)).toMatchObject({ status: 2, stderr: expect.stringContaining("usage") });
});
