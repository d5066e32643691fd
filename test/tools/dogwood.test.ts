import { describe, expect, test } from "vitest";
import { compileText } from "../../runtime/files/load.ts";
import { openGuard } from "../../runtime/guard/guard.ts";

const ENV = `env claims {
  tool open_claim(claim: text) -> { id: text, owner: text }
  tool approve(claim: text) -> { id: text, limit: number }
  tool review(claim: text) -> text
  tool freeze(claim: text)
  tool pay(claim: text, amount: number)
}
`;

interface Step {
  readonly at: number;
  readonly tool: string;
  readonly args?: Record<string, unknown>;
  /** Absent: it is judged and not answered. */
  readonly returns?: unknown;
  readonly verdict: string;
}

/** Plays calls; the verdicts of all of them. */
async function verdicts(rules: string, steps: readonly Step[]): Promise<string[]> {
  const text = `${ENV}privilege p over claims {\n  allow open_claim, approve, review, freeze\n  ${rules}\n}\nguard g over claims {\n  propose agent\n  else tell "No."\n  obey p\n}\n`;
  const guard = await openGuard(await compileText("claims.pol", text));
  let time = 0;
  const session = guard.toolSession("s", "anna", { clock: () => time });
  try {
    return steps.map(({ at, tool, args = { claim: "c1" }, returns }) => {
      time = at;
      const decision = session.decide({ tool, arguments: args });
      if (returns !== undefined) session.returned(decision, returns);
      return decision.verdict;
    });
  } finally {
    await guard.dispose();
  }
}

const pay = (at: number, verdict: string, amount = 1, claim = "c1"): Step => ({ at, tool: "pay", args: { claim, amount }, verdict });
const done = (at: number, tool: string, claim = "c1", returns: unknown = { id: claim, limit: 100, owner: "anna" }): Step => ({ at, tool, args: { claim }, returns: tool === "review" ? "fine" : returns, verdict: "allow" });
const called = (at: number, tool: string, claim = "c1"): Step => ({ at, tool, args: { claim }, verdict: "allow" });

/** Each operator of Dogwood, with its spelling in Pol. */
describe("what Dogwood says, in Pol", () => {
  test.each<readonly [operator: string, rules: string, steps: readonly Step[]]>([
    ["formerly within 1h approve::response", "allow pay when once[1h] returned approve(claim: claim)", [
      pay(0, "forbid"), called(1, "approve"), pay(2, "forbid"), done(3, "approve"), pay(4, "allow"), pay(5, "forbid", 1, "c2"), pay(3603, "allow"), pay(3604, "forbid"),
    ]],
    ["formerly over requests", "allow pay when once[1h] call review(claim: claim)", [pay(0, "forbid"), called(1, "review"), pay(2, "allow")]],
    ["not formerly", "allow pay when not once[1h] call freeze(claim: claim)", [pay(0, "allow"), called(1, "freeze"), pay(2, "forbid"), pay(3, "allow", 1, "c2"), pay(3602, "allow")]],
    ["previous", "allow pay when previous returned review(claim: claim)", [done(0, "review"), pay(1, "allow"), pay(2, "forbid"), done(3, "review", "c2"), pay(4, "forbid")]],
    ["since", "allow pay when (not call freeze(claim: claim)) since[1h] returned approve(claim: claim)", [
      pay(0, "forbid"), done(1, "approve"), pay(2, "allow"), called(3, "freeze"), pay(4, "forbid"), done(5, "approve"), pay(6, "allow"),
    ]],
    ["exists, joined with the judged call", "allow pay when amount in 0..100 and amount <= (latest approve(claim: claim)).limit", [
      pay(0, "forbid"), done(1, "approve", "c1", { id: "c1", limit: 50 }), pay(2, "allow", 50), pay(3, "forbid", 51), pay(4, "forbid", 1, "c2"), done(5, "approve", "c1", { id: "c1", limit: 60 }), pay(6, "allow", 60),
    ]],
    ["exists, joined with another event", "allow pay when once[1h] returned approve(claim: (latest open_claim(claim: claim)).id)", [
      done(0, "open_claim", "c1", { id: "internal-7", owner: "anna" }), pay(1, "forbid"), done(2, "approve", "c1"), pay(3, "forbid"), done(4, "approve", "internal-7"), pay(5, "allow"),
    ]],
    ["count_within(2, 1h)", "allow pay\n  forbid pay when calls(pay, 1h) > 2", [pay(0, "allow"), pay(1, "allow"), pay(2, "forbid"), pay(3600, "forbid"), pay(3601, "allow")]],
    ["sum_within(100, 1h)", "allow pay when amount in 0..100\n  forbid pay when total(pay.amount, 1h) > 100", [pay(0, "allow", 60.1), pay(1, "forbid", 40), pay(2, "allow", 39.9), pay(3, "forbid", 0.01), pay(3603, "allow", 60)]],
  ])("%s", async (_, rules, steps) => {
    expect(await verdicts(rules, steps)).toEqual(steps.map(({ verdict }) => verdict));
  });

  test("what it leaves out: or, inequality, decimals in order, a question to a person", async () => {
    const rules = "allow pay when ((once[1h] returned approve(claim: claim)) or once[1h] returned review(claim: claim)) and amount < 10.5 and claim != \"c9\"\n  ask pay when amount >= 10.5";
    const steps = [done(0, "review"), pay(1, "allow", 10.4), pay(2, "ask", 10.5), pay(3, "forbid", 1, "c9")];
    expect(await verdicts(rules, steps)).toEqual(steps.map(({ verdict }) => verdict));
  });
});
