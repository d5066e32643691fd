import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "vitest";

/** The first Python here that has a module, if any. */
export function pythonWith(module: string): string | undefined {
  return ["python3", "/usr/bin/python3"].find((python) => spawnSync(python, ["-c", `import ${module}`]).status === 0);
}

/** Skips a test where no Python has the module; with POL_REQUIRE_ALL=1 it fails instead, unless the module is too much to ask for. */
export function requirePython(context: TestContext, module: string, how: string, isOptional = false): string {
  const python = pythonWith(module);
  if (python !== undefined) return python;
  const sentence = `this test needs Python with ${module}: ${how}`;
  if (process.env["POL_REQUIRE_ALL"] === "1" && !isOptional) throw new Error(sentence);
  context.skip(sentence);
}

export const NUMPY = "apt-get install python3-numpy, or pip install numpy";
/** Hundreds of megabytes, or in no distribution: the tests of these run where somebody has them. */
export const TORCH = "pip install torch";
export const GYMNASIUM = "pip install gymnasium";
export const MYPY = "pip install mypy numpy gymnasium";

/** What one emitted class is to do: steps of `n` environments, those of `reset` beginning anew before. */
export interface PythonCase {
  readonly module: string;
  readonly name: string;
  readonly n: number;
  readonly steps: readonly { readonly reset: readonly boolean[]; readonly observation: unknown; readonly action: unknown }[];
}

/** The fields of `Step`: arrays as lists, numbers that are not finite as texts. */
export type PythonStep = Readonly<Record<"reward" | "length" | "terms" | "counted" | "logs" | "stops" | "terminated" | "truncated" | "refused", unknown>>;

/** Runs all cases in one process, over modules by their names. */
export function runPython(python: string, target: "numpy" | "torch", modules: Readonly<Record<string, string>>, cases: readonly PythonCase[]): readonly (readonly PythonStep[])[] {
  return inFolder(modules, (folder) => {
    writeFileSync(join(folder, "cases.json"), json(cases));
    const { status, stdout, stderr } = spawnSync(python, [join(import.meta.dirname, "run.py"), target, folder], { encoding: "utf8", maxBuffer: 2 ** 30 });
    if (status !== 0 || stderr !== "") throw new Error(`Python ended with ${status}: ${stderr.slice(-4000)}`);
    return JSON.parse(stdout) as PythonStep[][];
  });
}

/** Modules as files in a folder of their own, for as long as it takes. */
export function inFolder<T>(modules: Readonly<Record<string, string>>, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "pol-python-"));
  try {
    for (const [name, code] of Object.entries(modules)) writeFileSync(join(folder, `${name}.py`), code);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** JSON as Python reads it: with NaN and infinities. */
function json(value: unknown): string {
  if (typeof value === "number") return Number.isNaN(value) ? "NaN" : String(value);
  if (Array.isArray(value)) return `[${value.map(json).join(",")}]`;
  if (typeof value === "object" && value !== null) return `{${Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}:${json(one)}`).join(",")}}`;
  return JSON.stringify(value);
}

/** Runs a script of this folder beside modules by their names, and gives what it prints. */
export function runScript(python: string, script: string, modules: Readonly<Record<string, string>>): string {
  return inFolder(modules, (folder) => {
    const { status, stdout, stderr } = spawnSync(python, [join(import.meta.dirname, script), folder], { encoding: "utf8" });
    if (status !== 0 || stderr !== "") throw new Error(`Python ended with ${status}: ${stderr.slice(-4000)}`);
    return stdout;
  });
}
