import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rewardPrograms } from "./generate.ts";
import { compareInPython } from "./python/differential.ts";
import { handmade } from "./python/handmade.ts";
import { GYMNASIUM, inFolder, MYPY, requirePython, runScript, TORCH } from "./python/python.ts";
import { tableIn } from "./python/table.ts";

// What these need is in no distribution or large: they are skipped where it is not, in CI too.

test("PyTorch gives what the interpreter gives, of generated rewards", { timeout: 3_600_000 }, (context) => {
  const python = requirePython(context, "torch", TORCH, true);
  const programs = [...handmade(), ...fc.sample(rewardPrograms(), { numRuns: process.env["POL_LONG"] === "1" ? 1000 : 60, seed: 6 })];
  expect(compareInPython(python, "torch", programs, 12).differences).toEqual([]);
});

test("gradients go through a PyTorch module, and none that is not a number", (context) => {
  const python = requirePython(context, "torch", TORCH, true);
  expect(runScript(python, "check_torch.py", { table: tableIn("torch") })).toBe("checked\n");
});

test("a wrapper puts a reward in place of a Gymnasium environment's own", (context) => {
  const python = requirePython(context, "gymnasium", GYMNASIUM, true);
  expect(runScript(python, "check_gymnasium.py", { table: tableIn("gymnasium") })).toBe("checked\n");
});

test("emitted modules pass mypy --strict", { timeout: 600_000 }, (context) => {
  const python = requirePython(context, "mypy, numpy, gymnasium", MYPY, true);
  const modules = { table_numpy: tableIn("numpy"), table_gymnasium: tableIn("gymnasium") };
  inFolder(modules, (folder) => {
    const files = Object.keys(modules).map((name) => join(folder, `${name}.py`));
    const { stdout, stderr } = spawnSync(python, ["-m", "mypy", "--strict", "--cache-dir", join(folder, ".cache"), ...files], { encoding: "utf8" });
    expect(`${stdout}${stderr}`).toBe(`Success: no issues found in ${files.length} source files\n`);
  });
});
