import { format } from "../../../grammar/print.ts";
import { analyze } from "../../program.ts";
import { type Imported, refused, type Result, START } from "../mistake.ts";
import type { ToolsFile } from "./tools.ts";

const MOST_CHARACTERS = 1_000_000;

/** The text of a policy as one that compiles. What Pol cannot carry, a condition that is too large, is found by asking Pol. */
export function checked(text: string, notes: readonly string[], tools: ToolsFile | undefined): Result {
  if (text.length > MOST_CHARACTERS) return refused(START, `this comes to a policy of more than ${MOST_CHARACTERS / 1e6} million characters: split it`);
  const formatted = format(text);
  if ("errors" in formatted) return refused(START, `Pol cannot carry this: ${formatted.errors[0]!.message}`);
  const host = { readText: (path: string) => (path === tools?.path ? tools.text : undefined), exists: () => false };
  const { diagnostics } = analyze({ path: "import.pol", text: formatted.text }, host);
  const wrong = diagnostics.find(({ severity }) => severity === "error");
  return wrong === undefined ? ({ pol: formatted.text, notes } satisfies Imported) : refused(START, `Pol cannot carry this: ${wrong.message}`);
}
