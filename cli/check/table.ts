import { createColors } from "picocolors";
import { conditionText } from "../../compiler/analyze/condition-text.ts";
import { type Region, regionsOf } from "../../compiler/analyze/regions.ts";
import { visible } from "../../compiler/diagnostics/render/visible.ts";
import type { ProgramIr, ToolIr } from "../../compiler/ir/ir.ts";
import { LineIndex, type Source } from "../../grammar/spans.ts";

/** What a guard says of one tool, in the words of its rules. */
export interface ToolTable {
  readonly tool: string;
  readonly privileges: readonly { readonly of: string; readonly regions: readonly RegionRow[] }[];
}

export interface RegionRow {
  readonly verdict: "forbid" | "ask" | "allow";
  /** Null: always. */
  readonly when: string | null;
  /** Of `else ask`: not where its rule allows the call. */
  readonly isElse: boolean;
  /** The rule's; null where no rule speaks, which forbids. */
  readonly line: number | null;
}

export interface GuardTable {
  readonly path: string;
  readonly guard: string;
  readonly env: string;
  readonly tools: readonly ToolTable[];
}

/** The regions of each tool of each guard over tools. */
export function tablesOf(program: ProgramIr, { path, text }: Source): GuardTable[] {
  const lines = new LineIndex(text);
  const row = ({ verdict, when, elseAsk, at }: Region): RegionRow => {
    const told = elseAsk === null ? when : elseAsk.when;
    return { verdict, when: told === null ? null : conditionText(told, text), isElse: elseAsk !== null, line: lines.at(at[0]).line + 1 };
  };
  const otherwise: RegionRow = { verdict: "forbid", when: null, isElse: false, line: null };
  return program.guards.flatMap((guard): GuardTable[] => {
    if (guard.kind !== "tools") return [];
    const tools = program.envs.find((e) => e.name === guard.env)!.tools;
    const told = regionsOf(program, guard).map(({ tool, privileges }) => ({
      tool, privileges: privileges.map(({ of, regions }) => ({ of, regions: regions.at(-1)?.when === null ? regions.map(row) : [...regions.map(row), otherwise] })),
    }));
    return [{ path, guard: guard.name, env: guard.env, tools: told.filter((one) => isWorthTelling(one, tools)) }];
  });
}

/** Of the agent's answer, which the env does not declare, only what a rule says. */
function isWorthTelling({ tool, privileges }: ToolTable, tools: readonly ToolIr[]): boolean {
  return tools.find((t) => t.name === tool)?.builtIn !== true || privileges.some(({ regions }) => regions.some(({ verdict }) => verdict !== "forbid"));
}

/** For people: tools that are treated alike in one block. */
export function tableText({ path, guard, env, tools }: GuardTable, color: boolean): string {
  const { bold, dim, red, yellow, green } = createColors(color);
  const coloured = { forbid: red, ask: yellow, allow: green };
  const wide = Math.max("tool".length, ...tools.map(({ tool }) => visible(tool).length));
  const blocks = blocksOf(tools).flatMap(({ names, rows }) => Array.from({ length: Math.max(names.length, rows.length) }, (_, i) => {
    const [name, row] = [(names[i] ?? "").padEnd(wide), rows[i]];
    if (row === undefined) return name.trimEnd();
    return `${name}  ${coloured[row.verdict](row.verdict.padEnd(7))}  ${(row.line === null ? "" : String(row.line)).padStart(4)}  ${row.text}`;
  }));
  return [bold(visible(`${guard} over ${env}, ${path}`)), dim(`${"tool".padEnd(wide)}  ${"verdict".padEnd(7)}  line  when`), ...blocks, ""].join("\n");
}

interface Block {
  readonly names: string[];
  readonly rows: readonly { readonly verdict: RegionRow["verdict"]; readonly text: string; readonly line: number | null }[];
}

function blocksOf(tools: readonly ToolTable[]): Block[] {
  const blocks = new Map<string, Block>();
  for (const { tool, privileges } of tools) {
    const rows = privileges.flatMap(({ of, regions }) => regions.map((row, i) => ({ verdict: row.verdict, text: visible(words(row, i === 0, privileges.length > 1 ? of : null)), line: row.line })));
    const key = JSON.stringify(rows);
    const known = blocks.get(key);
    if (known === undefined) blocks.set(key, { names: [visible(tool)], rows });
    else known.names.push(visible(tool));
  }
  return [...blocks.values()];
}

/** With several privileges the worst of their verdicts counts, so each row says whose it is. */
function words({ when, isElse, line }: RegionRow, isOnly: boolean, of: string | null): string {
  const own = of === null ? "" : `${of}: `;
  if (line === null) return `${own}${isOnly ? "always, since no rule allows it" : "otherwise"}`;
  if (!isElse) return `${own}${when ?? "always"}`;
  return `${own}${when === null ? "" : `${when}, `}where line ${line} does not allow it`;
}
