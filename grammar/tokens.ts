import { createToken, Lexer, type TokenType } from "chevrotain";

/** Reserved words; backticks quote them where a name is wanted. */
export const HARD = [
  "use", "env", "policy", "model", "controller", "tree", "machine", "spec", "privilege", "reward", "guard", "fn", "const",
  "enum", "record", "memory", "test", "prove",
  "and", "or", "not", "implies", "if", "then", "else", "true", "false", "in", "from", "is", "carries", "matches",
  "all", "any", "count", "sum", "min", "max", "mean", "each",
  "previous", "once", "historically", "since", "unless", "release", "rise", "fall", "next", "eventually", "always", "until",
  "weak", "iff", "xor", "call", "returned", "latest", "anything", "allow", "ask", "forbid",
] as const;

/** Words that are keywords where the grammar asks for them and names everywhere else. */
export const SOFT = [
  "at", "on", "over", "observe", "act", "default", "tools", "tool", "principal", "untrusted", "trusted", "secret", "prompt",
  "results", "of", "dynamics", "euler", "rk4", "discrete", "giving", "gives", "within", "sequence", "fallback", "parallel",
  "reactive", "check", "do", "for", "timeout", "retry", "start", "state", "may", "go", "when", "ensure", "rollback", "saying",
  "stop", "propose", "best", "by", "tell", "require", "limit", "to", "rate", "barrier", "with", "alpha", "foresee", "keeps",
  "keep", "above", "obey", "follow", "term", "log", "temperature", "weight", "truncate", "stage", "shape", "given", "simulate", "returns", "expect",
  "increases", "decreases", "never", "allows", "asks", "forbids", "narrows", "this", "turn",
  "extern", "compatible", "inout", "out", "blackboard", "async", "while", "switch", "case", "try", "catch", "halt", "invert", "force", "success", "failure",
  "recovery", "pipeline", "round", "robin", "every", "again", "repeat", "forever", "mock", "run", "skip", "running", "delay", "loop", "updated", "fail", "succeed", "finally", "set", "wait", "entry", "exit", "sample", "doing",
] as const;

export type HardWord = (typeof HARD)[number];
export type SoftWord = (typeof SOFT)[number];

/** Words that begin a declaration. */
export const DECLARATIONS = [
  "use", "env", "policy", "model", "controller", "tree", "extern", "machine", "spec", "privilege", "reward", "guard", "fn", "const",
  "enum", "record", "memory", "test", "prove",
] as const satisfies readonly (HardWord | SoftWord)[];

/** Every word: allowed after `.`, before `:`, as a record field and inside unit brackets. */
export const AnyWord = createToken({ name: "AnyWord", pattern: Lexer.NA, label: "a word" });
/** A word that may name something: not a hard one. */
export const Name = createToken({ name: "Name", pattern: Lexer.NA, label: "a name", categories: [AnyWord] });

const WORD = /[A-Za-z_][A-Za-z0-9_]*/;
const Ident = createToken({ name: "Ident", pattern: WORD, label: "a name", categories: [Name], line_breaks: false, start_chars_hint: wordStarts() });
const Quoted = createToken({ name: "Quoted", pattern: /`[^`\n]+`/, label: "a name", categories: [Name], start_chars_hint: ["`"] });

function wordStarts(): string[] {
  return [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"];
}

function word(text: string, category: TokenType): TokenType {
  return createToken({ name: `W_${text}`, pattern: text, label: `\`${text}\``, longer_alt: Ident, categories: [category] });
}

const words: Record<string, TokenType> = {};
for (const w of HARD) words[w] = word(w, AnyWord);
for (const w of SOFT) words[w] = word(w, Name);

/** The token of a keyword. */
export const W = words as { readonly [K in HardWord | SoftWord]: TokenType };

export const Doc = createToken({ name: "Doc", pattern: /\/\/\/[^\n\r]*/, group: "comments" });
export const Comment = createToken({ name: "Comment", pattern: /\/\/[^\n\r]*/, group: "comments" });
export const Str = createToken({ name: "Str", pattern: /"(?:[^"\\\n\r]|\\[^\n\r])*"/, label: "a text" });
/** A text whose closing quote is missing: read as a text, so that it is one error and not many. */
export const OpenStr = createToken({ name: "OpenStr", pattern: /"(?:[^"\\\n\r]|\\[^\n\r])*\\?/, label: "a text", categories: [Str] });
// Without the look-ahead `1e-5` would lex as `1e` `-` `5`.
export const Quantity = createToken({
  name: "Quantity",
  pattern: /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![eE][+-]?\d)[A-Za-z]+(?![A-Za-z0-9_])/,
  label: "a number with a unit",
});
export const Num = createToken({ name: "Num", pattern: /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, label: "a number" });
/** The state an equation is about, with its prime: `speed'`. */
export const Primed = createToken({ name: "Primed", pattern: /[A-Za-z_][A-Za-z0-9_]*'/, label: "a state with a prime" });

const symbol = (name: string, text: string): TokenType => createToken({ name, pattern: text, label: `\`${text}\`` });
export const LBrace = symbol("LBrace", "{");
export const RBrace = symbol("RBrace", "}");
export const LParen = symbol("LParen", "(");
export const RParen = symbol("RParen", ")");
export const LBracket = symbol("LBracket", "[");
export const RBracket = symbol("RBracket", "]");
export const Comma = symbol("Comma", ",");
export const Colon = symbol("Colon", ":");
export const DotDot = symbol("DotDot", "..");
export const Dot = symbol("Dot", ".");
export const Question = symbol("Question", "?");
export const Arrow = symbol("Arrow", "->");
export const EqEq = symbol("EqEq", "==");
export const NotEq = symbol("NotEq", "!=");
export const LessEq = symbol("LessEq", "<=");
export const GreaterEq = symbol("GreaterEq", ">=");
export const Less = symbol("Less", "<");
export const Greater = symbol("Greater", ">");
export const Eq = symbol("Eq", "=");
export const Plus = symbol("Plus", "+");
export const Minus = symbol("Minus", "-");
export const Star = symbol("Star", "*");
export const Slash = symbol("Slash", "/");
export const Caret = symbol("Caret", "^");

/** Whatever begins nothing else, in whole runs: the lexer's own recovery would need half a minute for a binary file. */
export const Unknown = createToken({
  name: "Unknown", pattern: /[^A-Za-z0-9_"`/{}()[\],:.?<>=!+\-*^ \t\r\n\f\v\uFEFF]+|`+|!+/, group: "unknown", line_breaks: false,
  start_chars_hint: unknownStarts(),
});

/** Every character code below 256 and one out of each bucket in which the lexer keeps the others. */
function unknownStarts(): number[] {
  const codes = Array.from({ length: 256 }, (_, code) => code).filter((code) => !/[A-Za-z0-9_"/{}()[\],:.?<>=+\-*^ \t\r\n\f\v]/.test(String.fromCharCode(code)));
  for (let code = 256; code < 65536; code += 128) codes.push(code);
  return codes;
}

const Space = createToken({ name: "Space", pattern: /[ \t\r\n\f\v\uFEFF]+/, group: Lexer.SKIPPED, line_breaks: true });

// Longest first: with `longer_alt: Ident` alone, `allow` would become a name once `all` had matched.
const keywords = Object.keys(words).sort((a, b) => b.length - a.length).map((w) => words[w]!);

export const ALL_TOKENS: TokenType[] = [
  Space, Doc, Comment, Str, OpenStr, Quantity, Num, Primed, ...keywords, Ident, Quoted,
  LBrace, RBrace, LParen, RParen, LBracket, RBracket, Comma, Colon, DotDot, Dot, Question, Arrow,
  EqEq, NotEq, LessEq, GreaterEq, Less, Greater, Eq, Plus, Minus, Star, Slash, Caret, Unknown, Name, AnyWord,
];

// A test validates the tokens; doing so at every start would take as long as reading a file.
export const lexer = new Lexer(ALL_TOKENS, { positionTracking: "full", ensureOptimizations: true, recoveryEnabled: true, skipValidations: true });
