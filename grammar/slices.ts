import type { IToken } from "chevrotain";
import { Colon, DECLARATIONS, Dot, Eq, LBracket, Slash, Star, W } from "./tokens.ts";

const STARTS = new Set(DECLARATIONS.map((word) => W[word]));
const NOT_BEFORE = new Set([Dot, LBracket, Star, Slash]);
const NOT_AFTER = new Set([Colon, Eq, Dot]);

/** The tokens of one declaration each, so that an error in one costs no other. */
export function* slices(tokens: readonly IToken[]): Generator<IToken[]> {
  let from = 0;
  for (let i = 1; i <= tokens.length; i++) {
    if (i === tokens.length || begins(tokens, i)) {
      if (i > from) yield tokens.slice(from, i);
      from = i;
    }
  }
}

/** A declaration's word is reserved, so that anywhere but in a path, a field or a unit it begins one. */
function begins(tokens: readonly IToken[], i: number): boolean {
  if (!isStart(tokens[i]!)) return false;
  const before = tokens[i - 1]!;
  const after = tokens[i + 1];
  // `env machine {`: the second is meant as a name.
  if (isStart(before)) return false;
  return !NOT_BEFORE.has(before.tokenType) && !(after !== undefined && NOT_AFTER.has(after.tokenType));
}

export function isStart(token: IToken): boolean {
  return STARTS.has(token.tokenType);
}
