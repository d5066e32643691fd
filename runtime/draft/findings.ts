import { catalogue } from "../../compiler/diagnostics/catalogue.ts";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { renderTerminal } from "../../compiler/diagnostics/render/terminal.ts";
import type { Source } from "../../grammar/spans.ts";

const MOST_TOLD = 12;

/** Errors and warnings that were not there before. Lines have moved, so that they go by what they say. */
export function newFindings(before: readonly Diagnostic[], after: readonly Diagnostic[]): Diagnostic[] {
  const keyOf = ({ code, message }: Diagnostic): string => `${code} ${message}`;
  const old = new Map<string, number>();
  for (const one of before) old.set(keyOf(one), (old.get(keyOf(one)) ?? 0) + 1);
  return after.filter((one) => {
    const left = old.get(keyOf(one)) ?? 0;
    old.set(keyOf(one), left - 1);
    return left <= 0 && one.severity !== "info";
  });
}

/** Findings as a model reads them: as people do, and once for each kind why it is one. */
export function told(findings: readonly Diagnostic[], { path, text }: Source): string {
  const shown = findings.slice(0, MOST_TOLD);
  const more = findings.length > shown.length ? `\nand ${findings.length - shown.length} more\n` : "";
  const whys = [...new Set(shown.map(({ code }) => code))].map((code) => `${code}: ${WHY.get(code) ?? ""}`).join("\n");
  return `${renderTerminal(shown, (of) => (of === path ? text : undefined))}${more}\n${whys}`;
}

const WHY: ReadonlyMap<string, string> = new Map(Object.values(catalogue).map(({ code, why }) => [code, why]));
