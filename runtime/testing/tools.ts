import type { TestIr } from "../../compiler/ir/ir.ts";
import type { Guard } from "../guard/guard.ts";
import type { CallDecision } from "../guard/tools.ts";
import type { Report } from "./tests.ts";

/** Plays a test's calls in a session of their own; `expect` is about the call before it. */
export function runToolTest(test: TestIr, guard: Guard, report: Report): void {
  // A test has no clock: calls and answers are a second apart.
  let time = 0;
  const session = guard.toolSession(test.title, null, { clock: () => time++ });
  let latest: CallDecision | undefined;
  const isReply = (tool: string): boolean => guard.bundle.ir.envs.find((env) => env.name === guard.ir.env)!.tools.some((one) => one.name === tool && one.builtIn === true);
  for (const step of test.steps) {
    if (step.kind === "prompt") session.prompt(step.text);
    else if (step.kind === "call") {
      latest = isReply(step.tool) ? session.reply(String(step.args["text"])) : session.decide({ tool: step.tool, arguments: step.args });
      // What a tool returned, it was asked for: in a test a person says yes.
      if (step.returns !== null && (latest.verdict === "allow" || (latest.verdict === "ask" && session.answer(latest, "approved").permitted))) session.returned(latest, parsed(step.returns));
    } else if (step.kind === "expectVerdict") {
      if (latest === undefined) report.fail(step.at, "there is no call before this `expect`");
      else if (latest.verdict !== step.verdict) report.fail(step.at, `expected ${step.verdict}, but the verdict is ${latest.verdict}: ${latest.reason}`);
    } else if (step.kind === "expect") report.fail(step.at, "over tool calls, `expect` takes allow, ask or forbid");
  }
}

/** An answer is JSON where it is, and else a text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
