import { EmbeddedActionsParser, EOF, type IOrAlt, type IToken, tokenMatcher } from "chevrotain";
import { MAX_DEPTH } from "../../../grammar/errors.ts";
import type * as ast from "./ast.ts";
import { Messages } from "./messages.ts";
import * as t from "./tokens.ts";

/**
 * How tightly operators bind, from the order of alternatives in RTAMT's own grammar (StlParser.g4 of 0.4.10). All infix ones
 * group to the left, `->` too; `always a until b` is `(always a) until b`.
 */
const STRENGTH: Readonly<Record<string, number>> = {
  "*": 24, "/": 24, "+": 23, "-": 23, "<": 22, "<=": 22, ">": 22, ">=": 22, "==": 22, "!==": 22,
  not: 21, always: 20, eventually: 19, historically: 18, once: 17, prev: 16, next: 15, s_prev: 14, s_next: 13,
  until: 12, unless: 11, since: 10, and: 9, or: 8, implies: 7, iff: 6, xor: 5,
};
/** A sign binds more tightly than anything: `-x * y` is `(-x) * y`. */
const SIGN = 31;

const strength = (token: IToken): number => STRENGTH[token.tokenType.name] ?? 0;

/** Thrown out of the parser, whose recursion would otherwise end the stack. */
export class TooDeep extends Error {
  readonly token: IToken;

  constructor(token: IToken) {
    super("too deep");
    this.token = token;
  }
}

/** RTAMT's grammar, straight to the tree. It stops at the first mistake. */
export class RtamtParser extends EmbeddedActionsParser {
  #depth = 0;
  #tokens: IToken[] = [];
  /** Index of the token with which the last statement ended. */
  #read = 0;

  constructor() {
    super(t.ALL_TOKENS, { maxLookahead: 2, errorMessageProvider: new Messages() });
    this.performSelfAnalysis();
  }

  begin(tokens: IToken[]): void {
    this.#depth = this.#read = 0;
    this.input = this.#tokens = tokens;
  }

  /** `OR` whose alternatives all give one declared type. */
  #choice<T>(alternatives: IOrAlt<T>[]): T {
    return this.OR(alternatives) as T;
  }

  #expression(strongest: number): ast.Expr {
    const left = this.SUBRULE(this.operand);
    let whole = left;
    this.MANY({
      GATE: () => strength(this.LA(1)) >= strongest,
      DEF: () => {
        const op = this.CONSUME(t.Infix);
        let window: ast.Window | null = null;
        this.OPTION({ GATE: () => TIMED.has(op.tokenType.name), DEF: () => { window = this.SUBRULE(this.window); } });
        const right = this.SUBRULE(this.expression, { ARGS: [strength(op) + 1] });
        const soFar = whole;
        this.ACTION(() => { whole = joined(op.tokenType.name, soFar, right, window); });
      },
    });
    return whole;
  }

  expression = this.RULE("expression", (strongest: number): ast.Expr => {
    if (++this.#depth > MAX_DEPTH) throw new TooDeep(this.LA(1));
    const whole = this.#expression(strongest);
    this.#depth--;
    return whole;
  });

  operand = this.RULE("operand", (): ast.Expr =>
    this.#choice<ast.Expr>([
      { ALT: () => this.SUBRULE(this.parenthesised) },
      {
        ALT: () => {
          this.CONSUME(t.Minus);
          return { kind: "negate", operand: this.SUBRULE(this.expression, { ARGS: [SIGN] }) };
        },
      },
      { ALT: () => this.SUBRULE(this.prefixed) },
      {
        ALT: () => {
          const op = this.CONSUME(t.Edge).image as "rise" | "fall";
          return { kind: "edge", op, operand: this.SUBRULE1(this.parenthesised) };
        },
      },
      {
        ALT: () => {
          const name = this.CONSUME(t.Unary).image as ast.FunctionName;
          return { kind: "function", name, args: [this.SUBRULE2(this.parenthesised)] };
        },
      },
      {
        ALT: () => {
          const name = this.CONSUME(t.Binary).image as ast.FunctionName;
          this.CONSUME(t.LParen);
          const first = this.SUBRULE1(this.expression, { ARGS: [0] });
          this.CONSUME(t.Comma);
          const second = this.SUBRULE2(this.expression, { ARGS: [0] });
          this.CONSUME(t.RParen);
          return { kind: "function", name, args: [first, second] };
        },
      },
      { ALT: () => { const name = this.CONSUME(t.Identifier); return { kind: "name", name: name.image, place: placeOf(name) }; } },
      { ALT: () => { const number = this.CONSUME(t.Literal); return { kind: "number", text: number.image, place: placeOf(number) }; } },
    ]));

  parenthesised = this.RULE("parenthesised", (): ast.Expr => {
    this.CONSUME(t.LParen);
    const inner = this.SUBRULE(this.expression, { ARGS: [0] });
    this.CONSUME(t.RParen);
    return inner;
  });

  prefixed = this.RULE("prefixed", (): ast.Expr => {
    const op = this.CONSUME(t.Prefix);
    const { name } = op.tokenType;
    let window: ast.Window | null = null;
    this.OPTION({ GATE: () => tokenMatcher(op, t.Timed), DEF: () => { window = this.SUBRULE(this.window); } });
    const operand = this.SUBRULE(this.expression, { ARGS: [strength(op)] });
    if (name === "not") return { kind: "not", operand };
    return tokenMatcher(op, t.Timed) ? { kind: "timed", op: name as ast.TimedOp, window, operand } : { kind: "step", op: name as ast.StepOp, operand };
  });

  window = this.RULE("window", (): ast.Window => {
    this.CONSUME(t.LBracket);
    const low = this.SUBRULE(this.bound);
    this.OR([{ ALT: () => this.CONSUME(t.Comma) }, { ALT: () => this.CONSUME(t.Colon) }]);
    const high = this.SUBRULE1(this.bound);
    this.CONSUME(t.RBracket);
    return { low, high };
  });

  bound = this.RULE("bound", (): ast.Bound => {
    const end = this.OR([{ ALT: () => this.CONSUME(t.Literal) }, { ALT: () => this.CONSUME(t.Identifier) }]);
    let unit: ast.TimeUnit | null = null;
    this.OPTION(() => { unit = this.CONSUME(t.Unit).image as ast.TimeUnit; });
    return { text: end.image, isName: tokenMatcher(end, t.Identifier), unit, place: placeOf(end) };
  });

  file = this.RULE("file", (): ast.Specification => {
    let name: string | null = null;
    const imports: string[] = [], topics: string[] = [];
    const declarations: (ast.Variable | ast.Constant)[] = [], assertions: ast.Assertion[] = [];
    this.OPTION(() => { this.CONSUME(t.Specification); name = this.CONSUME(t.Identifier).image; });
    this.MANY(() => {
      this.CONSUME(t.From);
      this.CONSUME1(t.Identifier);
      this.CONSUME(t.Import);
      imports.push(this.CONSUME2(t.Identifier).image);
    });
    this.MANY1(() => {
      this.OR([
        { ALT: () => { declarations.push(this.SUBRULE(this.constant)); } },
        { ALT: () => { declarations.push(this.SUBRULE(this.variable)); } },
        { ALT: () => { topics.push(this.SUBRULE(this.annotation)); } },
      ]);
    });
    this.AT_LEAST_ONE(() => { assertions.push(this.SUBRULE(this.statement)); });
    return { name, imports, declarations, topics, assertions };
  });

  annotation = this.RULE("annotation", (): string => {
    this.CONSUME(t.At);
    this.CONSUME(t.Topic);
    this.CONSUME(t.LParen);
    const name = this.CONSUME(t.Identifier);
    this.CONSUME(t.Comma);
    this.CONSUME1(t.Identifier);
    this.CONSUME(t.RParen);
    return name.image;
  });

  constant = this.RULE("constant", (): ast.Constant => {
    this.CONSUME(t.Const);
    this.SUBRULE(this.type);
    const name = this.CONSUME(t.Identifier);
    this.CONSUME(t.Assign);
    const value = this.CONSUME(t.Literal);
    return { kind: "constant", name: name.image, text: value.image, place: placeOf(name), valuePlace: placeOf(value) };
  });

  variable = this.RULE("variable", (): ast.Variable => {
    this.OPTION(() => { this.CONSUME(t.Direction); });
    const type = this.SUBRULE(this.type);
    const name = this.CONSUME(t.Identifier);
    let valued = false;
    this.OPTION1(() => {
      this.CONSUME(t.Assign);
      this.SUBRULE(this.expression, { ARGS: [0] });
      valued = true;
    });
    return { kind: "variable", name: name.image, type: type.image, valued, place: placeOf(name) };
  });

  type = this.RULE("type", (): IToken => this.OR([{ ALT: () => this.CONSUME(t.Basic) }, { ALT: () => this.CONSUME(t.Identifier) }]));

  statement = this.RULE("statement", (): ast.Assertion => {
    let name: string | null = null;
    const start = this.LA(1);
    this.OPTION(() => {
      name = this.CONSUME(t.Identifier).image;
      this.CONSUME(t.Assign);
    });
    const formula = this.SUBRULE(this.expression, { ARGS: [0] });
    const text = this.ACTION(() => this.#textFrom(start));
    // RTAMT's own examples leave `;` out at the ends of lines.
    this.OR([
      { ALT: () => { this.CONSUME(t.Semicolon); } },
      { GATE: () => this.#mayEnd(), ALT: () => undefined },
    ]);
    return { name, formula, text, place: placeOf(start) };
  });

  /** What was read since then, on one line, with a blank wherever something stood between two tokens. */
  #textFrom(start: IToken): string {
    const from = this.#tokens.indexOf(start, this.#read);
    this.#read = this.#tokens.indexOf(this.LA(0), from);
    const tokens = this.#tokens.slice(from, this.#read + 1);
    return tokens.map((token, i) => (i > 0 && token.startOffset > tokens[i - 1]!.endOffset! + 1 ? ` ${token.image}` : token.image)).join("");
  }

  #mayEnd(): boolean {
    const next = this.LA(1);
    if (next.tokenType === EOF || next.startLine! > this.LA(0).endLine!) return true;
    return next.tokenType === t.Identifier && this.LA(2).tokenType === t.Assign;
  }
}

const TIMED: ReadonlySet<string> = new Set(["until", "unless", "since"] satisfies ast.InfixOp[]);
const LOGIC: ReadonlySet<string> = new Set(["and", "or", "implies", "iff", "xor"] satisfies ast.LogicOp[]);
const ARITHMETIC: ReadonlySet<string> = new Set(["+", "-", "*", "/"] satisfies ast.ArithmeticOp[]);

function joined(op: string, left: ast.Expr, right: ast.Expr, window: ast.Window | null): ast.Expr {
  if (TIMED.has(op)) return { kind: "infix", op: op as ast.InfixOp, window, left, right };
  if (LOGIC.has(op)) return { kind: "logic", op: op as ast.LogicOp, left, right };
  if (ARITHMETIC.has(op)) return { kind: "arithmetic", op: op as ast.ArithmeticOp, left, right };
  return { kind: "compare", op: op === "!==" ? "!=" : (op as ast.CompareOp), left, right };
}

export function placeOf(token: IToken): ast.Place {
  return { line: token.startLine ?? 1, column: token.startColumn ?? 1 };
}
