import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { syntaxDiagnostics } from "../../compiler/diagnostics/syntax.ts";
import type * as ast from "../../grammar/ast.ts";
import { parse } from "../../grammar/parse.ts";
import { formatParsed } from "../../grammar/print.ts";

/** A reward with what it needs, in the one layout. */
export interface Drafted {
  readonly reward: string;
  /** Modules it uses. */
  readonly uses: readonly string[];
  /** All but the `use` lines. */
  readonly text: string;
}

export type Read = Drafted | { readonly problem: string } | { readonly findings: readonly Diagnostic[] };

/** What the reward may be called. */
export interface Naming {
  /** Asked for. */
  readonly name: string | null;
  /** Rewards of the file. */
  readonly taken: ReadonlySet<string>;
}

const MAY: ReadonlySet<ast.Decl["kind"]> = new Set(["Reward", "Fn", "Const", "Memory"]);
/** What does not show may hide what a reviewer would not pass. */
const UNSEEN = /[^\P{C}\n\t]|[\p{Zl}\p{Zp}]/u;

/** Reads a block that a model wrote: one reward, with functions, constants and memories of its own, and nothing that says what is allowed. */
export function readBlock(text: string, path: string, { name, taken }: Naming): Read {
  const unseen = UNSEEN.exec(text);
  if (unseen !== null) return { problem: `The block holds a character that does not show (U+${unseen[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}).` };
  const parsed = parse(text);
  if (parsed.errors.length > 0) return { findings: syntaxDiagnostics({ path, text }, parsed.errors) };
  const { decls, uses } = parsed.file;
  const other = decls.find(({ kind }) => !MAY.has(kind));
  if (other !== undefined) return { problem: `The block declares \`${oneWord(text, other)}\`. It may declare one reward, and functions, constants and memories for it; nothing else of the file changes.` };
  const rewards = decls.filter((decl) => decl.kind === "Reward");
  const [reward] = rewards;
  if (reward === undefined) return { problem: "The block declares no reward." };
  if (rewards.length > 1) return { problem: `The block declares ${rewards.length} rewards; write one.` };
  const called = reward.name.text;
  if (name !== null && called !== name) return { problem: `The reward is called \`${called}\`; call it \`${name}\`.` };
  if (name === null && taken.has(called)) return { problem: `The file has a reward \`${called}\` already; choose another name.` };
  const alone = parse(without(text, uses));
  return { reward: called, uses: uses.map(({ path: of }) => of.parts.map((part) => part.text).join(".")), text: formatParsed(alone).trim() };
}

/** How a declaration begins: `guard safe`. */
function oneWord(text: string, decl: ast.Decl): string {
  return text.slice(decl.span.start, decl.span.end).split(/\s+/).slice(0, 2).join(" ");
}

/** The text without these stretches; what stands before them stays. */
export function without(text: string, parts: readonly { readonly span: { readonly start: number; readonly end: number } }[]): string {
  return [...parts].sort((a, b) => b.span.start - a.span.start).reduce((left, { span }) => left.slice(0, span.start) + left.slice(span.end), text);
}
