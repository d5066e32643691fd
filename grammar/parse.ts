import type { ILexingError, IToken } from "chevrotain";
import type * as ast from "./ast.ts";
import { DocTable } from "./docs.ts";
import { PolParser } from "./parser/file.ts";
import type { Span } from "./spans.ts";
import { Colon, DECLARATIONS, Dot, Eq, LBracket, lexer, OpenStr, Slash, Star } from "./tokens.ts";
import { walk } from "./visit.ts";

export interface SyntaxError {
  readonly what: "unexpected" | "character" | "open text" | "too deep";
  readonly message: string;
  readonly span: Span;
}

export interface Parsed {
  readonly file: ast.File;
  readonly errors: readonly SyntaxError[];
  /** Tokens and comments, each in order, for the formatter and the editor. */
  readonly tokens: readonly IToken[];
  readonly comments: readonly IToken[];
}

/** Deeper nesting than this is refused: nobody can read it, and every later phase recurses. */
export const MAX_DEPTH = 250;

let shared: PolParser | undefined;

/** Reads a whole file. Any text at all gives a tree and a list of errors; it never throws. */
export function parse(text: string): Parsed {
  const lexed = lexer.tokenize(text);
  const comments = lexed.groups["comments"] ?? [];
  const errors: SyntaxError[] = lexed.errors.map((e) => character(e, text));
  for (const token of lexed.tokens) {
    if (token.tokenType === OpenStr) errors.push({ what: "open text", message: "this text has no closing quote", span: spanOf(token) });
  }
  const parser = (shared ??= new PolParser());
  parser.docs = new DocTable(comments, text);
  const uses: ast.Use[] = [];
  const decls: ast.Decl[] = [];
  const broken: ast.Broken[] = [];
  for (const slice of slices(lexed.tokens)) {
    const item = parseSlice(parser, slice, errors);
    if (item === undefined) broken.push(brokenOf(slice));
    else if (item.kind === "Use") uses.push(item);
    else decls.push(item);
  }
  errors.sort((a, b) => a.span.start - b.span.start);
  return { file: { kind: "File", uses, decls, broken, span: { start: 0, end: text.length } }, errors, tokens: lexed.tokens, comments };
}

/** One declaration at a time, so that an error in one costs no other. */
function* slices(tokens: readonly IToken[]): Generator<IToken[]> {
  let from = 0;
  for (let i = 1; i <= tokens.length; i++) {
    if (i === tokens.length || begins(tokens, i)) {
      if (i > from) yield tokens.slice(from, i) as IToken[];
      from = i;
    }
  }
}

const STARTS = new Set(DECLARATIONS.map((w) => `W_${w}`));
const NOT_BEFORE = new Set([Dot, LBracket, Star, Slash]);
const NOT_AFTER = new Set([Colon, Eq, Dot]);

/** A declaration's word is reserved, so that anywhere but in a path, a field or a unit it begins one. */
function begins(tokens: readonly IToken[], i: number): boolean {
  const token = tokens[i]!;
  if (!STARTS.has(token.tokenType.name)) return false;
  const before = tokens[i - 1]!;
  const after = tokens[i + 1];
  return !NOT_BEFORE.has(before.tokenType) && !(after !== undefined && NOT_AFTER.has(after.tokenType));
}

function parseSlice(parser: PolParser, slice: IToken[], errors: SyntaxError[]): ast.Decl | ast.Use | undefined {
  const found: SyntaxError[] = [];
  let item: ast.Decl | ast.Use | undefined;
  if (bracketDepth(slice) > MAX_DEPTH) {
    found.push(tooDeep(slice[0]!));
  } else {
    parser.input = slice;
    try {
      item = parser.item();
    } catch (thrown) {
      // The parser recurses on prefixes and right-leaning operators; only the stack's end can throw here.
      if (!(thrown instanceof RangeError)) throw thrown;
      found.push(tooDeep(slice[0]!));
    }
    let line = -1;
    for (const e of found.length > 0 ? [] : parser.errors) {
      const token = Number.isNaN(e.token.startOffset) || e.token.startOffset < 0 ? (e.previousToken ?? slice.at(-1)!) : e.token;
      // One report a line: after the first, the parser is guessing.
      if (token.startLine === line) continue;
      line = token.startLine ?? -1;
      if (token.tokenType !== OpenStr) found.push({ what: "unexpected", message: e.message, span: spanOf(token) });
    }
    if (found.length === 0 && item !== undefined && treeDepth(item) > MAX_DEPTH) found.push(tooDeep(slice[0]!));
  }
  errors.push(...found);
  return found.length > 0 || slice.some((t) => t.tokenType === OpenStr) ? undefined : item;
}

function tooDeep(at: IToken): SyntaxError {
  return { what: "too deep", message: `nested more than ${MAX_DEPTH} levels deep`, span: spanOf(at) };
}

function bracketDepth(slice: readonly IToken[]): number {
  let depth = 0;
  let deepest = 0;
  for (const { image } of slice) {
    if (image === "(" || image === "{" || image === "[") deepest = Math.max(deepest, ++depth);
    else if (image === ")" || image === "}" || image === "]") depth--;
  }
  return deepest;
}

function treeDepth(item: ast.Node): number {
  let deepest = 0;
  walk(item, (_, depth) => { deepest = Math.max(deepest, depth); });
  return deepest;
}

function brokenOf(slice: readonly IToken[]): ast.Broken {
  const start = slice[0]!;
  const name = slice[1]?.tokenType.CATEGORIES?.some((c) => c.name === "Name") ? slice[1].image.replaceAll("`", "") : null;
  return { keyword: start.image, name, span: { start: start.startOffset, end: spanOf(slice.at(-1)!).end } };
}

function character(e: ILexingError, text: string): SyntaxError {
  const wrong = text.slice(e.offset, e.offset + e.length);
  return { what: "character", message: `\`${wrong.slice(0, 20)}\` means nothing here`, span: { start: e.offset, end: e.offset + e.length } };
}

function spanOf(token: IToken): Span {
  return { start: token.startOffset, end: (token.endOffset ?? token.startOffset) + 1 };
}
