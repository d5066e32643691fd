import { EmbeddedActionsParser, type IOrAlt, type IToken, MismatchedTokenException, type ParserMethod } from "chevrotain";
import type * as ast from "../ast.ts";
import { DocTable } from "../docs.ts";
import type { Span } from "../spans.ts";
import { ALL_TOKENS, AnyWord, LBrace, Name, Num, Quantity, Str } from "../tokens.ts";
import { LazyLookahead } from "./lookahead.ts";
import { Messages } from "./messages.ts";

export type Rule<T> = ParserMethod<[], T>;

/** What every rule needs: spans, names, numbers, docs. */
export abstract class BaseParser extends EmbeddedActionsParser {
  docs = new DocTable([], []);

  declare expr: Rule<ast.Expr>;
  declare additive: Rule<ast.Expr>;

  readonly messages: Messages;

  constructor(skipValidations: boolean) {
    const messages = new Messages();
    super(ALL_TOKENS, { maxLookahead: 2, lookaheadStrategy: new LazyLookahead({ maxLookahead: 2 }), recoveryEnabled: true, errorMessageProvider: messages, skipValidations });
    this.messages = messages;
  }

  /** `OR` whose alternatives all give one declared type, which is what its callers need to know. */
  protected choice<T>(alternatives: IOrAlt<T>[]): T {
    return this.OR(alternatives) as T;
  }

  protected choice1<T>(alternatives: IOrAlt<T>[]): T {
    return this.OR1(alternatives) as T;
  }

  protected choice2<T>(alternatives: IOrAlt<T>[]): T {
    return this.OR2(alternatives) as T;
  }

  /** Reports a mistake that the grammar itself would let pass, or would say less about. */
  protected complain(token: IToken, message: string, advice: string | null): void {
    this.errors = [...this.errors, new MismatchedTokenException(this.messages.known(message, advice), token, this.LA(0))];
  }

  /** Goes over a token, whatever it is; chevrotain's own way stops before the last. */
  protected pass(): void {
    (this as unknown as { consumeToken(): void }).consumeToken();
  }

  protected mark(): number {
    return this.LA(1).startOffset;
  }

  protected span(start: number): Span {
    const end = (this.LA(0).endOffset ?? start - 1) + 1;
    return { start, end: end > start ? end : start };
  }

  /** The doc comment of what began at `start` and ends with the token just read, or opens its block with the next. */
  protected doc(start: number): string | null {
    const ends = [this.LA(0).startOffset];
    if (this.LA(1).tokenType === LBrace) ends.push(this.LA(1).startOffset);
    return this.docs.of(start, ends);
  }

  protected identOf(token: IToken): ast.Ident {
    const quoted = token.image.startsWith("`");
    return {
      kind: "Ident",
      text: quoted ? token.image.slice(1, -1) : token.image,
      span: { start: token.startOffset, end: (token.endOffset ?? token.startOffset) + 1 },
    };
  }

  name = this.RULE("name", (): ast.Ident => this.identOf(this.CONSUME(Name)));

  word = this.RULE("word", (): ast.Ident => this.identOf(this.CONSUME(AnyWord)));

  text = this.RULE("text", (): ast.Text => {
    const token = this.CONSUME(Str);
    return { kind: "Text", value: unescape(token.image), span: this.identOf(token).span };
  });

  quantity = this.RULE("quantity", (): ast.Num => this.quantityOf(this.CONSUME(Quantity)));

  count = this.RULE("count", (): ast.Num => {
    const start = this.mark();
    return this.numberOf(this.CONSUME(Num), null, start);
  });

  protected quantityOf(token: IToken): ast.Num {
    const { span } = this.identOf(token);
    const digits = /^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![a-zA-Z0-9]*\d)/.exec(token.image)?.[0] ?? "0";
    const at = { start: span.start + digits.length, end: span.end };
    const name: ast.Ident = { kind: "Ident", text: token.image.slice(digits.length), span: at };
    const unit: ast.Unit = { kind: "Unit", above: [{ kind: "UnitFactor", name, number: null, power: 1, span: at }], below: [], span: at };
    return { kind: "Num", value: Number(digits), text: digits, unit, span };
  }

  protected numberOf(token: IToken, unit: ast.Unit | null, start: number): ast.Num {
    return { kind: "Num", value: Number(token.image), text: token.image, unit, span: this.span(start) };
  }
}

function unescape(image: string): string {
  return image.slice(1, -1).replace(/\\(.)/g, (_, c: string) => (c === "n" ? "\n" : c === "t" ? "\t" : c));
}
