import { describe, expect, test } from "vitest";
import type { ProgramIr, ToolGuardIr } from "../../compiler/ir/ir.ts";
import { compileText } from "../../runtime/files/load.ts";
import { openGuard } from "../../runtime/guard/guard.ts";
import type { History } from "../../runtime/guard/history.ts";
import { Pasts } from "../../runtime/guard/pasts.ts";
import { toolPolicy } from "../../runtime/guard/tool-policy.ts";
import { ToolSession } from "../../runtime/guard/tools.ts";
import type { DecisionRecord } from "../../runtime/record/record.ts";
import { guardOf, rules } from "./policy.ts";

const CALL = { tool: "pay", arguments: { to: "me", amount: 1 } };

function historyWith(decide: (json: string) => string, program: ProgramIr, guard: ToolGuardIr): History {
  const engine = { decide, note: () => undefined, retract: () => undefined, forget: () => undefined, restore: () => undefined };
  return new Pasts(program, guard, false, () => engine, null).of(null, {});
}

async function sessionWith(decide: (json: string) => string, ...lines: string[]): Promise<{ session: ToolSession; records: DecisionRecord[] }> {
  const bundle = await compileText("teller.pol", rules(...lines));
  const records: DecisionRecord[] = [];
  const policy = toolPolicy(bundle.ir, bundle.ir.guards[0] as ToolGuardIr, bundle.source, bundle.hash);
  return { session: new ToolSession(policy, { name: "s", principal: "anna", history: historyWith(decide, bundle.ir, bundle.ir.guards[0] as ToolGuardIr), sink: (r) => { records.push(r); } }), records };
}

describe("a sandbox that is broken", () => {
  const verdict = (text: string): string => JSON.stringify({ verdict: text, rule: { privilege: "gone", index: 99 }, stop: true, saying: "Trust me", matched: [] });
  test.each([
    ["permits what the host does not", verdict("allow"), "forbid pay"],
    ["permits what the host would ask about", verdict("allow"), "ask pay"],
    ["asks about what the host forbids", verdict("ask"), "forbid pay"],
    ["forbids what the host permits", verdict("forbid"), "allow pay"],
    ["answers another verdict", verdict("sure"), "allow pay"],
    ["answers nothing", "null", "allow pay"],
    ["answers no JSON", "allow", "allow pay"],
  ])("%s", async (_, answer, rule) => {
    const { session } = await sessionWith(() => answer, rule);
    expect(session.decide(CALL)).toMatchObject({ verdict: "forbid", canonical: null, message: "Not permitted: this call cannot be judged now", record: { rule: null } });
  });

  test("cannot choose the words", async () => {
    const { session } = await sessionWith(() => verdict("ask"), "ask pay saying \"Pay {to}?\"");
    expect(session.decide(CALL)).toMatchObject({ verdict: "ask", question: "Pay me?", stop: false });
  });

  test("throws", async () => {
    const { session } = await sessionWith(() => { throw new Error("gone"); }, "allow pay");
    expect(session.decide(CALL)).toMatchObject({ verdict: "forbid", reason: "the guard failed (gone)" });
  });
});

test("a disposed guard refuses, in old sessions and new ones", async () => {
  const guard = await openGuard(await compileText("teller.pol", rules("allow anything")));
  const session = guard.toolSession();
  expect(session.decide(CALL).verdict).toBe("allow");
  await guard.dispose();
  for (const one of [session, guard.toolSession(), guard]) expect(one.decide(CALL)).toMatchObject({ verdict: "forbid", canonical: null });
});

test("records stand in order, and say whose call it was", async () => {
  const { session, records } = await sessionWith(() => "{\"verdict\":\"allow\"}", "allow pay");
  session.decide(CALL);
  session.decide({ tool: "gone", arguments: { a: 1 } });
  expect(records).toMatchObject([{ seq: 0, principal: "anna", session: "s", tool: "pay", verdict: "allow", rule: { line: 8 } }, { seq: 1, tool: "gone", arguments: { a: 1 }, verdict: "forbid" }]);
});

test("a sink that throws forbids, and a rule's `then stop` still counts", async () => {
  const guard = await guardOf(rules("forbid pay then stop"), { sink: () => { throw new Error("disk full"); } });
  expect(guard.decide(CALL)).toMatchObject({ verdict: "forbid", stop: true, record: { seq: 0 } });
  expect(guard.decide(CALL).record.seq).toBe(1);
});

describe("an answer", () => {
  test("permits once, and only what was asked about", async () => {
    const { session, records } = await sessionWith(() => "{\"verdict\":\"ask\"}", "ask pay");
    const asked = session.decide(CALL);
    expect(session.answer({ ...asked }, "approved").permitted).toBe(false);
    expect(session.answer(asked, "approved")).toMatchObject({ permitted: true, message: "" });
    expect(session.answer(asked, "approved").permitted).toBe(false);
    expect(records.slice(1)).toMatchObject([{ permitted: false }, { kind: "answer", seq: 2, call: 0, tool: "pay", answer: "approved", permitted: true }, { permitted: false }]);
  });

  test.each([["declined", "Not permitted: a person has declined this call"], ["unanswered", "Not permitted: nobody has approved this call"]] as const)("%s refuses", async (answer, message) => {
    const { session } = await sessionWith(() => "{\"verdict\":\"ask\"}", "ask pay");
    expect(session.answer(session.decide(CALL), answer)).toMatchObject({ permitted: false, message });
  });

  test("comes too late where the guard has gone meanwhile", async () => {
    let verdict = "{\"verdict\":\"ask\"}";
    const { session } = await sessionWith(() => verdict, "ask pay");
    const asked = session.decide(CALL);
    verdict = "{\"verdict\":\"forbid\"}";
    expect(session.answer(asked, "approved")).toMatchObject({ permitted: false, message: "Not permitted: the policy does not permit this call any more" });
  });

  test("that cannot be recorded refuses", async () => {
    let isFull = false;
    const guard = await guardOf(rules("ask pay"), { sink: () => { if (isFull) throw new Error("disk full"); } });
    const session = guard.toolSession();
    const asked = session.decide(CALL);
    isFull = true;
    expect(session.answer(asked, "approved")).toMatchObject({ permitted: false, message: "Not permitted: this call cannot be judged now", record: { permitted: false } });
  });
});
