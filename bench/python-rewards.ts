import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PythonTarget } from "../compiler/emit/python/dialect.ts";
import { emitPython } from "../compiler/emit/python/module.ts";
import { compileText } from "../runtime/files/load.ts";
import { pythonWith } from "../test/rewards/python/python.ts";

const REWARDS: Readonly<Record<string, string>> = { drawer_open: "t2r/metaworld/drawer-open-v2", ant: "isaacgym/ant", pick_cube: "t2r/maniskill/gold/pick_cube" };

/** Runs a script of `bench/python` beside emitted modules. */
export async function measure(target: PythonTarget, script: string): Promise<void> {
  const python = pythonWith(target);
  if (python === undefined) throw new Error(`there is no Python with ${target} here`);
  const folder = mkdtempSync(join(tmpdir(), "pol-bench-"));
  try {
    for (const [name, reward] of Object.entries(REWARDS)) writeFileSync(join(folder, `${name}.py`), await moduleOf(reward, target));
    const { status } = spawnSync(python, [join(import.meta.dirname, "python", script), folder], { stdio: "inherit" });
    if (status !== 0) throw new Error(`Python ended with ${status}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function moduleOf(reward: string, target: PythonTarget): Promise<string> {
  const path = join(import.meta.dirname, `../test/conformance/reward/${reward}.pol`), text = readFileSync(path, "utf8");
  const { ir } = await compileText(path, text);
  return emitPython(ir, { path: `${reward}.pol`, text }, target).code;
}
