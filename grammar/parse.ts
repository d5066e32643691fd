import { type IToken, NotAllInputParsedException } from "chevrotain";
import type * as ast from "./ast.ts";
import { DocTable } from "./docs.ts";
import { lostText, MAX_DEPTH, MAX_MISTAKES, openText, problemsIn, spanOf, type SyntaxError, tooDeep, tooMany, unknownCharacters } from "./errors.ts";
import { nearest } from "./nearest.ts";
import { misplacedTemporals } from "./parentheses.ts";
import { advise } from "./parser/advice.ts";
import { PolParser } from "./parser/file.ts";
import { isName, shown, TooManyMistakes, unexpected } from "./parser/messages.ts";
import { isStart, slices } from "./slices.ts";
import { DECLARATIONS, lexer, OpenStr, Str, W } from "./tokens.ts";
import { deeperThan } from "./visit.ts";

export { MAX_DEPTH, type SyntaxError } from "./errors.ts";

export interface Parsed {
  readonly file: ast.File;
  readonly errors: readonly SyntaxError[];
  /** Tokens and comments, each in order, for the formatter and the editor. */
  readonly tokens: readonly IToken[];
  readonly comments: readonly IToken[];
}

let shared: PolParser | undefined;

/** Reads a whole file. Any text at all gives a tree and a list of errors; it never throws. */
export function parse(text: string): Parsed {
  const { tokens, groups } = lexer.tokenize(text);
  const comments = groups["comments"] ?? [];
  const reader = new Reader((shared ??= new PolParser()));
  reader.parser.messages.left = MAX_MISTAKES;
  reader.parser.docs = new DocTable(tokens, comments);
  for (const token of groups["unknown"] ?? []) reader.unknown(token);
  for (const slice of slices(tokens)) reader.read(slice);
  const { uses, decls, broken } = reader;
  const lost = lostText(text);
  const errors = lost === null ? reader.errors.sort((a, b) => a.span.start - b.span.start) : [lost];
  return { file: { kind: "File", uses, decls, broken, span: { start: 0, end: text.length } }, errors, tokens, comments };
}

/** Reads one slice of tokens after the other and collects what came of them. */
class Reader {
  readonly uses: ast.Use[] = [];
  readonly decls: ast.Decl[] = [];
  readonly broken: ast.Broken[] = [];
  readonly errors: SyntaxError[] = [];
  readonly parser: PolParser;
  /** Lines on which something is wrong already. */
  readonly #lines = new Set<number>();
  /** Where the lexer left something out, in order, and how many of those lie behind. */
  readonly #holes: number[] = [];
  #passed = 0;
  /** There are more mistakes than are described. */
  #full = false;

  constructor(parser: PolParser) {
    this.parser = parser;
  }

  unknown(token: IToken): void {
    this.#holes.push(token.startOffset);
    this.report(token.startLine!, unknownCharacters(token));
  }

  report(line: number, error: SyntaxError): void {
    this.#lines.add(line);
    this.errors.push(error);
  }

  read(slice: IToken[]): void {
    // A misspelt word in the place of a declaration's costs one report and no declaration.
    for (let rest: IToken[] | undefined = slice; rest !== undefined; ) {
      if (!isStart(rest[0]!)) rest = this.#respelt(rest);
      if (!isStart(rest[0]!)) return this.#noDeclaration(rest);
      rest = this.#declaration(rest);
    }
  }

  #noDeclaration(slice: readonly IToken[]): void {
    const first = slice[0]!;
    this.broken.push(brokenOf(slice));
    if (this.#lines.has(first.startLine!)) return;
    this.report(first.startLine!, { what: "unexpected", message: `expected a declaration but found ${shown(first)}`, help: null, span: spanOf(first) });
  }

  /** Reads one declaration and answers what stands behind it, if that looks like one more. */
  #declaration(slice: IToken[]): IToken[] | undefined {
    for (const token of slice) if (token.tokenType === OpenStr) this.report(token.startLine!, openText(token));
    const item = this.#parsed(slice);
    if (item === "too deep") {
      this.report(slice[0]!.startLine!, tooDeep(slice[0]!));
      this.broken.push(brokenOf(slice));
      return undefined;
    }
    const rest = this.parser.errors.find((e) => e instanceof NotAllInputParsedException)?.token;
    const at = rest === undefined ? slice.length : slice.indexOf(rest);
    const found = this.parser.errors.filter((e) => !(e instanceof NotAllInputParsedException));
    const own = slice.slice(0, at);
    this.errors.push(...problemsIn(own, found, this.#lines));
    const startsLine = rest !== undefined && rest.startLine !== slice[at - 1]?.endLine;
    const another = startsLine && isName(rest) && meantStart(slice, at) !== null;
    if (rest !== undefined && !another && found.length === 0) this.#stray(rest, slice[at - 1]);
    const damaged = found.length > 0 || own.some((t) => t.tokenType === OpenStr) || this.#hasHole(own) || (rest !== undefined && !startsLine);
    const whole = item !== undefined && !damaged;
    if (!whole) this.broken.push(brokenOf(own.length > 0 ? own : slice));
    else if (item.kind === "Use") this.uses.push(item);
    else this.decls.push(item);
    if (whole) this.errors.push(...misplacedTemporals(item));
    return another ? slice.slice(at) : undefined;
  }

  #parsed(slice: IToken[]): ast.Decl | ast.Use | undefined | "too deep" {
    this.parser.input = slice;
    if (this.#full) return undefined;
    if (bracketDepth(slice) > MAX_DEPTH) return "too deep";
    try {
      const item = this.parser.item();
      return item !== undefined && deeperThan(MAX_DEPTH, item) ? "too deep" : item;
    } catch (thrown) {
      // The parser recurses on prefixes and right-leaning operators, so the stack may end.
      if (thrown instanceof RangeError) return "too deep";
      if (!(thrown instanceof TooManyMistakes)) throw thrown;
      if (!this.#full) this.errors.push(tooMany(slice[0]!));
      this.#full = true;
      return undefined;
    }
  }

  #hasHole(slice: readonly IToken[]): boolean {
    const end = slice.at(-1)!.startOffset;
    const before = this.#passed;
    while (this.#passed < this.#holes.length && this.#holes[this.#passed]! < end) this.#passed++;
    return this.#passed > before && this.#holes[this.#passed - 1]! > slice[0]!.startOffset;
  }

  #stray(token: IToken, previous: IToken | undefined): void {
    if (this.#lines.has(token.startLine!) || previous?.tokenType === OpenStr) return;
    const help = advise({ expected: null, found: token, previous, rule: "item" });
    this.report(token.startLine!, { what: "unexpected", message: unexpected(token), help, span: spanOf(token) });
  }

  /** Reports a word that begins no declaration and puts the one that was meant in its place. */
  #respelt(slice: IToken[]): IToken[] {
    const first = slice[0]!;
    const meant = meantStart(slice, 0);
    if (meant === null) return slice;
    this.report(first.startLine!, {
      what: "unexpected",
      message: `\`${first.image}\` begins no declaration`,
      help: `did you mean \`${meant}\`?`,
      span: spanOf(first),
    });
    return [{ ...first, tokenType: W[meant], tokenTypeIdx: W[meant].tokenTypeIdx! }, ...slice.slice(1)];
  }
}

function meantStart(slice: readonly IToken[], at: number): (typeof DECLARATIONS)[number] | null {
  const after = slice[at + 1];
  if (!isName(after) && after?.tokenType !== Str) return null;
  return (nearest(slice[at]!.image, DECLARATIONS) as (typeof DECLARATIONS)[number] | undefined) ?? null;
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

function brokenOf(slice: readonly IToken[]): ast.Broken {
  const start = slice[0]!;
  const name = isName(slice[1]) ? slice[1]!.image.replaceAll("`", "") : null;
  return { keyword: start.image, name, span: { start: start.startOffset, end: spanOf(slice.at(-1)!).end } };
}
