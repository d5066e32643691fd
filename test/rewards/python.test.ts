import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { expectGolden } from "../grammar/golden.ts";
import { emitPython } from "../../compiler/emit/python/module.ts";
import type { RewardIr } from "../../compiler/ir/reward.ts";
import { featuresOf } from "../../runtime/texts/features.ts";
import { log, RewardBuild, scalar } from "./build.ts";
import { rewardPrograms, type RewardProgram } from "./generate.ts";
import { env } from "../interpreter/build.ts";
import { compareInPython, programOf } from "./python/differential.ts";
import { handmade } from "./python/handmade.ts";
import { NUMPY, requirePython, runPython, runScript, type PythonStep } from "./python/python.ts";
import { tableIn } from "./python/table.ts";
import { FEATURES, TEXTS } from "./python/texts.ts";

const isLong = process.env["POL_LONG"] === "1";

test("a module reads like its file", () => {
  expectGolden("emit/table.numpy.emitted", tableIn("numpy"));
  expectGolden("emit/table.torch.emitted", tableIn("torch"));
});

test("NumPy gives what the interpreter gives, of generated rewards over batches with resets and refusals", { timeout: 3_600_000 }, (context) => {
  const python = requirePython(context, "numpy", NUMPY);
  for (let round = 0; round < (isLong ? 20 : 1); round++) {
    const programs = [...handmade(), ...handmade(), ...fc.sample(rewardPrograms(), { numRuns: 1000, seed: 5 + round })];
    const { differences, refused, steps } = compareInPython(python, "numpy", programs, 11 + round);
    expect(differences).toEqual([]);
    expect(refused).toBeGreaterThan(steps / 20);
    expect(steps - refused).toBeGreaterThan(steps / 2);
  }
});

test("a caller of a NumPy module can rely on shapes, names, copies and sentences", (context) => {
  const python = requirePython(context, "numpy", NUMPY);
  expect(runScript(python, "check_numpy.py", { table: tableIn("numpy") })).toBe("checked\n");
});

test("nothing of a file gets out of names, comments and texts", (context) => {
  const python = requirePython(context, "numpy", NUMPY);
  const evil = '"""\\\nraise SystemExit("got out") #\u202e"', [given] = handmade() as [RewardProgram];
  const reward: RewardIr = { ...given.reward, name: evil, doc: evil, items: given.reward.items.map((one) => ({ ...one, name: evil, unit: evil, doc: evil })) };
  const program = { ...programOf({ env: { ...given.env, name: evil }, reward }), envs: [{ ...given.env, name: evil }], rewards: [{ ...reward, env: evil }] };
  for (const target of ["numpy", "torch"] as const) {
    const { code, classes } = emitPython(program, { path: evil, text: "" }, target);
    expect(classes[0]!.name).toMatch(/^\w+$/);
    expect(code).not.toMatch(/\u202e/);
    const raised = "import ast, sys; print(sum(isinstance(one, ast.Raise) and 'got out' in ast.dump(one) for one in ast.walk(ast.parse(sys.stdin.read()))))";
    expect(spawnSync(python, ["-c", raised], { input: code, encoding: "utf8" })).toMatchObject({ stdout: "0\n", stderr: "" });
  }
});

test("Python reads out of texts what the host does", (context) => {
  const python = requirePython(context, "numpy", NUMPY);
  const build = new RewardBuild(), nodes = FEATURES.map((ir) => build.feature(ir));
  const reward = build.reward(build.num(1), { items: nodes.map((node, i) => log(`${i}`, scalar(node))) });
  const over = env({ obsShape: { kind: "record", fields: [{ name: "said", shape: { kind: "text", name: "said" } }] } });
  const { code, classes } = emitPython(programOf({ env: over, reward }), { path: "texts.pol", text: "" }, "numpy");
  const steps = [{ reset: TEXTS.map(() => true), observation: { said: TEXTS }, action: {} }];
  const [[step]] = runPython(python, "numpy", { texts: code }, [{ module: "texts", name: classes[0]!.name, n: TEXTS.length, steps }]) as readonly [readonly [PythonStep]];
  const logs = step.logs as Readonly<Record<string, readonly unknown[]>>, read = featuresOf(reward);
  let known = 0;
  for (const [at, said] of TEXTS.entries()) {
    const expected = read({ said }).map((value, i) => (FEATURES[i]!.t === "num" ? value : value === 1 ? NaN : value / 2));
    const given = FEATURES.map((_, i) => Number(logs[i]![at] === "nan" ? NaN : logs[i]![at]));
    expect({ said, given }).toEqual({ said, given: expected });
    known += given.filter((value) => value > 0).length;
  }
  // Most patterns find something somewhere.
  expect(known).toBeGreaterThan((TEXTS.length * FEATURES.length) / 20);
});
