import type * as ast from "../../grammar/ast.ts";
import { parse } from "../../grammar/parse.ts";
import type { Message } from "./chat.ts";
import { withDoc } from "./insert.ts";
import { pageTexts } from "./page-text.ts";

/** What a reward may read. A guard is none of it, however long the file is. */
const READ: ReadonlySet<ast.Decl["kind"]> = new Set(["Env", "Enum", "Record", "Const", "Fn", "Memory", "Spec", "Model", "Reward"]);

/** What is asked for. */
export interface Wish {
  readonly description: string;
  /** What the reward is to be called. */
  readonly name: string | null;
}

/** The first two messages: who the model is to be and what it has to know, and what is wished for. */
export function opening(file: string, { description, name }: Wish): Message[] {
  const naming = name === null ? "Choose its name; it must not be one that the file has." : `Call it \`${name}\`. Where the file has a reward of that name, yours takes its place.`;
  const system = `You write a reward function for reinforcement learning in Pol, a typed language for policies and rewards. A compiler checks what you write: types, units, ranges, and what is known to go wrong with rewards. Its findings come back to you until there are none.

Answer with exactly one fenced block of Pol. It declares exactly one \`reward\`. \`const\`, \`fn\` and \`memory\` declarations that the reward needs may stand before it, and \`use std.shaping\` before those. Nothing else may be declared, and no name of the file declared again. ${naming}

Say in a \`///\` line above each term what it pays for. Choose weights so that no term drowns the others, and let the reward pay for what is wanted, not for standing still.

${pageTexts()["rewards-in-a-page.md"]!.trim()}

# The file that the reward goes into

${fenced(readable(file))}
`;
  return [{ role: "system", content: system }, { role: "user", content: `Write a reward: ${description}` }];
}

/** The declarations that a reward may read, with their comments. */
export function readable(file: string): string {
  const { uses, decls } = parse(file).file;
  const parts = [...uses, ...decls.filter(({ kind }) => READ.has(kind))].sort((a, b) => a.span.start - b.span.start);
  return parts.map(({ span }) => file.slice(withDoc(file, span.start), span.end)).join("\n\n");
}

/** A block that nothing inside it ends. */
export function fenced(text: string): string {
  const ticks = "`".repeat(Math.max(3, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length + 1)));
  return `${ticks}pol\n${text.trimEnd()}\n${ticks}`;
}
