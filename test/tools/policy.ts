import { onTestFinished, vi } from "vitest";
import { compileText } from "../../runtime/files/load.ts";
import { openGuard, type Guard, type GuardOptions } from "../../runtime/guard/guard.ts";

// Each guard is compiled and opened in an isolate of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** An env with one tool of each kind of argument. */
export const BANK = `env bank {
  tool balance()
  tool pay(to: text, amount: number, note: text?)
  tool split(lines: list<{ to: text, amount: number }, 20>)
}
`;

/** A policy of these rules over `BANK`. */
export function rules(...lines: readonly string[]): string {
  return `${BANK}
privilege teller over bank {
  ${lines.join("\n  ")}
}

guard assistant over bank {
  propose agent
  else    tell "Not permitted: {reason}"
  obey teller
}
`;
}

/** Compiles a text and opens its guard for the length of a test. */
export async function guardOf(text: string, options: GuardOptions = {}): Promise<Guard> {
  const guard = await openGuard(await compileText("teller.pol", text), options);
  onTestFinished(() => guard.dispose());
  return guard;
}

export async function verdictOf(text: string, tool: string, args: unknown): Promise<string> {
  return (await guardOf(text)).decide({ tool, arguments: args }).verdict;
}
