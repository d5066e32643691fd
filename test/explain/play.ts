import { onTestFinished, vi } from "vitest";
import type { Bundle } from "../../compiler/bundle.ts";
import { explain } from "../../runtime/explain/explain.ts";
import type { Explanation } from "../../runtime/explain/explanation.ts";
import { explanationText } from "../../runtime/explain/text.ts";
import { bundleOf, compileText } from "../../runtime/files/load.ts";
import { openGuard } from "../../runtime/guard/guard.ts";
import type { CallDecision, ToolSession } from "../../runtime/guard/tools.ts";
import type { CallRecord, DecisionRecord } from "../../runtime/record/record.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

export interface Play {
  readonly bundle: Bundle;
  readonly session: ToolSession;
  /** As a file of records holds them. */
  readonly records: DecisionRecord[];
  /** Calls a tool; what it answers, if it is permitted. */
  call(tool: string, args?: Readonly<Record<string, unknown>>, returns?: unknown): CallDecision;
  explained(decision: CallDecision): Explanation;
  text(decision: CallDecision): string;
}

/** A session of a policy, by its text or its file; each call and answer is a second after the one before. */
export async function play(policy: string, principal: string | null = null): Promise<Play> {
  const bundle = await (policy.endsWith(".pol") ? bundleOf(policy) : compileText("test.pol", policy));
  const records: DecisionRecord[] = [];
  const guard = await openGuard(bundle, { sink: (record) => { records.push(JSON.parse(JSON.stringify(record)) as DecisionRecord); } });
  onTestFinished(() => guard.dispose());
  let time = 0;
  const session = guard.toolSession("s", principal, { clock: () => time++ });
  const explained = ({ record }: CallDecision): Explanation => {
    const at = records.findIndex((one) => one.seq === record.seq);
    return explain({ program: bundle.ir, source: bundle.source, hash: bundle.hash }, records[at] as CallRecord, records.slice(0, at));
  };
  return {
    bundle, session, records, explained,
    call: (tool, args = {}, returns) => {
      const decision = session.decide({ tool, arguments: args });
      if (returns !== undefined) session.returned(decision, returns);
      return decision;
    },
    text: (decision) => explanationText(explained(decision)).join("\n"),
  };
}
