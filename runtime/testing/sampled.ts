import type { Ir, SampledGuardIr, TestIr, TestStepIr } from "../../compiler/ir/ir.ts";
import type { Guard } from "../guard/guard.ts";
import { oracle, type Sample } from "../interpreter/trace.ts";
import { simulateTest, type Push } from "./simulate.ts";
import type { Report } from "./tests.ts";

const TRUTH = ["false", "unknown", "true"] as const;

/** Plays a test on a guard over actions; formulas are judged at its start, by the direct definition over the recorded trace. */
export async function runSampledTest(test: TestIr, guard: Guard, ir: SampledGuardIr, report: Report): Promise<void> {
  await play(test, guard, ir, "nominal", (at, message) => report.fail(at, message));
  const disturbed = guard.bundle.ir.envs.find((e) => e.name === ir.env)?.dynamics?.disturbances ?? [];
  if (disturbed.length === 0) return;
  // The extremes show how far it is from the edge; a test that nothing could pass at an extreme is still a test.
  for (const push of ["low", "high"] as const) {
    const values = disturbed.map((d) => `${d.name}' = ${d[push]}`).join(", ");
    await play(test, guard, ir, push, (at, message) => report.note(at, `with ${values} throughout: ${message}`));
  }
}

type Expect = Extract<TestStepIr, { kind: "expect" }>;

async function play(test: TestIr, guard: Guard, ir: SampledGuardIr, push: Push, fail: Report["fail"]): Promise<void> {
  const { program, env } = { program: guard.bundle.ir, env: guard.bundle.ir.envs.find((e) => e.name === ir.env)! };
  const trace = await simulateTest(test, guard, ir, push, fail);
  const judge = oracle(program, env, trace);
  const expectation = (step: Expect): void => {
    if (trace.length === 0) return fail(step.at, "nothing has been simulated before this `expect`");
    const truth = judge.truth(step.formula, 0);
    if (truth !== 2) fail(step.at, `\`${step.text}\` is ${TRUTH[truth]}${firstBreach(step.formula, trace, judge, env.rate!, program.specs)}`);
  };
  for (const step of test.steps) if (step.kind === "expect") expectation(step);
}

/** Of `always φ`: when φ first fails. */
function firstBreach(formula: Ir, trace: readonly Sample[], judge: ReturnType<typeof oracle>, rate: number, specs: readonly { name: string; formula: Ir }[]): string {
  const inner = formula.op === "spec" ? specs.find((s) => s.name === formula.name)!.formula : formula;
  if (inner.op !== "always" || inner.window !== undefined) return "";
  const k = trace.findIndex((_, i) => judge.truth(inner.args![0]!, i) !== 2);
  return k < 0 ? "" : `, first at ${Number((k / rate).toFixed(3))} s`;
}
