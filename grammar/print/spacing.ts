import type { TokenType } from "chevrotain";
import * as t from "../tokens.ts";
import type { Marks } from "./marks.ts";
import type { Piece } from "./pieces.ts";

const TIGHT_BEFORE: ReadonlySet<TokenType> = new Set([
  t.LParen, t.RParen, t.LBracket, t.RBracket, t.Comma, t.Colon, t.Question, t.Dot, t.DotDot, t.Caret,
]);
const TIGHT_AFTER: ReadonlySet<TokenType> = new Set([t.LParen, t.LBracket, t.Dot, t.DotDot, t.Caret]);
const NEVER_AFTER: ReadonlySet<TokenType> = new Set([t.LParen, t.LBracket]);

/** Whether a blank stands between a token and the one before it on the same line. */
export function isSpaced(before: Piece, piece: Piece, index: number, marks: Marks): boolean {
  if (marks.tight.has(index) || NEVER_AFTER.has(before.type)) return false;
  if (marks.loose.has(index)) return true;
  return !TIGHT_AFTER.has(before.type) && !TIGHT_BEFORE.has(piece.type);
}
