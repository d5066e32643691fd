import { toJson } from "../../compiler/diagnostics/render/jsonl.ts";
import { Places } from "../../compiler/diagnostics/render/places.ts";
import { renderTerminal } from "../../compiler/diagnostics/render/terminal.ts";
import { visible } from "../../compiler/diagnostics/render/visible.ts";
import type { Attempt, Draft } from "../../runtime/draft/draft.ts";

/** The last draft of several that did not check, and what is wrong with it. */
export function unfinished({ attempts }: Draft, path: string, color: boolean): string {
  const { block, problem, findings, checked } = attempts.at(-1)!;
  const shown = block === null ? "" : `${block.trimEnd().split("\n").map(visible).join("\n")}\n\n`;
  return `${shown}${problem === null ? renderTerminal(findings, (of) => (of === path ? checked : undefined), color) : `${problem}\n`}`;
}

/** All of it for programs. `written`: the file that the reward was written into. */
export function asJson({ attempts, done }: Draft, path: string, patch: string | null, written: string | null): string {
  const tried = ({ block, problem, findings, checked }: Attempt) => {
    const places = new Places((of) => (of === path ? checked : undefined));
    return { block, problem, diagnostics: findings.map((one) => toJson(one, places)) };
  };
  return `${JSON.stringify({ reward: done?.reward ?? null, block: done === null ? null : attempts.at(-1)!.block, diff: patch, written, tries: attempts.map(tried) }, null, 2)}\n`;
}
