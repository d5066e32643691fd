import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { compileText } from "../../runtime/files/load.ts";
import { openGuard, type Guard, type GuardOptions, type ToolSessionOptions } from "../../runtime/guard/guard.ts";
import type { CallDecision, ToolSession } from "../../runtime/guard/tools.ts";

export function bank(...rules: readonly string[]): string {
  return `env bank {
  tool get_balance() -> number
  tool read(path: text) -> text
  tool pay(to: text, amount: number, note: text?)
}
privilege teller over bank {
  allow get_balance, read
  ${rules.join("\n  ")}
}
guard assistant over bank {
  propose agent
  else    tell "No."
  obey teller
}
`;
}

export const BUDGET = bank("allow pay when amount in 0..100", "forbid pay when total(pay.amount, 24h) > 100");

/** A path for a store that goes with the test. */
export function storePath(): string {
  const folder = mkdtempSync(join(tmpdir(), "pol-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "history.db");
}

export async function guardOf(text: string, store: NonNullable<GuardOptions["store"]>, more: GuardOptions = {}): Promise<Guard> {
  const guard = await openGuard(await compileText("bank.pol", text), { store, ...more });
  onTestFinished(() => guard.dispose());
  return guard;
}

export interface Played {
  readonly session: ToolSession;
  at(seconds: number): void;
  pay(amount: number, to?: string): CallDecision;
  read(path: string, result?: string): CallDecision;
}

/** A session of anna's. */
export function play(guard: Guard, { now = 1000, principal = "anna", ...options }: ToolSessionOptions & { readonly now?: number; readonly principal?: string | null } = {}): Played {
  let time = now;
  const session = guard.toolSession(undefined, principal, { clock: () => time, ...options });
  return {
    session,
    at: (seconds) => { time = seconds; },
    pay: (amount, to = "bert") => session.decide({ tool: "pay", arguments: { to, amount } }),
    read: (path, result) => {
      const decision = session.decide({ tool: "read", arguments: { path } });
      if (result !== undefined) session.returned(decision, result);
      return decision;
    },
  };
}

export const verdicts = (...decisions: readonly CallDecision[]): string[] => decisions.map(({ verdict }) => verdict);
