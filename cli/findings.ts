import type { Cost } from "../compiler/analyze/cost.ts";
import type { RewardCost } from "../compiler/analyze/reward-cost.ts";
import type { SpecCost } from "../compiler/analyze/spec-cost.ts";
import type { TreeBounds } from "../compiler/analyze/tree-bounds.ts";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import { renderJsonLines, toJson } from "../compiler/diagnostics/render/jsonl.ts";
import { renderJunit } from "../compiler/diagnostics/render/junit.ts";
import { Places, type Texts } from "../compiler/diagnostics/render/places.ts";
import { renderSarif } from "../compiler/diagnostics/render/sarif.ts";
import { renderTerminal, summary } from "../compiler/diagnostics/render/terminal.ts";
import type { GuardTable } from "./check/table.ts";
import type { Io } from "./io.ts";
import { exit, type Options } from "./verb.ts";
import { version } from "../runtime/version.ts";

/** What was looked at, and what was found there. */
export interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  readonly checked: readonly string[];
  readonly texts: Texts;
  /** Bounds of each guard, where they were asked for. */
  readonly costs?: readonly Cost[];
  readonly specCosts?: readonly SpecCost[];
  readonly rewardCosts?: readonly RewardCost[];
  readonly treeBounds?: readonly TreeBounds[];
  /** What each guard says of each tool, where that was asked for. */
  readonly tables?: readonly GuardTable[];
}

/** Prints findings as `--format` or `--json` asks, and gives the exit code: only an error is a finding that counts. */
export function printFindings(findings: Findings, { format, json }: Options, io: Io): number {
  io.stdout.write(json ? asJson(findings) : rendered(findings, format, io.color));
  return findings.diagnostics.some(({ severity }) => severity === "error") ? exit.findings : exit.clean;
}

function rendered({ diagnostics, checked, texts }: Findings, format: unknown, color: boolean): string {
  switch (format) {
    case "jsonl":
      return renderJsonLines(diagnostics, texts);
    case "sarif":
      return renderSarif(diagnostics, texts, { version });
    case "junit":
      return renderJunit(diagnostics, texts, checked);
    default: {
      const files = checked.length === 1 ? "1 file" : `${checked.length} files`;
      const blocks = diagnostics.length > 0 ? `${renderTerminal(diagnostics, texts, color)}\n` : "";
      return `${blocks}${summary(diagnostics) || "No findings"} in ${files}.\n`;
    }
  }
}

function asJson({ diagnostics, checked, texts, costs, specCosts, rewardCosts, treeBounds, tables }: Findings): string {
  const places = new Places(texts);
  const count = (wanted: string): number => diagnostics.filter(({ severity }) => severity === wanted).length;
  const counts = { errors: count("error"), warnings: count("warning") };
  return `${JSON.stringify({ checked, ...counts, ...(costs && { costs }), ...(specCosts && { specCosts }), ...(rewardCosts && { rewardCosts }), ...(treeBounds && { treeBounds }), ...(tables && { tables }), diagnostics: diagnostics.map((found) => toJson(found, places)) }, null, 2)}\n`;
}
