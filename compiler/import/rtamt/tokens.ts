import { createToken, type IToken, Lexer, tokenMatcher, type TokenType } from "chevrotain";

/** What stands between two operands. */
export const Infix = createToken({ name: "Infix", pattern: Lexer.NA });
/** An operator over all that follows it and binds at least as tightly. */
export const Prefix = createToken({ name: "Prefix", pattern: Lexer.NA });
/** A prefix that takes a window. */
export const Timed = createToken({ name: "Timed", pattern: Lexer.NA, categories: [Prefix] });
/** An operator whose operand stands in parentheses. */
export const Edge = createToken({ name: "Edge", pattern: Lexer.NA });
export const Unary = createToken({ name: "Unary", pattern: Lexer.NA });
export const Binary = createToken({ name: "Binary", pattern: Lexer.NA });
export const Literal = createToken({ name: "Literal", pattern: Lexer.NA, label: "a number" });
export const Unit = createToken({ name: "Unit", pattern: Lexer.NA });
export const Direction = createToken({ name: "Direction", pattern: Lexer.NA });
export const Basic = createToken({ name: "Basic", pattern: Lexer.NA });
/** A word that RTAMT keeps to itself and uses nowhere. */
const Reserved = createToken({ name: "Reserved", pattern: Lexer.NA });

// Identifiers take `.` and `/` in: `x/2` is one name.
export const Identifier = createToken({ name: "Identifier", pattern: /[A-Za-z_$][A-Za-z0-9_$./]*/, label: "a name" });

const DIGITS = String.raw`\d(?:[\d_]*\d)?`;
const EXPONENT = String.raw`[eE][+-]?\d+`;
const Real = createToken({
  name: "Real", categories: [Literal],
  pattern: new RegExp(String.raw`${DIGITS}\.(?:${DIGITS})?(?:${EXPONENT})?|\.${DIGITS}(?:${EXPONENT})?|${DIGITS}${EXPONENT}`),
});
const Integer = createToken({ name: "Integer", categories: [Literal], pattern: /0[xX][\da-fA-F](?:[\da-fA-F_]*[\da-fA-F])?|0[bB][01](?:[01_]*[01])?|0|[1-9](?:[\d_]*\d)?/ });

const symbol = (text: string, pattern: string | RegExp = text, categories: TokenType[] = []): TokenType =>
  createToken({ name: text, pattern, label: `\`${text}\``, categories });

export const LParen = symbol("("), RParen = symbol(")"), LBracket = symbol("["), RBracket = symbol("]");
export const Semicolon = symbol(";"), Colon = symbol(":"), Comma = symbol(","), At = symbol("@"), Assign = symbol("=");
export const Minus = symbol("-", "-", [Infix]);
const Not = symbol("not", "!", [Prefix]);
const And = symbol("and", /&&?/, [Infix]), Or = symbol("or", /\|\|?/, [Infix]);
const Iff = symbol("iff", "<->", [Infix]), Implies = symbol("implies", "->", [Infix]);
const NotEqual = symbol("!==", /!==?/, [Infix]);
const signs = ["==", "<=", ">=", "<", ">", "+", "*", "/"].map((text) => symbol(text, text, [Infix]));

const word = (name: string, ...categories: TokenType[]): TokenType => createToken({ name, pattern: Lexer.NA, label: `\`${name}\``, categories });
export const Specification = word("specification"), From = word("from"), Import = word("import"), Topic = word("topic"), Const = word("const");
const Always = word("always", Timed), Eventually = word("eventually", Timed), Historically = word("historically", Timed), Once = word("once", Timed);
const Until = word("until", Infix), Unless = word("unless", Infix), Since = word("since", Infix);
const Next = word("next", Prefix), Prev = word("prev", Prefix), StrongNext = word("s_next", Prefix), StrongPrev = word("s_prev", Prefix);

/** Words that are no names, with their short forms. */
const words = new Map<string, TokenType>([
  ["not", Not], ["and", And], ["or", Or], ["iff", Iff], ["implies", Implies], ["xor", word("xor", Infix)],
  ["always", Always], ["G", Always], ["eventually", Eventually], ["F", Eventually], ["historically", Historically], ["H", Historically],
  ["once", Once], ["O", Once], ["until", Until], ["U", Until], ["unless", Unless], ["W", Unless], ["since", Since], ["S", Since],
  ["next", Next], ["X", Next], ["prev", Prev], ["Y", Prev], ["s_next", StrongNext], ["sX", StrongNext], ["s_prev", StrongPrev], ["sY", StrongPrev],
  ["specification", Specification], ["from", From], ["import", Import], ["topic", Topic], ["const", Const],
  ...["rise", "fall"].map((name) => [name, word(name, Edge)] as const),
  ...["abs", "sqrt", "exp", "ln"].map((name) => [name, word(name, Unary)] as const),
  ...["pow", "log"].map((name) => [name, word(name, Binary)] as const),
  ...["s", "ms", "us", "ns"].map((name) => [name, word(name, Unit)] as const),
  ...["input", "output"].map((name) => [name, word(name, Direction)] as const),
  ...["float", "int", "long", "complex"].map((name) => [name, word(name, Basic)] as const),
  ...["ps", "internal", "real", "bool", "assertion", "true", "TRUE", "false", "FALSE"].map((name) => [name, word(name, Reserved)] as const),
]);

export const isReserved = (token: IToken): boolean => tokenMatcher(token, Reserved);
export const isUnit = (token: IToken): boolean => tokenMatcher(token, Unit);
/** True for a word that would be a name if RTAMT did not keep it to itself. */
export const isWord = (token: IToken): boolean => words.has(token.image);

const Space = createToken({ name: "Space", pattern: /[ \t\r\n\f\uFEFF]+/, group: Lexer.SKIPPED, line_breaks: true });
const LineComment = createToken({ name: "LineComment", pattern: /\/\/[^\r\n]*/, group: Lexer.SKIPPED });
const Comment = createToken({ name: "Comment", pattern: /\/\*[^]*?\*\//, group: Lexer.SKIPPED, line_breaks: true, start_chars_hint: ["/"] });
const OpenComment = createToken({ name: "OpenComment", pattern: /\/\*[^]*/, group: "unknown", line_breaks: true, start_chars_hint: ["/"] });
/** Whatever begins nothing else, in whole runs. */
const Unknown = createToken({ name: "Unknown", pattern: /[^A-Za-z0-9_$()[\];:,@=+\-*/&|<>! \t\r\n\f\uFEFF]+/, group: "unknown", line_breaks: true });

export const ALL_TOKENS: TokenType[] = [
  Space, LineComment, Comment, OpenComment, Real, Integer, Identifier,
  Iff, Implies, NotEqual, ...signs.slice(0, 3), Not, And, Or, ...signs.slice(3), Minus,
  LParen, RParen, LBracket, RBracket, Semicolon, Colon, Comma, At, Assign, Unknown,
  ...new Set(words.values()), Infix, Prefix, Timed, Edge, Unary, Binary, Literal, Unit, Direction, Basic, Reserved,
].filter((token, i, all) => all.indexOf(token) === i);

let lexer: Lexer | undefined;

export interface Lexed {
  readonly tokens: IToken[];
  readonly unknown: readonly IToken[];
}

/** A word is a name unless it is wholly one of RTAMT's own: `since_start` begins with no `since`. */
export function lex(text: string): Lexed {
  lexer ??= new Lexer(ALL_TOKENS, { positionTracking: "full" });
  const { tokens, groups } = lexer.tokenize(text);
  return { tokens: tokens.map((token) => asWord(token)), unknown: groups["unknown"] ?? [] };
}

function asWord(token: IToken): IToken {
  const type = token.tokenType === Identifier ? words.get(token.image) : undefined;
  return type === undefined ? token : { ...token, tokenType: type, tokenTypeIdx: type.tokenTypeIdx! };
}
