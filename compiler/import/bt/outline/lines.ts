import type { Place } from "../../mistake.ts";

/** What stands on one line of an outline, or between braces: a node without its children. */
export interface Head extends Place {
  readonly text: string;
  readonly children: Head[];
}

export interface OutlineMistake extends Place {
  readonly message: string;
}

interface Piece extends Place {
  readonly text: string;
  /** Blanks before it; a brace has none of its own. */
  readonly indent: number;
}

/** The heads of an outline as a tree, by its braces if it has any, else by how far its lines are indented. */
export function headsOf(text: string): { readonly heads: readonly Head[] } | { readonly error: OutlineMistake } {
  const pieces = text.split(/\r\n?|\n/).flatMap((line, i) => piecesOf(line, i + 1));
  return pieces.some((piece) => piece.text === "{" || piece.text === "}") ? byBraces(pieces) : byIndent(pieces);
}

/** Code fences and comments are dropped, and so are bullets, numbers and the sign at a line's end. */
function piecesOf(line: string, number: number): readonly Piece[] {
  if (/^\s*```/.test(line)) return [];
  const pieces: Piece[] = [];
  const indent = width(/^\s*(?:(?:[-*+•]|\d+[.)])\s+)?/.exec(line)![0]);
  const parts = /"[^"]*"|'[^']*'|\((?:"[^"]*"|'[^']*'|[^)"'])*\)|\/\/.*|#.*|[{}]|[^"'(){}#/]+|[^]/g;
  let text = "", column = 1;
  const flush = (): void => {
    const trimmed = text.replace(/^\s*(?:(?:[-*+•]|\d+[.)])\s+)?/, "");
    const head = trimmed.replace(/[\s:,;]+$/, "");
    if (head !== "") pieces.push({ text: head, line: number, column: column + text.length - trimmed.length, indent });
  };
  for (const { 0: part, index } of line.matchAll(parts)) {
    if (/^(?:#|\/\/)/.test(part)) break;
    if (part !== "{" && part !== "}") {
      text += part;
      continue;
    }
    flush();
    pieces.push({ text: part, line: number, column: index + 1, indent });
    [text, column] = ["", index + 2];
  }
  flush();
  return pieces;
}

/** A tab is as wide as four blanks. */
const width = (blanks: string): number => [...blanks].reduce((sum, sign) => sum + (sign === "\t" ? 4 : 1), 0);

function byBraces(pieces: readonly Piece[]): ReturnType<typeof headsOf> {
  const heads: Head[] = [], open: { readonly list: Head[]; readonly at: Place }[] = [];
  let list = heads;
  for (const { text, line, column } of pieces) {
    if (text === "{") {
      const last = list.at(-1);
      if (last === undefined || last.children.length > 0) return { error: { line, column, message: "`{` stands behind a node such as `sequence`" } };
      open.push({ list, at: { line, column } });
      list = last.children;
    } else if (text === "}") {
      const before = open.pop();
      if (before === undefined) return { error: { line, column, message: "this `}` closes nothing" } };
      list = before.list;
    } else list.push({ text, line, column, children: [] });
  }
  const unclosed = open.at(-1);
  return unclosed === undefined ? { heads } : { error: { ...unclosed.at, message: "this `{` has no closing `}`" } };
}

function byIndent(pieces: readonly Piece[]): ReturnType<typeof headsOf> {
  const heads: Head[] = [], above: { readonly head: Head; readonly indent: number }[] = [];
  for (const { text, line, column, indent } of pieces) {
    const head: Head = { text, line, column, children: [] };
    while (above.length > 0 && above.at(-1)!.indent >= indent) above.pop();
    (above.at(-1)?.head.children ?? heads).push(head);
    above.push({ head, indent });
  }
  return { heads };
}
