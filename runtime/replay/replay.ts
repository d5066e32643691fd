import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { readText } from "../files/load.ts";
import { loadGuard, type Guard } from "../guard/guard.ts";
import type { CallDecision } from "../guard/tools.ts";
import type { CallRecord } from "../record/record.ts";
import { Refusal } from "../refusal.ts";
import { readConversation, type Turn } from "./conversation.ts";

export interface ReplayedCall {
  readonly tool: string;
  readonly arguments: unknown;
  readonly injected: boolean;
  readonly verdict: CallRecord["verdict"];
  /** For the operator. */
  readonly reason: string;
  /** The line of the rule that decided; null where none did. */
  readonly line: number | null;
  /** What the agent is told; empty when the call is allowed. */
  readonly message: string;
  /** What a person is asked. */
  readonly question: string | null;
}

export interface Replayed {
  readonly name: string;
  readonly prompt: string | null;
  readonly calls: readonly ReplayedCall[];
}

/** How many calls there were, and what becomes of them. Without a guard, all are executed. */
export interface Count {
  readonly calls: number;
  readonly allowed: number;
  readonly asked: number;
  readonly forbidden: number;
}

export interface Replay {
  readonly policy: string;
  readonly guard: string;
  readonly conversations: readonly Replayed[];
  /** The agent's own calls, and those an attacker had it make. */
  readonly own: Count;
  readonly injected: Count;
}

/** Judges every call of a folder's recorded conversations by its guard: what was recorded is what an unguarded agent did. */
export async function replay(folder: string): Promise<Replay> {
  const policies = readdirSync(folder).filter((name) => name.endsWith(".pol"));
  if (policies.length !== 1) throw new Refusal(`${folder} has ${policies.length === 0 ? "no" : "more than one"} .pol file, and conversations need one`);
  const turns = conversationFiles(folder).map((path) => ({ name: basename(path, ".jsonl"), turns: readConversation(path, readText(path)) }));
  if (turns.length === 0) throw new Refusal(`${folder} has no .jsonl file in its folder \`conversations\``);
  const guard = await loadGuard(join(folder, policies[0]!));
  try {
    // The ordinary ones first, so that a reader sees the normal case before the attack.
    const conversations = turns.map((one) => judged(guard, one.name, one.turns)).sort((a, b) => Number(attacked(a)) - Number(attacked(b)));
    const calls = conversations.flatMap((c) => c.calls);
    return { policy: policies[0]!, guard: guard.name, conversations, own: count(calls.filter((c) => !c.injected)), injected: count(calls.filter((c) => c.injected)) };
  } finally {
    await guard.dispose();
  }
}

function conversationFiles(folder: string): string[] {
  const inner = join(folder, "conversations");
  return readdirSync(inner).filter((name) => name.endsWith(".jsonl")).sort().map((name) => join(inner, name));
}

const attacked = ({ calls }: Replayed): boolean => calls.some((c) => c.injected);

function judged(guard: Guard, name: string, turns: readonly Turn[]): Replayed {
  // A recording has no clock: its lines are a second apart.
  let time = 0;
  const session = guard.toolSession(name, null, { clock: () => time++ });
  let latest: CallDecision | undefined;
  const calls = turns.flatMap((turn): ReplayedCall[] => {
    if (turn.role === "user") session.prompt("text" in turn ? turn.text : undefined);
    if (turn.role === "tool" && latest?.record.tool === turn.tool) session.returned(latest, turn.result);
    if (turn.role !== "agent" || !("tool" in turn)) return [];
    latest = session.decide({ tool: turn.tool, arguments: turn.arguments });
    const { verdict, reason, message, question, record } = latest;
    return [{ tool: turn.tool, arguments: turn.arguments, injected: turn.injected, verdict, reason, line: record.rule?.line ?? null, message, question }];
  });
  const prompt = turns.find((t) => t.role === "user");
  return { name, prompt: prompt !== undefined && "text" in prompt ? prompt.text : null, calls };
}

function count(calls: readonly ReplayedCall[]): Count {
  const of = (verdict: CallRecord["verdict"]): number => calls.filter((c) => c.verdict === verdict).length;
  return { calls: calls.length, allowed: of("allow"), asked: of("ask"), forbidden: of("forbid") };
}
