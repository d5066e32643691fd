import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pol } from "./io.ts";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "pol-init-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

test("writes a guard with its test into a new folder", async () => {
  expect(await pol(["init", "a/b"], cwd)).toEqual({
    code: 0,
    out: "Wrote a/b/keeper.pol. Next:\n  pol check a/b/keeper.pol\n  pol test a/b/keeper.pol\n",
    err: "",
  });
  expect(readFileSync(join(cwd, "a/b/keeper.pol"), "utf8")).toContain("\nguard keeper over cart {");
});

test("writes into this folder if it is empty but for dot-files", async () => {
  mkdirSync(join(cwd, ".git"));
  const { code, out } = await pol(["init", "--kind", "agent", "--json"], cwd);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ kind: "agent", folder: cwd, files: ["assistant.pol"] });
  expect(readFileSync(join(cwd, "assistant.pol"), "utf8")).toContain("\nprivilege clerk over desk {");
});

test("overwrites nothing", async () => {
  writeFileSync(join(cwd, "notes.txt"), "mine");
  expect(await pol(["init"], cwd)).toEqual({
    code: 1,
    out: "",
    err: "pol: `.` is not empty, and init overwrites nothing; name a new folder\n",
  });
  expect(readdirSync(cwd)).toEqual(["notes.txt"]);
  expect((await pol(["init", "notes.txt"], cwd)).err).toMatch(/^pol: cannot write to `notes.txt`: /);
});

test("knows two kinds", async () => {
  expect((await pol(["init", "x", "--kind", "ship"], cwd)).code).toBe(2);
  expect(readdirSync(cwd)).toEqual([]);
});

test.each(["robot", "agent"])("what it writes for a %s is formatted, checks clean and passes its test", { timeout: 60_000 }, async (kind) => {
  await pol(["init", "--kind", kind], cwd);
  expect(await pol(["fmt", "--check", "."], cwd)).toMatchObject({ code: 0 });
  expect(await pol(["check", "."], cwd)).toMatchObject({ code: 0 });
  expect((await pol(["test", "."], cwd)).out).toContain("1 passed, 0 failed");
});
