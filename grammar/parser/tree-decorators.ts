import { tokenMatcher, type TokenType } from "chevrotain";
import type * as ast from "../ast.ts";
import * as t from "../tokens.ts";
import { W } from "../tokens.ts";
import { BARE, LeafParser } from "./tree-leaves.ts";

const OUTCOMES: ReadonlySet<TokenType> = new Set([W.success, W.failure, W.skip, W.running]);

/** Nodes of a tree that have one child. */
export abstract class DecoratorParser extends LeafParser {
  treeWrapper = this.RULE("treeWrapper", (): ast.TreeWrapper => {
    const start = this.mark();
    const op = this.choice<ast.TreeWrapper["op"]>([
      { ALT: () => { this.CONSUME(W.invert); return "invert"; } },
      {
        ALT: () => {
          this.CONSUME(W.force);
          return this.choice1<ast.TreeWrapper["op"]>([
            { ALT: () => { this.CONSUME(W.success); return "force success"; } },
            { ALT: () => { this.CONSUME(W.failure); return "force failure"; } },
          ]);
        },
      },
      {
        ALT: () => {
          let op: ast.TreeWrapper["op"] = "run once";
          this.CONSUME(W.run);
          this.CONSUME(W.once);
          this.OPTION(() => {
            this.CONSUME(W.then);
            this.CONSUME(W.skip);
            op = "run once then skip";
          });
          return op;
        },
      },
      { ALT: () => { this.CONSUME(W.repeat); this.CONSUME(W.until); this.CONSUME1(W.failure); return "repeat until failure"; } },
    ]);
    const child = this.SUBRULE(this.treeChild);
    return { kind: "Wrapper", op, child, ...BARE, span: this.span(start) };
  });

  treeDecorator = this.RULE("treeDecorator", (): ast.TreeDecorator => {
    const start = this.mark();
    const made = this.choice<{ op: ast.TreeDecorator["op"]; amount: ast.Expr | null }>([
      { ALT: () => { this.CONSUME(W.timeout); return { op: "timeout", amount: this.SUBRULE(this.additive) }; } },
      { ALT: () => { this.CONSUME(W.delay); return { op: "delay", amount: this.SUBRULE1(this.additive) }; } },
      { ALT: () => { this.CONSUME(W.every); return { op: "every", amount: this.SUBRULE2(this.additive) }; } },
      { ALT: () => { this.CONSUME(W.retry); return { op: "retry", amount: this.SUBRULE(this.treeTimes) }; } },
      { ALT: () => { this.CONSUME(W.repeat); return { op: "repeat", amount: this.SUBRULE1(this.treeTimes) }; } },
    ]);
    const child = this.SUBRULE(this.treeChild);
    return this.ACTION(() => ({ kind: "Decorator", ...made, child, ...BARE, span: this.span(start) }));
  });

  /** How many times; an entry may not be named `forever` without backticks. */
  treeTimes = this.RULE("treeTimes", (): ast.Expr | null =>
    this.choice<ast.Expr | null>([
      { ALT: () => { this.CONSUME(W.forever); return null; }, IGNORE_AMBIGUITIES: true },
      { ALT: () => this.SUBRULE(this.additive) },
    ]));

  treeWhen = this.RULE("treeWhen", (): ast.TreeWhen => {
    const start = this.mark();
    const condition = this.SUBRULE(this.when);
    const otherwise = this.outcome("success", "failure", "skip", "running");
    const child = this.SUBRULE(this.treeChild);
    return { kind: "When", condition, otherwise, child, ...BARE, span: this.span(start) };
  });

  treeLoop = this.RULE("treeLoop", (): ast.TreeLoop => {
    const start = this.mark();
    const values: ast.Expr[] = [];
    this.CONSUME(W.loop);
    const variable = this.SUBRULE(this.name);
    this.CONSUME(W.in);
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => { values.push(this.SUBRULE(this.expr)); } });
    const otherwise = this.outcome("success", "failure", "skip");
    const child = this.SUBRULE(this.treeChild);
    return { kind: "Loop", variable, values, otherwise, child, ...BARE, span: this.span(start) };
  });

  treeUpdated = this.RULE("treeUpdated", (): ast.TreeUpdated => {
    const start = this.mark();
    let otherwise: ast.TreeOutcome | null = null;
    let child: ast.TreeNode | null = null;
    this.CONSUME(W.updated);
    const entry = this.SUBRULE(this.name);
    this.OPTION({
      // `if … then updated x else …` goes on with the other branch.
      GATE: () => tokenMatcher(this.LA(1), t.LBrace) || (OUTCOMES.has(this.LA(2).tokenType) && tokenMatcher(this.LA(3), t.LBrace)),
      DEF: () => {
        otherwise = this.outcome("skip", "running");
        child = this.SUBRULE(this.treeChild);
      },
    });
    return { kind: "Updated", entry, otherwise, child, ...BARE, span: this.span(start) };
  });

  /** What a node gives instead of its child. */
  protected outcome<O extends ast.TreeOutcome>(...outcomes: readonly O[]): O | null {
    let outcome: O | null = null;
    this.OPTION1(() => {
      this.CONSUME(W.else);
      outcome = this.choice<O>(outcomes.map((o) => ({ ALT: () => { this.CONSUME(W[o]); return o; } })));
    });
    return outcome;
  }
}
