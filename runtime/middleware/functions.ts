import { messageOf } from "../guard/sampled.ts";
import type { CallDecision, ToolSession } from "../guard/tools.ts";

export interface GuardedTools {
  readonly session: ToolSession;
  /** The tools by the names that the policy has for them; each takes the arguments as one record. */
  readonly tools: Readonly<Record<string, (args: Readonly<Record<string, unknown>>) => unknown>>;
  /** Asks a person, who sees the question and all arguments; only `true` is a yes. Left out: nobody can be asked. */
  readonly ask?: (decision: CallDecision) => boolean | Promise<boolean>;
}

/** What became of a call. `message` is for the agent; `stop`: its run should end. */
export type CallOutcome = { readonly executed: true; readonly result: unknown } | { readonly executed: false; readonly message: string; readonly stop: boolean };

/**
 * Puts a guard before the tools of an agent that runs in this process: what comes out is the one way to call them. Calls are judged
 * in the order in which they are made. An error of a tool is thrown on, after the guard has heard of it.
 */
export function guardTools({ session, tools, ask }: GuardedTools): (tool: string, args: unknown) => Promise<CallOutcome> {
  return async (tool, args) => {
    const decision = session.decide({ tool, arguments: args });
    const refused = (message: string): CallOutcome => ({ executed: false, message, stop: decision.stop });
    if (decision.verdict === "forbid") return refused(decision.message);
    if (decision.verdict === "ask") {
      const answer = session.answer(decision, ask === undefined ? "unanswered" : (await isYes(ask, decision)) ? "approved" : "declined");
      if (!answer.permitted) return refused(answer.message);
    }
    const run = Object.hasOwn(tools, tool) ? tools[tool] : undefined;
    if (run === undefined) throw new Error(`the policy permits \`${tool}\`, and this host has no such tool`);
    // A person takes time, and the world goes on meanwhile.
    const release = session.release(decision);
    if (!release.permitted) return refused(release.message);
    try {
      const result = await run(JSON.parse(decision.canonical!) as Readonly<Record<string, unknown>>);
      session.returned(decision, result);
      return { executed: true, result };
    } catch (error) {
      session.returned(decision, messageOf(error), false);
      throw error;
    }
  };
}

/** A question that fails was not answered with yes. */
async function isYes(ask: NonNullable<GuardedTools["ask"]>, decision: CallDecision): Promise<boolean> {
  try {
    return (await ask(decision)) === true;
  } catch {
    return false;
  }
}
