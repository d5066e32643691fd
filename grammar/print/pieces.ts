import type { IToken, TokenType } from "chevrotain";
import { LBrace, LBracket, LParen, RBrace, RBracket, RParen } from "../tokens.ts";

/** A token or a comment, in the order of the text. */
export interface Piece {
  readonly text: string;
  readonly type: TokenType;
  readonly comment: boolean;
  /** A comment that follows code on its line. */
  readonly trailing: boolean;
  /** Line breaks the author put before it. */
  readonly breaks: number;
  readonly start: number;
  readonly end: number;
  /** The index of the bracket that matches this one, or -1. */
  partner: number;
}

/** Tokens and comments in one list, with the brackets matched. */
export function piecesOf(tokens: readonly IToken[], comments: readonly IToken[]): Piece[] {
  const pieces: Piece[] = [];
  let line = 0;
  let t = 0;
  let c = 0;
  const open: number[] = [];
  while (t < tokens.length || c < comments.length) {
    const comment = t === tokens.length || (c < comments.length && comments[c]!.startOffset < tokens[t]!.startOffset);
    const token = comment ? comments[c++]! : tokens[t++]!;
    const breaks = pieces.length === 0 ? 0 : token.startLine! - line;
    const { startOffset: start, tokenType: type } = token;
    const piece: Piece = {
      text: comment ? token.image.trimEnd() : token.image, type, comment, trailing: comment && breaks === 0 && pieces.length > 0,
      breaks, start, end: token.endOffset! + 1, partner: -1,
    };
    if (type === LBrace || type === LParen || type === LBracket) open.push(pieces.length);
    else if (type === RBrace || type === RParen || type === RBracket) {
      piece.partner = open.pop()!;
      pieces[piece.partner]!.partner = pieces.length;
    }
    pieces.push(piece);
    line = token.endLine!;
  }
  return pieces;
}
