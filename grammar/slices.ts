import type { IToken } from "chevrotain";
import { isName } from "./parser/messages.ts";
import { Colon, DECLARATIONS, Dot, Eq, LBrace, LBracket, RBrace, Slash, Star, W } from "./tokens.ts";

const STARTS = new Set(DECLARATIONS.map((word) => W[word]));
const NOT_BEFORE = new Set([Dot, LBracket, Star, Slash]);
const NOT_AFTER = new Set([Colon, Eq, Dot]);

/** The tokens of one declaration each, so that an error in one costs no other. */
export function* slices(tokens: readonly IToken[]): Generator<IToken[]> {
  let from = 0;
  let open = 0;
  for (let i = 1; i <= tokens.length; i++) {
    const before = tokens[i - 1]?.tokenType;
    if (before === LBrace) open++;
    else if (before === RBrace) open--;
    if (i === tokens.length || begins(tokens, i, open > 0)) {
      if (i > from) yield tokens.slice(from, i);
      from = i;
      open = 0;
    }
  }
}

/** A declaration's word is reserved, so that anywhere but in a path, a field or a unit it begins one. */
function begins(tokens: readonly IToken[], i: number, inside: boolean): boolean {
  const token = tokens[i]!;
  if (!isStart(token)) return false;
  const before = tokens[i - 1]!;
  const after = tokens[i + 1];
  if (token.tokenType === W.extern) return beginsExtern(tokens, i) && (!inside || token.startColumn === 1);
  // `env machine {`: the second is meant as a name.
  if (isStart(before) && before.tokenType !== W.extern) return false;
  if (token.tokenType === W.memory && isNode(tokens, i)) return false;
  return !NOT_BEFORE.has(before.tokenType) && !(after !== undefined && NOT_AFTER.has(after.tokenType));
}

/** `extern` is no reserved word: it takes all of a head to begin a declaration. */
function beginsExtern(tokens: readonly IToken[], i: number): boolean {
  return isName(tokens[i + 1]) && tokens[i + 2]?.tokenType === W.over && isName(tokens[i + 3]);
}

/** `memory sequence {` is a node of a tree; `memory sequence over e` declares a memory of that name. */
function isNode(tokens: readonly IToken[], i: number): boolean {
  const [after, then, further] = tokens.slice(i + 1, i + 4).map(({ tokenType }) => tokenType);
  return (after === W.sequence || after === W.fallback) && (then !== W.over || further === LBrace);
}

export function isStart(token: IToken): boolean {
  return STARTS.has(token.tokenType);
}
