import { onTestFinished, expect, test } from "vitest";
import type { ToolGuardIr } from "../../compiler/ir/ir.ts";
import { compileText } from "../../runtime/files/load.ts";
import type { History } from "../../runtime/guard/history.ts";
import { Pasts } from "../../runtime/guard/pasts.ts";
import { judge } from "../../runtime/interpreter/tools.ts";
import { Sandbox } from "../../runtime/sandbox/isolate.ts";
import { openStore, type Store } from "../../runtime/store/store.ts";
import { BUDGET, storePath } from "./bank.ts";

/** Histories of a guard's principals, and what pays by both engines, as a session does. */
async function payer(store: Store | null, most: number): Promise<{ readonly of: (principal: string) => History; readonly pay: (history: History, amount: number) => string }> {
  const bundle = await compileText("bank.pol", BUDGET), sandbox = await Sandbox.open(bundle), confirm = judge(bundle.ir, "assistant");
  onTestFinished(() => sandbox.dispose());
  const pasts = new Pasts(bundle.ir, bundle.ir.guards[0] as ToolGuardIr, true, () => sandbox.tools("assistant"), store, most);
  const pay = (history: History, amount: number): string => history.alone(() => {
    const problem = history.clock(1000), args = { to: "bert", amount };
    if (problem !== null) return problem;
    const { verdict } = history.judged("pay", args, (happened) => confirm("pay", args, happened));
    const isolated = (JSON.parse(history.engine.decide(JSON.stringify({ tool: "pay", args, ...history.now }))) as { verdict: string }).verdict;
    if (isolated !== verdict) return `${verdict}, but ${isolated}`;
    if (verdict === "allow") history.note({ kind: "call", tool: "pay", args });
    return verdict;
  });
  return { of: (principal) => pasts.of(principal, {}), pay };
}

test("principals for whom there is no room are read anew from the store", async () => {
  const store = openStore(storePath(), { sync: "normal" });
  onTestFinished(() => store.close());
  const { pay, of } = await payer(store, 20_000);
  const histories = Array.from({ length: 8 }, (_, i) => of(`p${i}`));
  for (let round = 0; round < 10; round++) for (const history of histories) expect(pay(history, 10)).toBe("allow");
  for (const [i, history] of histories.entries()) expect([pay(history, 0.01), pay(of(`p${i}`), 0.01), pay(of(`p${i}`), 0)]).toEqual(["forbid", "forbid", "allow"]);
});

test("without one, what they did is unknown, and the unknown does not permit", async () => {
  const { pay, of } = await payer(null, 20_000);
  const [first, ...others] = Array.from({ length: 8 }, (_, i) => of(`p${i}`));
  expect(pay(first!, 10)).toBe("allow");
  for (let round = 0; round < 5; round++) for (const history of others) pay(history, 1);
  expect([pay(first!, 1), pay(of("p0"), 1)]).toEqual(["forbid", "forbid"]);
  expect(pay(of("new"), 1)).toBe("allow");
});
