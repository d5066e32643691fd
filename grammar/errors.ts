import type { IRecognitionException, IToken } from "chevrotain";
import { insteadOf } from "./parser/characters.ts";
import { takeApart } from "./parser/messages.ts";
import type { Span } from "./spans.ts";
import { LBrace, OpenStr, RBrace } from "./tokens.ts";

export interface SyntaxError {
  readonly what: "unexpected" | "character" | "open text" | "too deep" | "lost text";
  readonly message: string;
  /** What to write instead, where there is something to say. */
  readonly help: string | null;
  readonly span: Span;
}

/** Deeper nesting than this is refused: nobody can read it, and every later phase recurses. */
export const MAX_DEPTH = 250;

/** After so many mistakes the others are not described: nobody reads them, and each takes time. */
export const MAX_MISTAKES = 200;

export function spanOf(token: IToken): Span {
  return { start: token.startOffset, end: (token.endOffset ?? token.startOffset) + 1 };
}

/**
 * Where bytes were no UTF-8 (the decoder puts U+FFFD there) or are zero: the text is another than the one that was written, or
 * none at all, and what else is wrong with it is beside the point.
 */
export function lostText(text: string): SyntaxError | null {
  const start = text.search(/[\0\ufffd]/);
  if (start < 0) return null;
  const message = text[start] === "\0" ? "a zero byte stands here" : "the bytes here are no UTF-8";
  return { what: "lost text", message, help: "save the file as UTF-8 text", span: { start, end: start + 1 } };
}

export function tooDeep(at: IToken): SyntaxError {
  return { what: "too deep", message: `nested more than ${MAX_DEPTH} levels deep`, help: "name the inner parts with `const` or `fn`", span: spanOf(at) };
}

export function tooMany(at: IToken): SyntaxError {
  return { what: "unexpected", message: `more than ${MAX_MISTAKES} mistakes: the others are not shown`, help: null, span: spanOf(at) };
}

export function openText(token: IToken): SyntaxError {
  return { what: "open text", message: "this text has no closing quote", help: null, span: spanOf(token) };
}

export function unknownCharacters(token: IToken): SyntaxError {
  return { what: "character", message: `\`${token.image.slice(0, 20)}\` means nothing here`, help: insteadOf(token.image), span: spanOf(token) };
}

/** What the parser stumbled over in one declaration, without what only follows from something already reported. */
export function problemsIn(slice: readonly IToken[], found: readonly IRecognitionException[], reported: Set<number>): SyntaxError[] {
  const problems: SyntaxError[] = [];
  for (const e of found) {
    const previous = (e as { previousToken?: IToken }).previousToken;
    const atEnd = !(e.token.startOffset >= 0);
    const token = atEnd ? slice.at(-1)! : e.token;
    // After the first report on a line the parser is guessing; so it is behind a text that swallowed the line's rest.
    if (reported.has(token.startLine!) || token.tokenType === OpenStr || previous?.tokenType === OpenStr) continue;
    const open = atEnd ? unclosed(slice) : undefined;
    reported.add(token.startLine!);
    problems.push(
      open === undefined
        ? { what: "unexpected", ...takeApart(e.message), span: spanOf(token) }
        : { what: "unexpected", message: "this `{` has no closing `}`", help: null, span: spanOf(open) },
    );
  }
  return problems;
}

function unclosed(slice: readonly IToken[]): IToken | undefined {
  const open: IToken[] = [];
  for (const token of slice) {
    if (token.tokenType === LBrace) open.push(token);
    else if (token.tokenType === RBrace) open.pop();
  }
  return open.at(-1);
}
