import fc from "fast-check";
import { expect, test } from "vitest";
import { importRtamt } from "../../compiler/import/rtamt/import.ts";
import { read } from "../../compiler/import/rtamt/read.ts";
import { analyze } from "../../compiler/program.ts";
import { format } from "../../grammar/print.ts";
import { oracle, type Sample } from "../../runtime/interpreter/trace.ts";
import { evaluate, type Trace } from "./evaluate.ts";
import { type Sampling, specifications } from "./formulas.ts";

const numRuns = process.env["POL_LONG"] === "1" ? 10_000 : 500;
const PER_UNIT = { s: 1e9, ms: 1e6 };

const samples = fc.array(fc.constantFrom(0, 1, -1, 2.5, -2.5, 0.1, 3, -4, 0.3), { minLength: 8, maxLength: 8 });

/** Robustness of the main spec at each sample, by Pol's own definition. */
function inPol(text: string, sampling: Sampling, trace: Trace): readonly number[] {
  const imported = importRtamt(text, { period: sampling });
  if ("errors" in imported) throw new Error(JSON.stringify(imported.errors));
  expect(format(imported.pol)).toEqual({ text: imported.pol });
  const { program, diagnostics } = analyze({ path: "import.pol", text: imported.pol }, { readText: () => undefined, exists: () => false });
  expect(diagnostics.filter((d) => d.severity === "error")).toEqual([]);
  const env = program.envs[0]!, length = trace["x"]!.length;
  const recorded: Sample[] = Array.from({ length }, (_, k) => ({ obs: env.obs.map(({ name }) => trace[name]![k]!), act: [], mem: [], last: [], active: 0 }));
  const { formula } = program.specs.find(({ name }) => name === imported.main)!;
  const asked = oracle(program, env, recorded);
  return recorded.map((_, k) => asked.robustness(formula, k) + 0);
}

test("every formula means in Pol what it means in RTAMT, sample by sample", () => {
  let compared = 0;
  fc.assert(
    fc.property(specifications, samples, samples, samples, ({ sampling, text }, x, y, min) => {
      const trace = { x, y, min };
      const parsed = read(text);
      if ("errors" in parsed) throw new Error(`${JSON.stringify(parsed.errors)} in ${text}`);
      const { robustness, undefinedSomewhere } = evaluate(parsed.specification, trace, sampling.value * PER_UNIT[sampling.unit], "s");
      const found = inPol(text, sampling, trace);
      if (undefinedSomewhere) return;
      compared++;
      expect(found).toEqual(robustness.map((value) => value + 0));
    }),
    { numRuns, seed: 41 },
  );
  expect(compared).toBeGreaterThan(numRuns / 3);
});
