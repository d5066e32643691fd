import type { TestIr } from "../../compiler/ir/ir.ts";
import type { Guard } from "../guard/guard.ts";
import type { CallDecision } from "../guard/tools.ts";
import type { Report } from "./tests.ts";

/** Plays a test's calls in a session of their own; `expect` is about the call before it. */
export function runToolTest(test: TestIr, guard: Guard, report: Report): void {
  const session = guard.toolSession(test.title);
  let latest: CallDecision | undefined;
  for (const step of test.steps) {
    if (step.kind === "call") latest = session.decide({ tool: step.tool, arguments: step.args });
    else if (step.kind === "expectVerdict") {
      if (latest === undefined) report.fail(step.at, "there is no call before this `expect`");
      else if (latest.verdict !== step.verdict) report.fail(step.at, `expected ${step.verdict}, but the verdict is ${latest.verdict}: ${latest.reason}`);
    } else if (step.kind === "expect") report.fail(step.at, "over tool calls, `expect` takes allow, ask or forbid");
  }
}
