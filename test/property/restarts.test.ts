import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compileText } from "../../runtime/files/load.ts";
import { openGuard, type Guard } from "../../runtime/guard/guard.ts";
import type { ToolSession } from "../../runtime/guard/tools.ts";
import { openStore } from "../../runtime/store/store.ts";
import { bank } from "../store/bank.ts";

const RUNS = process.env["POL_LONG"] === "1" ? 200 : 20;

const POLICY = bank(
  "allow pay when amount in 0..2 and note is missing else ask when amount in 0..4",
  "forbid pay when total(pay.amount, 20s) > 5.3",
  "forbid pay when calls(pay, 6s) > 3",
  "forbid pay when once[2s, 9s] call pay(to: to, amount: amount)",
  "forbid pay when amount > 1 and latest read(path: to) == \"no\"",
  "forbid pay when historically[4s] not (returned read or call get_balance)",
);

type Step =
  | { readonly do: "pay"; readonly amount: number; readonly to: string; readonly note: boolean; readonly answer: "approved" | "declined" | "unanswered" }
  | { readonly do: "read"; readonly path: string; readonly result: string; readonly ok: boolean }
  | { readonly do: "pass"; readonly seconds: number }
  | { readonly do: "restart" };

const to = fc.constantFrom("a", "b");
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("pay" as const), amount: fc.constantFrom(0, 0.1, 0.7, 1.1, 3.3), to, note: fc.boolean(), answer: fc.constantFrom("approved" as const, "declined" as const, "unanswered" as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("read" as const), path: to, result: fc.constantFrom("yes", "no"), ok: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("pass" as const), seconds: fc.constantFrom(0.5, 1, 3, 7) }) },
  { weight: 1, arbitrary: fc.constant({ do: "restart" as const }) },
);

test("a guard that is started anew in between decides as one that is not", { timeout: 600_000 }, async () => {
  const bundle = await compileText("bank.pol", POLICY);
  const folder = mkdtempSync(join(tmpdir(), "pol-restarts-"));
  const seen = new Map<string, number>();
  let run = 0;
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 80 }), async (steps) => {
    let time = 100;
    const options = { clock: () => time, denials: Infinity };
    const path = join(folder, `${run++}.db`);
    const open = async (): Promise<{ guard: Guard; session: ToolSession; close: () => Promise<void> }> => {
      const store = openStore(path, { sync: "normal" }), guard = await openGuard(bundle, { store });
      return { guard, session: guard.toolSession(undefined, "anna", options), close: async () => { await guard.dispose(); store.close(); } };
    };
    const plain = await openGuard(bundle), one = plain.toolSession(undefined, "anna", options);
    let kept = await open();
    for (const now of steps) {
      if (now.do === "pass") time += now.seconds;
      else if (now.do === "restart") {
        await kept.close();
        kept = await open();
      } else {
        const call = now.do === "pay" ? { tool: "pay", arguments: { to: now.to, amount: now.amount, ...(now.note && { note: "x" }) } } : { tool: "read", arguments: { path: now.path } };
        const [a, b] = [one, kept.session].map((session) => {
          const decision = session.decide(call);
          const isPermitted = decision.verdict === "allow" || (decision.verdict === "ask" && now.do === "pay" && session.answer(decision, now.answer).permitted);
          if (isPermitted && now.do === "read") session.returned(decision, now.result, now.ok);
          return `${decision.verdict} ${isPermitted} ${decision.reason}`;
        });
        expect(b).toBe(a);
        seen.set(a!.slice(0, 10), (seen.get(a!.slice(0, 10)) ?? 0) + 1);
      }
    }
    await kept.close();
    await plain.dispose();
  }), { numRuns: RUNS });
  rmSync(folder, { recursive: true });
  for (const verdict of ["allow true", "ask true l", "ask false ", "forbid fal"]) expect(seen.get(verdict) ?? 0, verdict).toBeGreaterThan(5);
});
