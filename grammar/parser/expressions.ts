import { tokenMatcher } from "chevrotain";
import type * as ast from "../ast.ts";
import * as t from "../tokens.ts";
import { W } from "../tokens.ts";
import { TypeParser } from "./types.ts";

const AGGREGATES = ["count", "sum", "min", "max", "mean"] as const;
const COMPARISONS = [t.Less, t.LessEq, t.Greater, t.GreaterEq, t.EqEq, t.NotEq];

/** Expressions, loosest first. */
export abstract class ExpressionParser extends TypeParser {
  /** True where an infix `until` without a window would be taken for the clause of that name. */
  protected untilIsClause = false;

  override expr = this.RULE("expr", (): ast.Expr =>
    this.choice<ast.Expr>([
      { ALT: () => this.SUBRULE(this.quantifier) },
      { ALT: () => this.SUBRULE(this.conditional) },
      { ALT: () => this.SUBRULE(this.implication) },
    ]), { recoveryValueFunc: () => this.unread() });

  protected unread(): ast.ErrorExpr {
    const at = this.LA(1).startOffset;
    return { kind: "Error", span: { start: at, end: at } };
  }

  quantifier = this.RULE("quantifier", (): ast.Quantifier => {
    const start = this.mark();
    const op = this.choice<ast.QuantifierOp>(
      (["all", "any", "each", ...AGGREGATES] as const).map((name) => ({ ALT: () => { this.CONSUME(W[name]); return name; } })),
    );
    const variable = this.SUBRULE(this.name);
    this.CONSUME(W.in);
    const list = this.SUBRULE(this.additive);
    this.CONSUME(t.Colon);
    const body = this.SUBRULE(this.expr);
    return { kind: "Quantifier", op, variable, list, body, span: this.span(start) };
  });

  conditional = this.RULE("conditional", (): ast.If => {
    const start = this.mark();
    this.CONSUME(W.if);
    const condition = this.SUBRULE(this.expr);
    this.CONSUME(W.then);
    const then = this.SUBRULE1(this.expr);
    this.CONSUME(W.else);
    const otherwise = this.SUBRULE2(this.expr);
    return { kind: "If", condition, then, otherwise, span: this.span(start) };
  });

  implication = this.RULE("implication", (): ast.Expr => {
    const start = this.mark();
    let left = this.SUBRULE(this.disjunction);
    this.OPTION(() => {
      const op = this.choice<ast.BinaryOp>((["implies", "iff", "xor"] as const).map((name) => ({ ALT: () => { this.CONSUME(W[name]); return name; } })));
      const right = this.SUBRULE(this.implication);
      left = { kind: "Binary", op, left, right, span: this.span(start) };
    });
    return left;
  });

  disjunction = this.RULE("disjunction", (): ast.Expr => {
    const start = this.mark();
    let left = this.SUBRULE(this.conjunction);
    this.MANY(() => {
      this.CONSUME(W.or);
      const right = this.SUBRULE1(this.conjunction);
      left = { kind: "Binary", op: "or", left, right, span: this.span(start) };
    });
    return left;
  });

  conjunction = this.RULE("conjunction", (): ast.Expr => {
    const start = this.mark();
    let left = this.SUBRULE(this.temporalBinary);
    this.MANY(() => {
      this.CONSUME(W.and);
      const right = this.SUBRULE1(this.temporalBinary);
      left = { kind: "Binary", op: "and", left, right, span: this.span(start) };
    });
    return left;
  });

  temporalBinary = this.RULE("temporalBinary", (): ast.Expr => {
    const start = this.mark();
    let left = this.SUBRULE(this.prefix);
    this.OPTION({
      GATE: () => !this.untilIsClause || !tokenMatcher(this.LA(1), W.until) || tokenMatcher(this.LA(2), t.LBracket),
      DEF: () => {
        const op = this.choice<ast.TemporalBinaryOp>((["until", "since", "unless", "release"] as const).map((name) => ({ ALT: () => { this.CONSUME(W[name]); return name; } })));
        let window: ast.Window | null = null;
        this.OPTION1(() => { window = this.SUBRULE(this.window); });
        const right = this.SUBRULE1(this.prefix);
        left = { kind: "TemporalBinary", op, window, left, right, span: this.span(start) };
      },
    });
    return left;
  });

  window = this.RULE("window", (): ast.Window => {
    const start = this.mark();
    let low: ast.Expr | null = null;
    let high: ast.Expr | null = null;
    let thisTurn = false;
    this.CONSUME(t.LBracket);
    this.OR([
      { ALT: () => { this.CONSUME(W.this); this.CONSUME(W.turn); thisTurn = true; } },
      {
        ALT: () => {
          high = this.SUBRULE(this.expr);
          this.OPTION(() => {
            this.CONSUME(t.Comma);
            low = high;
            high = this.SUBRULE1(this.expr);
          });
        },
      },
    ]);
    this.CONSUME(t.RBracket);
    return { kind: "Window", thisTurn, low, high, span: this.span(start) };
  });

  prefix = this.RULE("prefix", (): ast.Expr => {
    const start = this.mark();
    return this.choice<ast.Expr>([
      {
        ALT: () => {
          this.CONSUME(W.not);
          const operand = this.SUBRULE(this.prefix);
          return { kind: "Unary", op: "not", operand, span: this.span(start) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(W.weak);
          const op = this.choice1<ast.TemporalOp>([
            { ALT: () => { this.CONSUME(W.next); return "next"; } },
            { ALT: () => { this.CONSUME(W.previous); return "previous"; } },
          ]);
          const operand = this.SUBRULE1(this.prefix);
          return { kind: "Temporal", op, weak: true, window: null, operand, span: this.span(start) };
        },
      },
      {
        ALT: () => {
          const op = this.choice2<ast.TemporalOp>(
            (["once", "historically", "always", "eventually", "next", "rise", "fall"] as const).map((name) => ({ ALT: () => { this.CONSUME1(W[name]); return name; } })),
          );
          let window: ast.Window | null = null;
          this.OPTION(() => { window = this.SUBRULE(this.window); });
          const operand = this.SUBRULE2(this.prefix);
          return { kind: "Temporal", op, weak: false, window, operand, span: this.span(start) };
        },
      },
      { ALT: () => this.SUBRULE(this.comparison) },
    ]);
  });

  comparison = this.RULE("comparison", (): ast.Expr => {
    const start = this.mark();
    const value = this.SUBRULE(this.additive);
    let whole: ast.Expr = value;
    this.OPTION(() => {
      this.OR([
        {
          ALT: () => {
            const op = this.OR1(COMPARISONS.map((token) => ({ ALT: () => this.CONSUME(token).image as ast.BinaryOp })));
            const right = this.SUBRULE1(this.additive);
            whole = { kind: "Binary", op, left: value, right, span: this.span(start) };
          },
        },
        {
          ALT: () => {
            this.CONSUME(W.in);
            const low = this.SUBRULE2(this.additive);
            let high: ast.Expr | null = null;
            this.OPTION1(() => {
              this.CONSUME(t.DotDot);
              high = this.SUBRULE3(this.additive);
            });
            const span = this.span(start);
            whole = high === null ? { kind: "InSet", value, set: low, span } : { kind: "InRange", value, low, high, span };
          },
        },
        {
          ALT: () => {
            this.CONSUME(W.from);
            const source = this.SUBRULE(this.valueSource);
            whole = { kind: "From", value, source, span: this.span(start) };
          },
        },
        {
          ALT: () => {
            this.CONSUME(W.is);
            const name = this.SUBRULE(this.name);
            whole = { kind: "Is", value, name, span: this.span(start) };
          },
        },
        {
          ALT: () => {
            this.CONSUME(W.carries);
            const name = this.SUBRULE1(this.name);
            whole = { kind: "Carries", value, name, span: this.span(start) };
          },
        },
        {
          ALT: () => {
            this.CONSUME(W.matches);
            const pattern = this.SUBRULE(this.text);
            whole = { kind: "Matches", value, pattern, span: this.span(start) };
          },
        },
      ]);
    });
    return whole;
  });

  valueSource = this.RULE("valueSource", (): ast.ValueSource => {
    const start = this.mark();
    let of: ast.ToolPath | null = null;
    this.OR([
      { ALT: () => { this.CONSUME(W.prompt); } },
      { ALT: () => { this.CONSUME(W.results); this.CONSUME(W.of); of = this.SUBRULE(this.toolPath); } },
    ]);
    return { kind: "ValueSource", of, span: this.span(start) };
  });

  toolName = this.RULE("toolName", (): ast.ToolName =>
    this.choice<ast.ToolName>([
      { ALT: () => { const { text, span } = this.SUBRULE(this.name); return { kind: "ToolName", name: text, span }; } },
      { ALT: () => { const { value, span } = this.SUBRULE(this.text); return { kind: "ToolName", name: value, span }; } },
    ]));

  target = this.RULE("target", (): ast.Target => {
    const start = this.mark();
    return this.choice<ast.Target>([
      { ALT: () => this.SUBRULE(this.toolName) },
      { ALT: () => { this.CONSUME(W.anything); return { kind: "Anything", span: this.span(start) }; } },
    ]);
  });

  toolPath = this.RULE("toolPath", (): ast.ToolPath => {
    const start = this.mark();
    const tool = this.SUBRULE(this.toolName);
    const steps: (ast.Ident | number | "*")[] = [];
    this.MANY(() => {
      this.OR([
        { ALT: () => { this.CONSUME(t.Dot); steps.push(this.SUBRULE(this.word)); } },
        {
          ALT: () => {
            this.CONSUME(t.LBracket);
            this.OR1([
              { ALT: () => { this.CONSUME(t.Star); steps.push("*"); } },
              { ALT: () => { steps.push(Number(this.CONSUME(t.Num).image)); } },
            ]);
            this.CONSUME(t.RBracket);
          },
        },
      ]);
    });
    return { kind: "ToolPath", tool, steps, span: this.span(start) };
  });

  override additive = this.RULE("additive", (): ast.Expr => {
    const start = this.mark();
    let left = this.SUBRULE(this.product);
    this.MANY(() => {
      const op = this.choice<ast.BinaryOp>([
        { ALT: () => { this.CONSUME(t.Plus); return "+"; } },
        { ALT: () => { this.CONSUME(t.Minus); return "-"; } },
      ]);
      const right = this.SUBRULE1(this.product);
      left = { kind: "Binary", op, left, right, span: this.span(start) };
    });
    return left;
  }, { recoveryValueFunc: () => this.unread() });

  product = this.RULE("product", (): ast.Expr => {
    const start = this.mark();
    let left = this.SUBRULE(this.unary);
    this.MANY(() => {
      const op = this.choice<ast.BinaryOp>([
        { ALT: () => { this.CONSUME(t.Star); return "*"; } },
        { ALT: () => { this.CONSUME(t.Slash); return "/"; } },
      ]);
      const right = this.SUBRULE1(this.unary);
      left = { kind: "Binary", op, left, right, span: this.span(start) };
    });
    return left;
  });

  unary = this.RULE("unary", (): ast.Expr => {
    const start = this.mark();
    return this.choice<ast.Expr>([
      {
        ALT: () => {
          this.CONSUME(t.Minus);
          const operand = this.SUBRULE(this.unary);
          return { kind: "Unary", op: "-", operand, span: this.span(start) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(W.previous);
          const operand = this.SUBRULE(this.postfix);
          return { kind: "Unary", op: "previous", operand, span: this.span(start) };
        },
      },
      {
        ALT: () => {
          const base = this.choice1<ast.Expr>([{ ALT: () => this.SUBRULE(this.literal) }, { ALT: () => this.SUBRULE1(this.postfix) }]);
          let whole = base;
          this.OPTION(() => {
            this.CONSUME(t.Caret);
            const right = this.SUBRULE1(this.unary);
            whole = { kind: "Binary", op: "^", left: base, right, span: this.span(start) };
          });
          return whole;
        },
      },
    ]);
  });

  literal = this.RULE("literal", (): ast.Expr => {
    const start = this.mark();
    return this.choice<ast.Expr>([
      {
        ALT: () => {
          const token = this.CONSUME(t.Num);
          let unit: ast.Unit | null = null;
          this.OPTION(() => { unit = this.SUBRULE(this.unit); });
          return this.numberOf(token, unit, start);
        },
      },
      { ALT: () => this.SUBRULE(this.quantity) },
      { ALT: () => this.SUBRULE(this.text) },
      { ALT: () => { this.CONSUME(W.true); return { kind: "Bool", value: true, span: this.span(start) }; } },
      { ALT: () => { this.CONSUME(W.false); return { kind: "Bool", value: false, span: this.span(start) }; } },
    ]);
  });

  postfix = this.RULE("postfix", (): ast.Expr => {
    const start = this.mark();
    let whole = this.SUBRULE(this.primary);
    this.MANY(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.Dot);
            const name = this.SUBRULE(this.word);
            whole = { kind: "Member", object: whole, name, span: this.span(start) };
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.LBracket);
            const index = this.SUBRULE(this.expr);
            this.CONSUME(t.RBracket);
            whole = { kind: "Index", object: whole, index, span: this.span(start) };
          },
        },
      ]);
    });
    return whole;
  });

  primary = this.RULE("primary", (): ast.Expr => {
    const start = this.mark();
    return this.choice<ast.Expr>([
      {
        ALT: () => {
          this.CONSUME(t.LParen);
          const outer = this.untilIsClause;
          this.untilIsClause = false;
          const inner = this.SUBRULE(this.expr);
          this.untilIsClause = outer;
          this.CONSUME(t.RParen);
          return { kind: "Paren", inner, span: this.span(start) };
        },
      },
      {
        ALT: () => {
          const op = this.choice1<"call" | "returned" | "latest">((["call", "returned", "latest"] as const).map((name) => ({ ALT: () => { this.CONSUME(W[name]); return name; } })));
          const target = this.SUBRULE(this.target);
          let args: ast.Arg[] = [];
          this.OPTION(() => { args = this.SUBRULE(this.args); });
          return { kind: "Event", op, target, args, span: this.span(start) };
        },
      },
      {
        ALT: () => {
          const callee = this.choice2<ast.Ident>(AGGREGATES.map((name) => ({ ALT: () => this.identOf(this.CONSUME1(W[name])) })));
          const args = this.SUBRULE1(this.args);
          return { kind: "Apply", callee, args, span: this.span(start) };
        },
      },
      { ALT: () => { this.CONSUME(W.anything); return { kind: "Anything", span: this.span(start) }; } },
      {
        ALT: () => {
          const name = this.SUBRULE(this.name);
          let args: ast.Arg[] | null = null;
          this.OPTION1(() => { args = this.SUBRULE2(this.args); });
          const span = this.span(start);
          return args === null ? { kind: "Name", name, span } : { kind: "Apply", callee: name, args, span };
        },
      },
    ]);
  });

  args = this.RULE("args", (): ast.Arg[] => {
    const args: ast.Arg[] = [];
    this.CONSUME(t.LParen);
    const outer = this.untilIsClause;
    this.untilIsClause = false;
    this.MANY_SEP({ SEP: t.Comma, DEF: () => { args.push(this.SUBRULE(this.arg)); } });
    this.untilIsClause = outer;
    this.CONSUME(t.RParen);
    return args;
  });

  arg = this.RULE("arg", (): ast.Arg => {
    const start = this.mark();
    let name: ast.Ident | null = null;
    let weight: ast.Expr | null = null;
    this.OPTION(() => {
      name = this.SUBRULE(this.word);
      this.CONSUME(t.Colon);
    });
    const value = this.SUBRULE(this.expr);
    this.OPTION1(() => {
      this.CONSUME(W.weight);
      weight = this.SUBRULE1(this.expr);
    });
    return { kind: "Arg", name, value, weight, span: this.span(start) };
  });

  path = this.RULE("path", (): ast.Path => {
    const start = this.mark();
    const parts = [this.SUBRULE(this.name)];
    this.MANY(() => {
      this.CONSUME(t.Dot);
      parts.push(this.SUBRULE(this.word));
    });
    return { kind: "Path", parts, span: this.span(start) };
  });

  assigns = this.RULE("assigns", (): ast.Assign[] => {
    const assigns: ast.Assign[] = [];
    this.CONSUME(t.LBrace);
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => { assigns.push(this.SUBRULE(this.assign)); } });
    this.CONSUME(t.RBrace);
    return assigns;
  });

  assign = this.RULE("assign", (): ast.Assign => {
    const start = this.mark();
    const parts = [this.SUBRULE(this.word)];
    this.MANY(() => {
      this.CONSUME(t.Dot);
      parts.push(this.SUBRULE1(this.word));
    });
    const path: ast.Path = { kind: "Path", parts, span: this.span(start) };
    this.CONSUME(t.Eq);
    const value = this.SUBRULE(this.expr);
    return { kind: "Assign", path, value, span: this.span(start) };
  });

  held = this.RULE("held", (): ast.Held => {
    const start = this.mark();
    const condition = this.SUBRULE(this.expr);
    let dwell: ast.Num | null = null;
    this.OPTION(() => {
      this.CONSUME(W.for);
      dwell = this.SUBRULE(this.quantity);
    });
    return { kind: "Held", condition, dwell, span: this.span(start) };
  });

  /** An expression whose infix `until` is left to the clause that may follow. */
  exprBeforeUntil = this.RULE("exprBeforeUntil", (): ast.Expr => {
    this.untilIsClause = true;
    const whole = this.SUBRULE(this.expr);
    this.untilIsClause = false;
    return whole;
  });

  proposalWhen = this.RULE("proposalWhen", (): ast.Expr => {
    this.CONSUME(W.when);
    return this.SUBRULE(this.exprBeforeUntil);
  });

  when = this.RULE("when", (): ast.Expr => {
    this.CONSUME(W.when);
    return this.SUBRULE(this.expr);
  });
}
