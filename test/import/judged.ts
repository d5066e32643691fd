import { expect } from "vitest";
import { analyze } from "../../compiler/program.ts";
import { format } from "../../grammar/print.ts";
import { judge, type ToolVerdict } from "../../runtime/interpreter/tools.ts";
import { SETS } from "../../stdlib/sets.ts";
import { pattern, type Pattern } from "../../stdlib/text/pattern.ts";
import type { Imported, Result } from "../../compiler/import/mistake.ts";

/** What every import has to come to: a policy that is laid out, and in which `pol check` finds no error. */
export function sound(result: Result, tools?: string): Imported {
  if ("errors" in result) throw new Error(JSON.stringify(result.errors));
  expect(format(result.pol)).toEqual({ text: result.pol });
  expect(analyze({ path: "a.pol", text: result.pol }, hostOf(tools)).diagnostics.filter((d) => d.severity === "error")).toEqual([]);
  return result;
}

/** The errors of an import, each as `LINE:COLUMN: message`. */
export const mistakesIn = (result: Result): readonly string[] => ("errors" in result ? result.errors.map(({ line, column, message }) => `${line}:${column}: ${message}`) : []);

/** The rules of a policy, one a line and without blanks to line them up. */
export const rulesIn = (pol: string): readonly string[] =>
  /^privilege .*?\{\n(.*?)^\}/ms.exec(pol)![1]!.replace(/\n +(?=and |or |else |then |saying )/g, " ").split("\n").map((line) => line.trim().replace(/^(\w+)  +/, "$1 ").replace(/  +(?=when|then|saying)/g, " ")).filter((line) => line !== "" && !line.startsWith("//"));

export const hostOf = (tools: string | undefined): Parameters<typeof analyze>[1] => ({ readText: () => tools, exists: () => false });

const patterns = new Map<string, Pattern>();
/** A machine without links. */
const WORLD = { link: () => null, addresses: () => [] };

/** Judges calls by a policy as the reference interpreter does. */
export function judged(pol: string, tools?: string): (tool: string, args: Record<string, unknown>) => ToolVerdict {
  const { program } = analyze({ path: "a.pol", text: pol }, hostOf(tools));
  const decide = judge(program, "assistant");
  return (tool, args) => decide(tool, args as never, undefined, (ir, [value]) => {
    if (typeof value !== "string") return null;
    if (ir.op === "within") return SETS[ir.name!]!.match(value, ir.path!, WORLD).holds;
    if (ir.op !== "matches") throw new Error(`nobody here knows \`${ir.op}\``);
    const source = ir.value as string, known = patterns.get(source) ?? pattern(source);
    patterns.set(source, known);
    return known.test(value);
  });
}
